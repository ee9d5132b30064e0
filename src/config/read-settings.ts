import { readTextFile } from './json-file.js';
import { findVariable, type Environment } from './environment.js';
import type { Report } from './report.js';
import type { Setting } from './setting.js';
import { settings, type Values } from './settings.js';

interface GivenText {
  /** The variable it came from: the setting's name, an alias, or one of these with `_FILE`. */
  readonly variable: string;
  readonly text: string;
}

/**
 * Reads every setting by its table entry. Variables are trimmed, and an empty one counts as not set, as container
 * platforms write it. A value that cannot be used is reported and reads as the default.
 */
export function readSettings(environment: Environment, report: Report): Values {
  const entries = Object.entries<Setting>(settings).map(([name, setting]) => {
    const given = findText(name, setting, environment, report);
    return [name, given === undefined ? defaultOf(setting) : parseText(name, setting, given, report)];
  });
  return Object.fromEntries(entries) as Values;
}

/** A settings file's reader takes quotes away, `docker run --env-file` and `kubectl` do not. */
const quoted = /^(["'`]).*\1$/s;

/**
 * Whether a value is the placeholder of its own variable: Gemini CLI leaves `$NAME`, Cursor `${NAME}` or `${NAME:-}`, and
 * VS Code `${env:NAME}` where they know of no value.
 */
function isPlaceholder(variable: string, text: string): boolean {
  return [`$${variable}`, `\${${variable}}`, `\${${variable}:-}`, `\${env:${variable}}`].includes(text);
}

function findText(name: string, setting: Setting, environment: Environment, report: Report): GivenText | undefined {
  for (const variable of [name, ...(setting.aliases ?? [])]) {
    const told = findVariable(environment, variable);
    const isUnfilled = told !== undefined && isPlaceholder(variable, told);
    if (isUnfilled && setting.placeholderIsUnset !== true) {
      report.unusable(name, variable, 'is a placeholder that nobody filled in; give it a value, or leave it out');
      return undefined;
    }
    const text = isUnfilled ? undefined : told;
    const path = mayBeFile(setting) ? findVariable(environment, `${variable}_FILE`) : undefined;
    if (text !== undefined && path !== undefined) {
      report.unusable(name, variable, `is set together with ${variable}_FILE; keep one of the two`);
      return undefined;
    }
    if (text !== undefined && quoted.test(text)) {
      report.unusable(
        name,
        variable,
        'has quotes around it that would be part of it, as docker --env-file leaves them; drop them',
      );
      return undefined;
    }
    if (text !== undefined) return { variable, text };
    if (path !== undefined) return readText(name, `${variable}_FILE`, path, report);
  }
  return undefined;
}

/** Whether `NAME_FILE` may name a file that holds the value. */
export function mayBeFile(setting: Setting): boolean {
  return setting.secret === true || setting.fromFile === true;
}

function readText(name: string, variable: string, path: string, report: Report): GivenText | undefined {
  const text = readTextFile(path)?.trim();
  if (text) return { variable, text };
  const problem = text === undefined ? 'cannot be read' : 'is empty';
  // A secret itself, where the name of its file belongs, is one that the log must not show.
  const named = /^(?:[./~]|[a-z]:[\\/])/i.test(path) ? `names ${path}, which` : 'names a file by a path without / that';
  report.unusable(name, variable, `${named} ${problem}; check the path, the mount and the rights`);
  return undefined;
}

function parseText(name: string, setting: Setting, given: GivenText, report: Report): unknown {
  const result = setting.schema.safeParse(setting.fromAlias?.[given.variable]?.(given.text) ?? given.text);
  if (result.success) return result.data;
  const messages = new Set(result.error.issues.map(toMessage));
  report.unusable(name, given.variable, [...messages].join('; '));
  return defaultOf(setting);
}

/** Names the place in a list but never the text, which may be a secret in the wrong variable. */
function toMessage({ message, path: [index] }: { message: string; path: PropertyKey[] }): string {
  return typeof index === 'number' ? `${message} (see item ${index + 1})` : message;
}

function defaultOf(setting: Setting): unknown {
  return setting.default === undefined ? undefined : setting.schema.parse(setting.default);
}
