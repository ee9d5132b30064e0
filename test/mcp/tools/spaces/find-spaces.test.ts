import { describe, expect, it } from '@jest/globals';
import { createContentConverter } from '../../../../src/content/index.js';
import { createDocumentReader } from '../../../../src/documents/index.js';
import type { Confluence, Space } from '../../../../src/confluence/index.js';
import type { ToolContext } from '../../../../src/mcp/tools/define-tool.js';
import { findSpaces } from '../../../../src/mcp/tools/spaces/find-spaces.js';

const space = (key: string, name = key): Space => ({ id: key, key, name, type: 'global', url: '', homepageId: null });

/** A site whose list of spaces comes in the given pages, with the page's number as cursor. */
function site(...pages: Space[][]) {
  let calls = 0;
  const steps: number[] = [];
  const list = ({ cursor = '0' }: { cursor?: string | undefined }) => {
    calls += 1;
    const at = Number(cursor);
    return Promise.resolve({ items: pages[at] ?? [], nextCursor: at + 1 < pages.length ? String(at + 1) : null });
  };
  const context: ToolContext = {
    content: createContentConverter().forCall({}),
    documents: createDocumentReader(),
    confluence: { spaces: { list } } as unknown as Confluence,
    caller: { identity: undefined, requestId: 'r-1' },
    downstream: { accessToken: () => Promise.resolve(''), revoke: () => Promise.resolve() },
    signal: new AbortController().signal,
    confirm: () => Promise.resolve(),
    progress: (done) => steps.push(done),
  };
  return { context, steps, calls: () => calls };
}

describe('spaces by name', () => {
  it('are found by key and by name, in any case', async () => {
    const { context } = site([space('DEV', 'Platform'), space('OPS', 'Devices'), space('HR')]);
    const found = await findSpaces({ query: 'dEv', limit: 5 }, context);
    expect(found).toEqual({ items: [space('DEV', 'Platform'), space('OPS', 'Devices')], nextCursor: null });
  });

  it('continue in the middle of what Confluence gave at once', async () => {
    const { context } = site([space('A1'), space('B'), space('A2')], [space('A3'), space('A4')]);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const found = await findSpaces({ query: 'a', limit: 1, cursor }, context);
      seen.push(...found.items.map(({ key }) => key));
      cursor = found.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(['A1', 'A2', 'A3', 'A4']);
  });

  it('are looked for in bounded steps, with progress', async () => {
    const { context, steps, calls } = site(...Array.from({ length: 20 }, (_, index) => [space(`S${index}`)]));
    const found = await findSpaces({ query: 's19', limit: 5 }, context);
    expect(calls()).toBe(8);
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(found.items).toEqual([]);
    const rest = await findSpaces({ query: 's1', limit: 50, cursor: found.nextCursor ?? '' }, context);
    expect(rest.items[0]?.key).toBe('S10');
  });

  it.each(['x', '', Buffer.from('{"at":1}').toString('base64url')])('refuse the foreign cursor %j', async (cursor) => {
    const { context } = site([]);
    await expect(findSpaces({ query: 'a', limit: 1, cursor }, context)).rejects.toThrow('cursor: not a next_cursor');
  });
});
