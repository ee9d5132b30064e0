import { deepFreeze } from '../deep-freeze.js';
import { parseJsonObject } from '../parse-json-object.js';
import { readTextFile } from '../read-settings.js';
import type { Report } from '../report.js';
import { Secret } from '../secret.js';
import type { Values } from '../settings.js';

/** Reads the token file as a JSON object. Messages never quote it: its keys may be tokens. */
export function toStaticTokens(values: Values, report: Report): Secret<Readonly<Record<string, unknown>>> | undefined {
  const path = values.STATIC_TOKENS_FILE;
  if (path === undefined) {
    report.missing('STATIC_TOKENS_FILE', 'is required with static: a JSON file of tokens and what they may do');
    return undefined;
  }
  const text = readTextFile(path);
  if (text === undefined) {
    report.fault('STATIC_TOKENS_FILE', `names ${path}, which cannot be read; check the path, the mount and the rights`);
    return undefined;
  }
  const tokens = parseJsonObject(text);
  if (tokens === undefined) report.fault('STATIC_TOKENS_FILE', `names ${path}, which is not a JSON object`);
  return tokens && new Secret(deepFreeze(tokens));
}
