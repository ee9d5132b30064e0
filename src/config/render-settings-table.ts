import { describeSettings, type SettingDescription } from './describe-settings.js';

/** The settings as a Markdown table for README. */
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
