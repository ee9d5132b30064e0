import { describe, expect, it } from '@jest/globals';
import type { Paged } from '../../../src/confluence/index.js';
import { filterList } from '../../../src/mcp/space-policy/filter-list.js';
import { seedIds } from '../../../src/sandbox/index.js';
import { caught } from '../../contract/caught.js';
import { corners } from '../../support/three-spaces.js';
import { usePolicyFixture } from './fixture.js';

const fixture = usePolicyFixture();

/** Every item of a list, page by page, with the size of each page. */
async function walk<T>(
  list: (cursor: string | undefined) => Promise<Paged<T>>,
): Promise<{ items: T[]; sizes: number[] }> {
  const items: T[] = [];
  const sizes: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(cursor);
    items.push(...page.items);
    sizes.push(page.items.length);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return { items, sizes };
}

describe('a filtered list', () => {
  const upstream = (hidden: number, shown: number) => ({
    asked: 0,
    list(query: { limit: number; cursor?: string | undefined }): Promise<Paged<number>> {
      this.asked += 1;
      const at = Number(query.cursor ?? 0);
      const total = hidden + shown;
      const items = Array.from({ length: Math.min(query.limit, total - at) }, (_, index) => at + index);
      const next = at + query.limit;
      return Promise.resolve({ items, nextCursor: next < total ? String(next) : null });
    },
  });

  it('goes on past pages of which nothing is left', async () => {
    const source = upstream(12, 3);
    const page = await filterList(
      { limit: 5 },
      (query) => source.list(query),
      (item) => item >= 12,
    );
    expect(page).toEqual({ items: [12, 13, 14], nextCursor: null });
    expect(source.asked).toBe(3);
  });

  it('stops looking after a while, and says where to go on', async () => {
    const source = upstream(100, 1);
    const first = await filterList(
      { limit: 1 },
      (query) => source.list(query),
      (item) => item >= 100,
    );
    expect(first).toEqual({ items: [], nextCursor: '8' });
    expect(source.asked).toBe(8);
  });

  it('is short rather than slow when something is left', async () => {
    const source = upstream(100, 0);
    const page = await filterList(
      { limit: 5 },
      (query) => source.list(query),
      (item) => item === 1,
    );
    expect(page).toEqual({ items: [1], nextCursor: '5' });
    expect(source.asked).toBe(1);
  });
});

describe('spaces.list', () => {
  it.each([1, 2, 25])('gives the spaces of the filter, %i at a time', async (limit) => {
    const { spaces } = fixture().under({ filter: ['hr', 'eng', 'FIN', 'NOPE'], deny: ['fin'] });
    const { items } = await walk((cursor) => spaces.list({ limit, cursor }));
    expect(items.map(({ key }) => key)).toEqual(['HR', 'ENG']);
  });

  it('gives those of one type', async () => {
    const { spaces } = fixture().under();
    expect((await spaces.list({ limit: 25, type: 'personal' })).items).toEqual([]);
    expect((await spaces.list({ limit: 25, type: 'global' })).items).toHaveLength(2);
  });

  it('leaves out what is denied', async () => {
    const { spaces } = fixture().under({ deny: ['hr'] });
    const { items } = await walk((cursor) => spaces.list({ limit: 1, cursor }));
    expect(items.map(({ key }) => key)).toEqual(['ENG', 'FIN']);
  });

  it('takes no cursor of another list', async () => {
    const { spaces } = fixture().under();
    for (const cursor of ['x', '', Buffer.from('named:-1').toString('base64url')]) {
      expect((await caught(spaces.list({ limit: 1, cursor }))).details).toEqual({ field: 'cursor' });
    }
  });

  it('fails when a space cannot be asked for, instead of leaving it out', async () => {
    fixture().sandbox.faults.add({ kind: 'status', status: 401 });
    expect((await caught(fixture().under().spaces.list({ limit: 5 }))).code).toBe('CREDENTIALS_REJECTED');
  });
});

describe('tasks.list', () => {
  it.each([1, 100])('[C2] gives the tasks on pages that may be seen, %i at a time', async (limit) => {
    const { tasks } = fixture().under();
    const { items } = await walk(
      async (cursor) => (await tasks?.list({ limit, cursor })) ?? { items: [], nextCursor: null },
    );
    const pages = new Set(items.map(({ pageId }) => pageId));
    expect(pages).toEqual(new Set([seedIds.meetingNotes, corners.open.page, corners.readOnly.page]));
    expect(items.map(({ id }) => id)).not.toContain(corners.hidden.task);
  });

  it('asks for each page once, however many tasks are on it', async () => {
    await fixture().under().tasks?.list({ limit: 100 });
    const pages = fixture().sandbox.requests.filter(({ path }) => /\/pages\/\d+$/.test(path));
    expect(new Set(pages.map(({ path }) => path)).size).toBe(pages.length);
  });

  it('fails when a page cannot be asked for, instead of leaving its tasks out', async () => {
    fixture().sandbox.faults.add({ kind: 'status', status: 401, match: { path: /\/pages\// } });
    const { tasks } = fixture().under();
    expect((await caught(Promise.resolve(tasks?.list({ limit: 5 })))).code).toBe('CREDENTIALS_REJECTED');
  });
});

describe('templates.list', () => {
  it('has those of the site only while no filter is set', async () => {
    const names = async (rules: { filter?: string[]; deny?: string[] }) =>
      (await fixture().under(rules).templates.list({ limit: 25 })).items.map(({ name }) => name);
    expect(await names({ filter: ['ENG'] })).toEqual([]);
    expect(await names({ deny: ['FIN'] })).toEqual(['Meeting notes']);
    const error = await caught(fixture().under().templates.get(seedIds.meetingTemplate));
    expect(error.code).toBe('NOT_FOUND');
    expect(
      (
        await fixture()
          .under({ deny: ['FIN'] })
          .templates.get(seedIds.meetingTemplate)
      ).spaceKey,
    ).toBeNull();
  });
});
