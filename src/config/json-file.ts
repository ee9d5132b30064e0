import { readFileSync } from 'node:fs';
import { deepFreeze } from './deep-freeze.js';
import type { Report } from './report.js';

/** A file's text, or undefined when it cannot be read, for whatever reason. */
export function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The JSON object in the file that `variable` names, frozen. Anything else is a fault, which never quotes the file. */
export function readJsonObject(
  variable: string,
  path: string,
  report: Report,
): Readonly<Record<string, unknown>> | undefined {
  const text = readTextFile(path);
  const problem =
    text === undefined ? 'cannot be read; check the path, the mount and the rights' : 'is not a JSON object';
  const value = text === undefined ? undefined : parseJsonObject(text);
  if (value === undefined) report.fault(variable, `names ${path}, which ${problem}`);
  return value && deepFreeze(value);
}

function parseJsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
