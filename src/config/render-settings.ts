import { describeSettings, type SettingDescription } from './describe-settings.js';
import { platformGroup } from './settings.js';

const preamble = [
  '# Settings of confluence-mcp-server. Copy to `.env` and fill in; variables of the process win over this file.',
  '# Lines that start with `#NAME=` show the default or an example. Secrets may be given as NAME_FILE instead.',
  '# Written by renderEnvExample() from src/config/topics/; a test holds the two together.',
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

/** The settings as a Markdown table for docs/settings.md. */
export function renderSettingsTable(): string {
  const head = ['| variable | default | meaning | also read |', '|---|---|---|---|'];
  return [...head, ...describeSettings().map(toRow)].join('\n');
}

function toRow(setting: SettingDescription): string {
  const file = setting.fromFile ? [`${setting.name}_FILE`] : [];
  const cells = [
    code(setting.name),
    setting.defaultIsValue ? code(setting.default) : setting.default,
    setting.meaning,
    [...setting.aliases, ...file].map(code).join(', '),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function code(text: string): string {
  return `\`${text}\``;
}
