import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { caught } from '../caught.js';
import type { Capabilities, UseSite } from '../test-site.js';

export function describePageFacts(site: UseSite, can: Capabilities): void {
  describe('pages.read', () => {
    it('tells dates, people, labels and ancestors beside the text, for one further request at most', async () => {
      const { confluence, sandbox } = site();
      await confluence.pages.get(ids.onboarding);
      const before = sandbox.requests.length;
      const page = await confluence.pages.read(ids.paymentsRunbook);
      expect(sandbox.requests.length - before).toBeLessThanOrEqual(2);
      const { revisions, createdAt } = sandbox.world.page(ids.paymentsRunbook);
      const nameOf = (id: string | undefined) => sandbox.world.user(id ?? '').displayName;
      expect(page).toMatchObject({ body: sandbox.world.page(ids.paymentsRunbook).storage, version: 3 });
      expect(page.facts).toMatchObject({
        createdAt: createdAt.toISOString(),
        author: { name: nameOf(revisions[0]?.authorId) },
        lastEditor: { name: nameOf(revisions[2]?.authorId) },
        labels: ['runbook', 'payments', 'on-call'],
        ancestors: [{ id: ids.engineeringHome, title: 'Engineering' }],
      });
      if (can.owners) expect(page.facts.owner?.name).toBe(nameOf(revisions[0]?.authorId));
      else expect(page.facts.owner).toBeNull();
    });

    it('gives the page at the top of a space, a blog post and a draft with what is known of them', async () => {
      const { pages } = site().confluence;
      expect((await pages.read(ids.engineeringHome)).facts.ancestors).toEqual([]);
      expect((await pages.read(ids.launchPost)).facts.labels).toEqual(['news']);
      expect((await pages.read(ids.unfinishedDraft)).facts.author).not.toBeNull();
    });

    it('tells the editor of an earlier version', async () => {
      const { confluence, sandbox } = site();
      const { facts } = await confluence.pages.read(ids.paymentsRunbook, { version: 1 });
      const { authorId } = sandbox.world.page(ids.paymentsRunbook).revisions[0] ?? {};
      expect(facts.lastEditor?.id).toBe((await confluence.pages.read(ids.paymentsRunbook)).facts.author?.id);
      expect(authorId).toBeDefined();
    });

    it('is NOT_FOUND for a page that is missing or hidden', async () => {
      expect((await caught(site().confluence.pages.read('99999999'))).code).toBe('NOT_FOUND');
      expect((await caught(site().as('omar').pages.read(ids.paymentsRunbook))).code).toBe('NOT_FOUND');
    });
  });

  describe('pages.summary and pages.item', () => {
    it('give a page without asking for its text', async () => {
      const { confluence, sandbox } = site();
      expect(await confluence.pages.summary(ids.onboarding)).toMatchObject({ title: 'Onboarding', spaceKey: 'ENG' });
      expect(sandbox.requests.some(({ query }) => /body/.test(JSON.stringify(query)))).toBe(false);
    });

    it('tell what stands in the tree by its type, space and parent', async () => {
      const { pages } = site().confluence;
      expect(await pages.item(ids.onboarding)).toMatchObject({ type: 'page', spaceKey: 'ENG', status: 'current' });
      expect(await pages.item(ids.launchPost)).toMatchObject({ type: 'blogpost' });
      const type = can.folders ? 'folder' : 'page';
      expect(await pages.item(ids.releases)).toMatchObject({ type, title: 'Releases', parentId: ids.engineeringHome });
      expect((await caught(pages.item('99999999'))).code).toBe('NOT_FOUND');
    });
  });

  describe('pages.findDraft', () => {
    it('tells whether somebody has unpublished changes', async () => {
      const { confluence, sandbox } = site();
      expect((await confluence.pages.findDraft(ids.onboarding))?.differs ?? false).toBe(false);
      const page = sandbox.world.page(ids.onboarding);
      const storage = `${page.storage}<p>Unpublished.</p>`;
      page.draft = { title: page.title, storage, authorId: page.authorId, createdAt: new Date() };
      expect(await confluence.pages.findDraft(ids.onboarding)).toEqual({
        title: page.title,
        body: storage,
        differs: true,
      });
      expect((await caught(confluence.pages.findDraft('99999999'))).code).toBe('NOT_FOUND');
    });
  });

  describe('what would be refused', () => {
    it.each([
      ['a page', { page: ids.onboarding }],
      ['a blog post', { page: ids.launchPost }],
      ['a comment', { comment: ids.footerComment, location: 'footer' }],
      ['an inline comment', { comment: ids.inlineComment, location: 'inline' }],
      ['a file', { attachment: ids.capacityCsv }],
    ] as const)('is told of %s before the write, where Confluence tells', async (_kind, place) => {
      const update = expect.objectContaining({ operation: 'update' });
      expect(await site().confluence.permissions.mine(place)).toContainEqual(update);
      expect(await site().as('priya').permissions.mine(place)).not.toContainEqual(update);
    });

    it('is told of a space, where Confluence tells', async () => {
      const create = { operation: 'create', target: 'page' };
      const [own, readers] = await Promise.all(
        [site().confluence, site().as('priya')].map(({ permissions }) => permissions.mine({ space: 'ENG' })),
      );
      if (!can.permissionChecks) expect([own, readers]).toEqual([undefined, undefined]);
      else {
        expect(own).toContainEqual(create);
        expect(readers).not.toContainEqual(create);
      }
    });

    it('is told of what the deployment cannot do, as by the writes themselves', async () => {
      const { pages } = site().confluence;
      await pages.assertSupported({});
      const minor = pages.assertSupported({ minorEdit: true });
      if (can.minorEdits) await minor;
      else expect((await caught(minor)).code).toBe('NOT_SUPPORTED');
      const beside = pages.assertSupported({ position: 'before' });
      if (can.siblingOrder) await beside;
      else expect((await caught(beside)).code).toBe('NOT_SUPPORTED');
    });
  });

  describe('pages.nearestTitles', () => {
    it.each([
      ['Paymets runbok', 'Payments runbook'],
      ['Architecture of the checkout', 'Checkout architecture'],
      ['Incident review', 'Incident reviews'],
    ])('finds for %j the title %j', async (wrong, right) => {
      const [nearest] = await site().confluence.pages.nearestTitles('eng', wrong, 3);
      expect(nearest?.title).toBe(right);
    });

    it('finds nothing for what is like nothing, and no space that is not there', async () => {
      const { pages } = site().confluence;
      expect(await pages.nearestTitles('ENG', 'zzzz qqqq', 3)).toEqual([]);
      expect((await caught(pages.nearestTitles('NOPE', 'x', 3))).code).toBe('NOT_FOUND');
    });
  });

  describe('pages.move with a parent and a space', () => {
    it('takes both when they agree, and refuses before the write when they do not', async () => {
      const { confluence, sandbox } = site();
      const to = (spaceKey: string) => ({ kind: 'child', parentId: ids.incidentReviews, spaceKey }) as const;
      const error = await caught(confluence.pages.move(ids.onboarding, to('HR')));
      expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'target_space_key' } });
      expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
      expect(await confluence.pages.move(ids.onboarding, to('eng'))).toMatchObject({ parentId: ids.incidentReviews });
    });
  });

  describe('spaces.search', () => {
    it('finds spaces by words of their names', async () => {
      const { spaces } = site().confluence;
      expect(await spaces.search('engineering', 5)).toEqual([{ key: 'ENG', name: 'Engineering' }]);
      expect(await spaces.search('...', 5)).toEqual([]);
    });
  });

  describe('search results', () => {
    it('tell who changed the content last', async () => {
      const { confluence, sandbox } = site();
      const { items } = await confluence.search.cql(`id = ${ids.paymentsRunbook}`, { limit: 1 });
      const { authorId } = sandbox.world.page(ids.paymentsRunbook).version;
      expect(items[0]?.lastEditor?.name).toBe(sandbox.world.user(authorId).displayName);
      expect(items[0]?.updatedAt).toBe('2026-11-12T08:05:00.000Z');
    });
  });
}
