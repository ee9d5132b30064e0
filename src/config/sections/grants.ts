import { z } from 'zod';
import type { GrantConfig } from '../auth-config.js';
import { scope } from '../identity-formats.js';
import { parseJsonObject } from '../parse-json-object.js';
import { readTextFile } from '../read-settings.js';
import type { Report } from '../report.js';
import type { Values } from '../settings.js';
import type { ToolCatalogue } from './tools.js';

const prefixes = ['google', 'jwt', 'iap', 'oauth'];
const key = new RegExp(`^(?:${prefixes.join('|')}):@?[^\\s@][^\\s]{0,254}$`);
const names = z.array(z.string().min(1).max(255));
const grant = z.strictObject({ scopes: z.array(scope).optional(), tools: names.optional(), spaces: names.optional() });

/** What single callers may do. A misspelt key or word would silently grant something else, so each is a fault. */
export function toGrants(
  { GRANTS_FILE: path }: Values,
  catalogue: ToolCatalogue | undefined,
  report: Report,
): Readonly<Record<string, GrantConfig>> | undefined {
  if (path === undefined) return undefined;
  const fault = (message: string) => void report.fault('GRANTS_FILE', `names ${path}, ${message}`);
  const text = readTextFile(path);
  if (text === undefined) return fault('which cannot be read; check the path, the mount and the rights');
  const entries = parseJsonObject(text);
  if (entries === undefined) return fault('which is not a JSON object');
  return Object.fromEntries(
    Object.entries(entries).map(([caller, value]) => {
      if (!key.test(caller)) {
        fault(
          `whose key "${caller}" is none of ${prefixes.map((prefix) => `${prefix}:`).join(', ')} with EMAIL, @domain or SUBJECT`,
        );
      }
      return [caller, toGrant(caller, value, catalogue, fault)];
    }),
  );
}

function toGrant(
  caller: string,
  value: unknown,
  catalogue: ToolCatalogue | undefined,
  fault: (message: string) => void,
): GrantConfig {
  const parsed = grant.safeParse(value);
  if (!parsed.success) {
    const places = parsed.error.issues.map(({ path, message }) => [...path, message].join(': '));
    fault(`whose entry "${caller}" has a wrong form: ${[...new Set(places)].join('; ')}`);
    return {};
  }
  const unknown = (parsed.data.tools ?? []).filter((tool) => catalogue?.tools.includes(tool) === false);
  if (unknown.length > 0) fault(`whose entry "${caller}" names tools that do not exist: ${unknown.join(', ')}`);
  return parsed.data;
}
