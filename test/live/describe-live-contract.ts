import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChildPage } from '../../src/confluence/index.js';
import { caught } from '../contract/caught.js';
import { openLiveSite, type LiveSettings, type LiveSite } from './live-site.js';

const everything = { location: 'all', status: 'all', limit: 25 } as const;

/** What the contract says of reading, told of a site whose content nobody knows; and of writing, of one page that is deleted again. */
export function describeLiveContract(name: string, settings: LiveSettings): void {
  describe(name, () => {
    let site: LiveSite;
    let page: ChildPage;
    beforeAll(async () => {
      site = openLiveSite(settings);
      const { items } = await site.confluence.pages.tree(settings.spaceKey, { depth: 1, limit: 5 });
      page = items[0] as ChildPage;
    });
    afterAll(() => site.stop());

    describeLiveReads(
      () => site,
      () => page,
    );
    if (settings.mayWrite) describeLiveWrites(() => site);
  });
}

function describeLiveReads(site: () => LiveSite, page: () => ChildPage): void {
  it('is reachable with credentials that somebody owns', async () => {
    await site().confluenceClient.ping();
    expect((await site().confluence.users.current()).id).not.toBe('');
  });

  it('knows the space by its key in any case', async () => {
    const { confluence, spaceKey } = site();
    const space = await confluence.spaces.get(spaceKey);
    expect((await confluence.spaces.get(spaceKey.toLowerCase())).id).toBe(space.id);
    expect(space.url.startsWith('http')).toBe(true);
  });

  it('gives a page with its storage, and the same page by its title, its URL and its id', async () => {
    const { pages } = site().confluence;
    const found = await pages.get(page().id);
    expect(found).toMatchObject({ id: page().id, title: page().title, representation: 'storage' });
    expect((await pages.findByTitle(found.spaceKey, found.title))?.id).toBe(found.id);
    expect(await pages.resolveId(found.url)).toBe(found.id);
    expect((await pages.get(found.id, { representation: 'view' })).body).not.toContain('<ac:');
  });

  it('gives the tree below a page, and the way up', async () => {
    const { pages } = site().confluence;
    const { items } = await pages.children(page().id, { depth: 2, limit: 10 });
    for (const child of items.slice(0, 2)) expect(await pages.ancestors(child.id)).toContain(page().id);
  });

  it('finds content by CQL, each hit once over two pages', async () => {
    const { confluence, spaceKey } = site();
    const cql = `space = "${spaceKey}" AND type = page ORDER BY created`;
    const first = await confluence.search.cql(cql, { limit: 2 });
    if (first.nextCursor === null) return;
    const second = await confluence.search.cql(cql, { limit: 2, cursor: first.nextCursor });
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect((await caught(confluence.search.cql('text ~~ "x"', { limit: 1 }))).code).toBe('INVALID_INPUT');
  });

  it('reads everything that belongs to a page', async () => {
    const { attachments, comments, history, labels, permissions } = site().confluence;
    const { id } = page();
    expect((await history.list(id, { limit: 5 })).items[0]?.number).toBeGreaterThan(0);
    expect(Array.isArray(await labels.list(id))).toBe(true);
    expect(Array.isArray((await comments.list(id, everything)).items)).toBe(true);
    expect(Array.isArray((await attachments.list(id, { limit: 5 })).items)).toBe(true);
    expect(await permissions.restrictions(id)).toHaveProperty('read.users');
  });

  it('is NOT_FOUND for what is not there', async () => {
    const { pages, spaces } = site().confluence;
    expect((await caught(pages.get('999999999999'))).code).toBe('NOT_FOUND');
    expect((await caught(spaces.get('NOSUCHSPACE9'))).code).toBe('NOT_FOUND');
  });
}

function describeLiveWrites(site: () => LiveSite): void {
  it('makes, changes, labels, comments and deletes a page of its own', async () => {
    const { confluence, spaceKey } = site();
    const { comments, labels, pages } = confluence;
    const title = `confluence-mcp-server live test ${new Date().toISOString()}`;
    const made = await pages.create({ type: 'page', spaceKey, title, body: '<p>first</p>', status: 'current' });
    try {
      const change = { type: 'page', title, body: '<p>second</p>', status: 'current' } as const;
      const written = await pages.update(made.id, { ...change, expectedVersion: 1 });
      expect(written).toMatchObject({ version: 2, parentId: made.parentId });
      const stale = await caught(pages.update(made.id, { ...change, expectedVersion: 1 }));
      expect(stale).toMatchObject({ code: 'VERSION_CONFLICT', details: { current_version: 2 } });
      expect(await labels.add(made.id, ['live-test'])).toContain('live-test');
      const comment = await comments.add({ pageId: made.id, body: '<p>seen</p>' });
      expect((await comments.list(made.id, everything)).items.map(({ id }) => id)).toContain(comment.id);
    } finally {
      await pages.delete(made.id, { purge: false });
    }
  });
}
