import { describe, expect, it } from '@jest/globals';
import type { ChildPage, Paged } from '../../src/confluence/index.js';
import { ids } from '../../src/sandbox/seed/ids.js';
import { seedContent } from '../../src/sandbox/seed/seed-content.js';
import { caught } from './caught.js';
import { useDataCenter } from './data-center.js';

const site = useDataCenter();

function grow(count: number, parentId: string): string[] {
  const { world } = site().sandbox;
  return Array.from({ length: count }, (_, index) => {
    const title = `Chapter ${parentId}-${index}`;
    const history = [{ by: 'priya', at: '2026-01-01T00:00:00Z', storage: '<p />' }] as const;
    return seedContent(world, {
      id: world.nextId(),
      spaceId: ids.spaces.people,
      parentId,
      title,
      history: [...history],
    }).id;
  });
}

async function readAll(list: (cursor?: string) => Promise<Paged<ChildPage>>): Promise<ChildPage[]> {
  const all: ChildPage[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(cursor);
    all.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

describe('the page tree of Data Center', () => {
  it('gives a space from its top down, level by level', async () => {
    const { items } = await site().confluence.pages.tree('eng', { depth: 2, limit: 50 });
    expect(items[0]).toMatchObject({ id: ids.engineeringHome, parentId: null, depth: 1, hasChildren: true });
    expect(items.slice(1).map(({ parentId, depth }) => [parentId, depth])).toEqual(
      Array.from({ length: 7 }, () => [ids.engineeringHome, 2]),
    );
    expect(items.filter(({ hasChildren }) => hasChildren).map(({ title }) => title)).toEqual([
      'Engineering',
      'Releases',
      'Incident reviews',
    ]);
  });

  it('gives the top of a space alone, and what lies beside the homepage', async () => {
    const { confluence, sandbox } = site();
    sandbox.world.page(ids.onboarding).parentId = null;
    const all = await readAll((cursor) => confluence.pages.tree('ENG', { depth: 1, limit: 1, cursor }));
    expect(all.map(({ id, hasChildren }) => [id, hasChildren]).toSorted()).toEqual(
      [
        [ids.engineeringHome, true],
        [ids.onboarding, false],
      ].toSorted(),
    );
  });

  it('gives several levels page by page, complete and in order', async () => {
    const { pages } = site().confluence;
    const [first = '', second = ''] = grow(30, ids.peopleHome);
    const below = [...grow(20, first), ...grow(20, second)];
    const all = await readAll((cursor) => pages.children(ids.peopleHome, { depth: 2, limit: 7, cursor }));
    expect(all.map(({ depth }) => depth)).toEqual([...Array<number>(32).fill(1), ...Array<number>(40).fill(2)]);
    expect(all.slice(32).map(({ id }) => id)).toEqual(below);
    expect(all.find(({ id }) => id === first)?.hasChildren).toBe(true);
  });

  it('gives a tree too large to be read whole in the order of Confluence, and does not guess', async () => {
    const { pages } = site().confluence;
    const planted = grow(2_100, ids.peopleHome);
    const all = await readAll((cursor) => pages.children(ids.peopleHome, { depth: 2, limit: 500, cursor }));
    expect(all.map(({ id }) => id).toSorted()).toEqual([ids.timeOff, ids.remoteWork, ...planted].toSorted());
    expect(new Set(all.map(({ hasChildren }) => hasChildren))).toEqual(new Set([null]));
  });

  it('tells the line of ancestors from the top of the space down', async () => {
    const { pages } = site().confluence;
    const page = { type: 'page', spaceKey: 'HR', title: 'Carry-over', body: '<p />', status: 'current' } as const;
    const { id } = await pages.create({ ...page, parentId: ids.timeOff });
    expect(await pages.ancestors(id)).toEqual([ids.peopleHome, ids.timeOff]);
    expect(await pages.ancestors(ids.engineeringHome)).toEqual([]);
  });

  it('is NOT_FOUND for a space or page that is not there', async () => {
    const { pages } = site().confluence;
    expect((await caught(pages.tree('NOPE', { depth: 1, limit: 5 }))).code).toBe('NOT_FOUND');
    expect((await caught(pages.tree('NOPE', { depth: 3, limit: 5 }))).code).toBe('NOT_FOUND');
    expect((await caught(pages.ancestors('99999999'))).code).toBe('NOT_FOUND');
  });
});

describe('moving a page on Data Center', () => {
  it('puts it below another page, keeps what is in it, and makes a version', async () => {
    const { confluence, sandbox } = site();
    const { storage } = sandbox.world.page(ids.onboarding);
    const moved = await confluence.pages.move(ids.onboarding, { kind: 'child', parentId: ids.incidentReviews });
    expect(moved).toMatchObject({ id: ids.onboarding, parentId: ids.incidentReviews, version: 3, spaceKey: 'ENG' });
    expect(sandbox.world.page(ids.onboarding).storage).toBe(storage);
  });

  it('takes it to another space, below a page or below the homepage', async () => {
    const { pages } = site().confluence;
    const below = await pages.move(ids.onboarding, { kind: 'child', parentId: ids.timeOff });
    expect(below).toMatchObject({ spaceKey: 'HR', parentId: ids.timeOff });
    const top = await pages.move(ids.onboarding, { kind: 'space', spaceKey: 'eng' });
    expect(top).toMatchObject({ spaceKey: 'ENG', parentId: ids.engineeringHome });
  });

  it('cannot choose a place among siblings, and says what to do', async () => {
    const { confluence, sandbox } = site();
    const beside = { kind: 'sibling', targetId: ids.timeOff, position: 'after' } as const;
    const error = await caught(confluence.pages.move(ids.onboarding, beside));
    expect(error.code).toBe('NOT_SUPPORTED');
    expect(error.hint).toContain('target_parent_id');
    expect(sandbox.requests).toHaveLength(0);
  });

  it('refuses loops and blog posts before anything is written', async () => {
    const { confluence, sandbox } = site();
    const below = (id: string, parentId: string) => caught(confluence.pages.move(id, { kind: 'child', parentId }));
    const loop = await below(ids.engineeringHome, ids.onboarding);
    expect(loop).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'target_parent_id' } });
    expect((await below(ids.onboarding, ids.onboarding)).code).toBe('INVALID_INPUT');
    expect((await below(ids.launchPost, ids.onboarding)).code).toBe('INVALID_INPUT');
    expect((await below(ids.onboarding, ids.launchPost)).code).toBe('INVALID_INPUT');
    expect((await below(ids.onboarding, '99999999')).code).toBe('NOT_FOUND');
    expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

describe('an update on Data Center', () => {
  const change = { type: 'page', title: 'Onboarding', body: '<p>n</p>', status: 'current' } as const;

  it('leaves a page where it is', async () => {
    const { confluence, sandbox } = site();
    const written = await confluence.pages.update(ids.onboarding, { ...change, expectedVersion: 2 });
    expect(written.parentId).toBe(ids.engineeringHome);
    expect(sandbox.world.page(ids.onboarding).parentId).toBe(ids.engineeringHome);
  });

  it('brings a page back from the trash', async () => {
    const { confluence } = site();
    await confluence.pages.delete(ids.onboarding, { purge: false });
    const { status, version } = await confluence.pages.get(ids.onboarding);
    expect(status).toBe('trashed');
    const written = await confluence.pages.update(ids.onboarding, { ...change, expectedVersion: version });
    expect(written.status).toBe('current');
  });

  it('refuses to purge what is not in the trash', async () => {
    const { confluence, sandbox } = site();
    const error = await caught(confluence.pages.delete(ids.onboarding, { purge: true }));
    expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'purge' } });
    expect(sandbox.world.page(ids.onboarding).status).toBe('current');
  });
});
