import { describeSettings, type SettingDescription } from './describe-settings.js';
import { platformGroup } from './settings.js';

const preamble = [
  '# Settings of confluence-mcp-server. Copy to `.env` and fill in; variables of the process win over this file.',
  '# Lines that start with `#NAME=` show the default or an example. Secrets may be given as NAME_FILE instead.',
  '# Written by renderEnvExample() from src/config/settings/; a test holds the two together.',
];

/** The text of `.env.example`: every setting, commented, with its default or an example. */
export function renderEnvExample(): string {
  const shown = describeSettings().filter(({ group }) => group !== platformGroup);
  const groups = [...new Set(shown.map(({ group }) => group))];
  const chapters = groups.map((title) => [
    '',
    `# --- ${title} ---`,
    ...shown.filter(({ group }) => group === title).flatMap(toLines),
  ]);
  return [...preamble, ...chapters.flat(), ''].join('\n');
}

function toLines(setting: SettingDescription): string[] {
  const also = setting.aliases.length === 0 ? [] : [`# Also read: ${setting.aliases.join(', ')}.`];
  const without = setting.defaultIsValue ? [] : [`# ${withoutIt(setting.default)}.`];
  const value = setting.defaultIsValue ? setting.default : (setting.example ?? '');
  return ['', `# ${setting.meaning}`, ...without, ...also, `#${setting.name}=${value}`];
}

function withoutIt(words: string): string {
  return words.includes('required') ? `${words.charAt(0).toUpperCase()}${words.slice(1)}` : `Without it: ${words}`;
}
