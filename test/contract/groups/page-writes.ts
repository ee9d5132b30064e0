import { describe, expect, it } from '@jest/globals';
import type { PageChange } from '../../../src/confluence/index.js';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { caught } from '../caught.js';
import type { Capabilities, UseSite } from '../test-site.js';

const onboarding: PageChange = {
  type: 'page',
  expectedVersion: 2,
  title: 'Onboarding',
  body: '<p>Welcome back.</p>',
  status: 'current',
};

export function describePageWrites(site: UseSite, can: Capabilities): void {
  const fresh = {
    type: 'page',
    spaceKey: 'ENG',
    title: 'Retrospective',
    body: '<p>Fine.</p>',
    status: 'current',
  } as const;

  describe('pages.create', () => {
    it('creates a page under the homepage when no parent is named', async () => {
      const { confluence, sandbox } = site();
      const page = await confluence.pages.create(fresh);
      expect(page).toMatchObject({
        title: 'Retrospective',
        spaceKey: 'ENG',
        version: 1,
        parentId: ids.engineeringHome,
      });
      expect(sandbox.world.page(page.id).storage).toBe('<p>Fine.</p>');
    });

    it('creates a page under its parent, a draft, and a blog post', async () => {
      const { pages } = site().confluence;
      expect((await pages.create({ ...fresh, parentId: ids.onboarding })).parentId).toBe(ids.onboarding);
      expect((await pages.create({ ...fresh, title: 'Later', status: 'draft' })).status).toBe('draft');
      expect((await pages.create({ ...fresh, type: 'blogpost' })).type).toBe('blogpost');
    });

    it('takes wiki markup, which Confluence turns into storage format', async () => {
      const { pages } = site().confluence;
      const { id } = await pages.create({ ...fresh, body: 'h1. Title\n\n*bold*', representation: 'wiki' });
      const { body } = await pages.get(id);
      expect(body).toContain('<h1>Title</h1>');
      expect(body).toContain('<strong>bold</strong>');
    });

    it('names the title that is taken', async () => {
      const error = await caught(site().confluence.pages.create({ ...fresh, title: 'Onboarding' }));
      expect(error.code).toBe('INVALID_INPUT');
      expect(error.message).toContain('"Onboarding"');
      expect(error.details).toEqual({ field: 'title' });
    });

    it('says where storage format does not parse', async () => {
      const error = await caught(site().confluence.pages.create({ ...fresh, body: '<p>a<br></p>' }));
      expect(error.code).toBe('UNCONVERTIBLE');
      expect(error.details).toMatchObject({ row: 1 });
    });

    it('is FORBIDDEN for an account that may only read the space', async () => {
      const error = await caught(site().as('priya').pages.create(fresh));
      expect(error.code).toBe('FORBIDDEN');
    });

    it('is NOT_FOUND for a space that is missing or hidden', async () => {
      expect((await caught(site().confluence.pages.create({ ...fresh, spaceKey: 'NOPE' }))).code).toBe('NOT_FOUND');
      expect((await caught(site().as('omar').pages.create(fresh))).code).toBe('NOT_FOUND');
    });

    it('refuses a parent for a blog post', async () => {
      const post = { ...fresh, type: 'blogpost', parentId: ids.onboarding } as const;
      expect((await caught(site().confluence.pages.create(post))).details).toEqual({ field: 'parent_id' });
    });
  });

  describe('pages.update', () => {
    it('writes the next version with its message', async () => {
      const { confluence, sandbox } = site();
      const page = await confluence.pages.update(ids.onboarding, { ...onboarding, message: 'Shorter' });
      expect(page.version).toBe(3);
      expect(sandbox.world.page(ids.onboarding).version).toMatchObject({
        number: 3,
        storage: '<p>Welcome back.</p>',
        message: 'Shorter',
      });
    });

    it('moves a page within its space', async () => {
      const { confluence } = site();
      const page = await confluence.pages.update(ids.onboarding, { ...onboarding, parentId: ids.incidentReviews });
      expect(page.parentId).toBe(ids.incidentReviews);
    });

    it('updates a blog post', async () => {
      const change = { ...onboarding, type: 'blogpost', expectedVersion: 1, title: 'Live' } as const;
      expect(await site().confluence.pages.update(ids.launchPost, change)).toMatchObject({
        type: 'blogpost',
        version: 2,
      });
    });

    it('publishes a draft', async () => {
      const { confluence } = site();
      const change = { ...onboarding, expectedVersion: 1, title: 'On-call policy' };
      expect((await confluence.pages.update(ids.unfinishedDraft, change)).status).toBe('current');
    });

    it('tells the present version when the page moved on, and writes nothing', async () => {
      const { confluence, sandbox } = site();
      const error = await caught(confluence.pages.update(ids.onboarding, { ...onboarding, expectedVersion: 1 }));
      expect(error.code).toBe('VERSION_CONFLICT');
      expect(error.details).toEqual({ current_version: 2 });
      expect(sandbox.world.page(ids.onboarding).version.number).toBe(2);
    });

    it('finds the present version out when the refusal does not tell it', async () => {
      const { confluence, sandbox } = site();
      sandbox.faults.add({ kind: 'status', status: 409, match: { method: 'PUT' }, times: 1 });
      const error = await caught(confluence.pages.update(ids.onboarding, onboarding));
      expect(error.details).toEqual({ current_version: 2 });
    });

    if (can.minorEdits) {
      it('marks an edit as minor', async () => {
        const { confluence, sandbox } = site();
        await confluence.pages.update(ids.onboarding, { ...onboarding, minorEdit: true });
        expect(sandbox.world.page(ids.onboarding).version.minorEdit).toBe(true);
      });
    } else {
      it('refuses a minor edit rather than making it a loud one', async () => {
        const { confluence, sandbox } = site();
        const error = await caught(confluence.pages.update(ids.onboarding, { ...onboarding, minorEdit: true }));
        expect(error.code).toBe('NOT_SUPPORTED');
        expect(sandbox.requests).toHaveLength(0);
      });
    }

    it('is FORBIDDEN for a reader and NOT_FOUND for who cannot see the page', async () => {
      expect((await caught(site().as('priya').pages.update(ids.onboarding, onboarding))).code).toBe('FORBIDDEN');
      expect((await caught(site().as('omar').pages.update(ids.onboarding, onboarding))).code).toBe('NOT_FOUND');
    });
  });

  describe('pages.delete', () => {
    it('puts a page into the trash, and purges it from there', async () => {
      const { confluence, sandbox } = site();
      await confluence.pages.delete(ids.onboarding, { purge: false });
      expect(sandbox.world.page(ids.onboarding).status).toBe('trashed');
      await confluence.pages.delete(ids.onboarding, { purge: true });
      expect(sandbox.world.contents.has(ids.onboarding)).toBe(false);
    });

    it('deletes a blog post, and a draft for good', async () => {
      const { confluence, sandbox } = site();
      await confluence.pages.delete(ids.launchPost, { purge: false });
      await confluence.pages.delete(ids.unfinishedDraft, { purge: false });
      expect(sandbox.world.page(ids.launchPost).status).toBe('trashed');
      expect(sandbox.world.contents.has(ids.unfinishedDraft)).toBe(false);
    });

    it('does not purge what is not in the trash', async () => {
      const { confluence, sandbox } = site();
      const error = await caught(confluence.pages.delete(ids.onboarding, { purge: true }));
      expect(error.code).toBe('INVALID_INPUT');
      expect(sandbox.world.page(ids.onboarding).status).toBe('current');
    });

    it('is NOT_FOUND for a missing page and for one in the trash', async () => {
      const { pages } = site().confluence;
      expect((await caught(pages.delete('99999999', { purge: false }))).code).toBe('NOT_FOUND');
      expect((await caught(pages.delete(ids.oldChecklist, { purge: false }))).code).toBe('NOT_FOUND');
    });
  });
}
