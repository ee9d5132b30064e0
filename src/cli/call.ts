import type { CallToolResult, Tool } from '@modelcontextprotocol/client';
import { withConnection, type ConnectionFlags } from './connection.js';
import { createProgressBar } from './progress-bar.js';
import { exitCode, print, UsageError, type Io } from './io.js';
import { shownWord } from './shown.js';

type CallFlags = ConnectionFlags & { json?: string };

/** `call TOOL [key=value …] [--json ARGS]`: exit 1 when the tool answers with an error. */
export async function callCommand(io: Io, tool: string, pairs: string[], flags: CallFlags): Promise<number> {
  const fromJson = parseJsonArguments(flags.json);
  const fromPairs = pairs.map(parsePair);
  const bar = createProgressBar(io);
  const result = await withConnection(io, flags, async (client) => {
    const schema =
      fromPairs.length > 0 ? (await client.listTools()).find(({ name }) => name === tool)?.inputSchema : undefined;
    const typed = typedPairs(schema, fromPairs);
    const onProgress = bar.show;
    return client.callTool(tool, { ...fromJson, ...Object.fromEntries(typed) }, { onProgress }).finally(bar.end);
  });
  print(io, flags.output === 'json' ? JSON.stringify(result, null, 2) : textOf(result));
  return result.isError ? exitCode.failed : exitCode.ok;
}

function parseJsonArguments(json: string | undefined): Record<string, unknown> {
  if (json === undefined) return {};
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Falls through to the one message that says what is wanted.
  }
  throw new UsageError('--json needs one JSON object, e.g. --json \'{"page_id": "123"}\'.');
}

function parsePair(pair: string): [string, string] {
  const at = pair.indexOf('=');
  if (at < 1) throw new UsageError(`${shownWord(pair)} is not key=value, e.g. page_id=123.`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/** A key that stands twice is a list, where the tool wants one. */
function typedPairs(schema: Tool['inputSchema'] | undefined, pairs: readonly [string, string][]): [string, unknown][] {
  const values = new Map<string, unknown>();
  for (const [key, text] of pairs) {
    const value = typedValue(schema, key, text);
    const before = values.get(key);
    if (!values.has(key)) values.set(key, value);
    else if (Array.isArray(before) && Array.isArray(value))
      values.set(key, [...(before as unknown[]), ...(value as unknown[])]);
    else throw new UsageError(`${shownWord(key)} is given twice, but it is not a list: give it once.`);
  }
  return [...values];
}

/**
 * Words on a command line are text; the tool's schema says which of them are meant as something else. `null` is what is
 * left out, as it is in JSON: `--json` sends the word.
 */
function typedValue(schema: Tool['inputSchema'] | undefined, key: string, value: string): unknown {
  const type = (schema?.properties?.[key] as { type?: unknown } | undefined)?.type;
  if (type === 'boolean' && /^(true|false)$/.test(value)) return value === 'true';
  if ((type === 'number' || type === 'integer') && value !== '' && Number.isFinite(Number(value))) return Number(value);
  if (value === 'null' && schema?.required?.includes(key) !== true) return null;
  if (type === 'array' && !/^[[{]/.test(value)) return value.split(',').map((word) => word.trim());
  if (type !== 'array' && type !== 'object') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new UsageError(`${key} needs JSON (${type}).`);
  }
}

/** The readable parts of a result, as a person at a terminal wants them. */
export function textOf(result: CallToolResult): string {
  return result.content.map((part) => (part.type === 'text' ? part.text : `[${part.type}]`)).join('\n');
}
