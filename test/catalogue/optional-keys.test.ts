import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../../src/mcp/index.js';
import type { RecordedRequest } from '../../src/sandbox/index.js';
import { openToolFixture, type ToolFixture } from '../mcp/fixtures/tool-fixture.js';
import { toolCalls } from './tool-calls.js';

type Json = Record<string, unknown> | unknown[];
type Path = readonly (string | number)[];

/** Every key of an answer; of a list the first item stands for all. */
function* keysOf(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    yield* keysOf(value[0], [...path, 0]);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    yield [...path, key];
    yield* keysOf(item, [...path, key]);
  }
}

/** The same answer with one key null, or absent. */
function without(answer: Json, path: Path, how: 'null' | 'absent'): Json {
  const copy = structuredClone(answer);
  let at: unknown = copy;
  for (const step of path.slice(0, -1)) at = (at as Record<string | number, unknown>)[step];
  const key = path.at(-1) ?? '';
  if (how === 'null') (at as Record<string | number, unknown>)[key] = null;
  else delete (at as Record<string | number, unknown>)[key];
  return copy;
}

async function answerTo(fixture: ToolFixture, { path, query }: RecordedRequest): Promise<Json | undefined> {
  const { username, apiToken } = fixture.sandbox.credentials;
  const url = new URL(path, fixture.sandbox.url);
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) url.searchParams.append(name, String(one));
  }
  const authorization = `Basic ${Buffer.from(`${username}:${apiToken}`).toString('base64')}`;
  const response = await fetch(url, { headers: { authorization } });
  if (!response.headers.get('content-type')?.includes('json')) return undefined;
  return (await response.json()) as Json;
}

/** Readers as they are, writers as previews, which ask the same before they would write. */
const calls = catalogue
  // One question alone goes out for a permission, with POST, and its answer is one key.
  .filter(({ name, toolset }) => toolset !== 'examples' && name !== 'confluence_check_permission')
  .map(({ name, effect }) => {
    const { args = {} } = toolCalls[name] ?? {};
    return [name, effect === 'read' ? args : { ...args, dry_run: true }] as const;
  });

// A key that an answer need not have, or has as null, ended calls and log-ins at other servers and once here.
describe('an answer of Confluence that lacks a key', () => {
  it.each(calls)('is used or refused in words by %s', async (name, args) => {
    const fixture = await openToolFixture();
    const failures: string[] = [];
    let tried = 0;
    try {
      await fixture.call(name, args);
      const asked = fixture.sandbox.requests.filter(({ method }) => method === 'GET');
      const requests = [...new Map(asked.map((one) => [one.path, one])).values()];
      for (const request of requests) {
        const answer = await answerTo(fixture, request);
        if (answer === undefined) continue;
        const escaped = request.path.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
        for (const path of keysOf(answer)) {
          for (const how of ['null', 'absent'] as const) {
            const text = JSON.stringify(without(answer, path, how));
            fixture.sandbox.faults.add({ kind: 'answer', text, match: { path: new RegExp(`^${escaped}(\\?|$)`) } });
            const result = await fixture.call(name, args);
            fixture.sandbox.faults.clear();
            tried += 1;
            const said = result.content[0].text;
            const isClear = result.isError !== true || /^(?!INTERNAL)[A-Z_]+: \S.*/.test(said);
            if (!isClear) failures.push(`${request.path} ${path.join('.')} ${how}: ${said}`);
          }
        }
      }
    } finally {
      await fixture.close();
    }
    expect(failures).toEqual([]);
    expect(tried).toBeGreaterThan(2);
  });
});
