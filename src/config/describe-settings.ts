import type { Setting } from './setting.js';
import { settingGroups } from './settings.js';

/** One setting as an operator reads about it. */
export interface SettingDescription {
  readonly group: string;
  readonly name: string;
  /** The default as it would be written, or in words what happens without it. */
  readonly default: string;
  /** Whether `default` is a value rather than words. */
  readonly defaultIsValue: boolean;
  readonly example: string | undefined;
  readonly meaning: string;
  readonly aliases: readonly string[];
  readonly secret: boolean;
  /** May be given as `NAME_FILE`. */
  readonly fromFile: boolean;
}

/** Every setting of this version, in the order of docs/settings.md and `.env.example`. */
export function describeSettings(): readonly SettingDescription[] {
  return settingGroups.flatMap(({ title, settings }) =>
    Object.entries(settings).map(([name, setting]) => describeSetting(title, name, setting)),
  );
}

function describeSetting(group: string, name: string, setting: Setting): SettingDescription {
  return {
    group,
    name,
    default: setting.default ?? setting.unset ?? 'unset',
    defaultIsValue: setting.default !== undefined,
    example: setting.example,
    meaning: setting.description,
    aliases: setting.aliases ?? [],
    secret: setting.secret ?? false,
    fromFile: setting.secret ?? setting.fromFile ?? false,
  };
}
