import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { caught } from '../caught.js';
import type { UseSite } from '../test-site.js';

/** What only Cloud can do with pages. */
export function describeCloudPages(site: UseSite): void {
  const folder = (title: string, parentId?: string) => ({ spaceKey: 'ENG', title, parentId });

  describe('folders', () => {
    it('are made at the top of a space or below a page, and hold pages and folders', async () => {
      const { pages } = site().confluence;
      const made = await pages.createFolder?.(folder('Plans', ids.onboarding));
      expect(made).toMatchObject({ type: 'folder', title: 'Plans', spaceKey: 'ENG', parentId: ids.onboarding });
      const inner = await pages.createFolder?.(folder('Inner', made?.id));
      expect(inner?.parentId).toBe(made?.id);
      const page = { type: 'page', spaceKey: 'ENG', title: 'In it', body: '<p />', status: 'current' } as const;
      expect((await pages.create({ ...page, parentId: made?.id })).parentId).toBe(made?.id);
      expect(await pages.item(inner?.id ?? '')).toMatchObject({ type: 'folder', title: 'Inner' });
    });

    it('need a title, a space and a parent that are there', async () => {
      const { pages } = site().confluence;
      expect((await caught(pages.createFolder?.(folder(' ')) as Promise<unknown>)).details).toEqual({ field: 'title' });
      expect((await caught(pages.createFolder?.({ spaceKey: 'NOPE', title: 'x' }) as Promise<unknown>)).code).toBe(
        'NOT_FOUND',
      );
      const lost = await caught(pages.createFolder?.(folder('Lost', '99999999')) as Promise<unknown>);
      expect(['NOT_FOUND', 'INVALID_INPUT']).toContain(lost.code);
    });
  });

  describe('pages.archive', () => {
    it('puts pages away and tells when the site is done', async () => {
      const { confluence, sandbox } = site();
      const outcome = await confluence.pages.archive?.([ids.onboarding, ids.onboarding], { waitMs: 5_000 });
      expect(outcome).toMatchObject({ state: 'done', progress: 100 });
      expect(sandbox.world.page(ids.onboarding).status).toBe('archived');
      expect((await confluence.pages.summary(ids.onboarding)).status).toBe('archived');
    });

    it('archives none when one of them cannot be', async () => {
      const { confluence, sandbox } = site();
      const error = await caught(
        confluence.pages.archive?.([ids.onboarding, ids.engineeringHome], { waitMs: 0 }) as Promise<unknown>,
      );
      expect(error.code).toBe('INVALID_INPUT');
      expect(sandbox.world.page(ids.onboarding).status).toBe('current');
      expect((await caught(confluence.pages.archive?.([], { waitMs: 0 }) as Promise<unknown>)).code).toBe(
        'INVALID_INPUT',
      );
    });
  });

  describe('pages.updateDetails', () => {
    const update = (details: object, id: string = ids.onboarding) =>
      site().confluence.pages.updateDetails?.(id, details) as Promise<void>;
    const propertiesOf = (id: string) =>
      Object.fromEntries(
        site()
          .sandbox.world.page(id)
          .properties.map(({ key, value }) => [key, value]),
      );

    it('sets emoji and width, again and off again, and leaves the text alone', async () => {
      const { storage, version } = site().sandbox.world.page(ids.onboarding);
      await update({ emoji: '🚀', width: 'full' });
      await update({ emoji: '👩‍💻', width: 'full' });
      expect(propertiesOf(ids.onboarding)).toMatchObject({
        'emoji-title-published': '1f469-200d-1f4bb',
        'content-appearance-published': 'full-width',
      });
      await update({ emoji: null, width: 'default' });
      expect(propertiesOf(ids.onboarding)).not.toHaveProperty('emoji-title-published');
      expect(propertiesOf(ids.onboarding)).toMatchObject({ 'content-appearance-published': 'default' });
      expect(site().sandbox.world.page(ids.onboarding)).toMatchObject({ storage, version: { number: version.number } });
    });

    it('sets a status that the space offers or a new one, and takes it off', async () => {
      const stateOf = () => site().sandbox.world.page(ids.onboarding).states.current?.state?.name;
      await update({ statusLabel: 'in progress' });
      expect(stateOf()?.toLowerCase()).toBe('in progress');
      await update({ statusLabel: 'With legal' });
      expect(stateOf()).toBe('With legal');
      await update({ statusLabel: null });
      expect(stateOf()).toBeUndefined();
    });

    it('hands the page over to another owner', async () => {
      const { people, sandbox } = site();
      const { storage } = sandbox.world.page(ids.onboarding);
      await update({ owner: people.yuki });
      expect(sandbox.world.page(ids.onboarding)).toMatchObject({ ownerId: people.yuki, storage });
    });

    it.each([
      [{ emoji: 'rocket' }, 'emoji'],
      [{ emoji: '🚀🚀' }, 'emoji'],
      [{ statusLabel: 'x'.repeat(21) }, 'status_label'],
      [{ owner: 'Amina Diallo' }, 'owner'],
    ])('refuses %j before asking', async (details, field) => {
      const error = await caught(update(details));
      expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field } });
      expect(site().sandbox.requests).toHaveLength(0);
    });
  });

  describe('new pages', () => {
    const page = { type: 'page', spaceKey: 'ENG', title: 'Fresh', body: '<p>x</p>', status: 'current' } as const;

    it('are live docs when asked, which have no drafts', async () => {
      const { confluence, sandbox } = site();
      const { id } = await confluence.pages.create({ ...page, live: true });
      expect(sandbox.world.page(id).subtype).toBe('live');
      expect(await confluence.pages.item(id)).toMatchObject({ type: 'live_doc' });
      const error = await caught(confluence.pages.create({ ...page, title: 'Other', live: true, status: 'draft' }));
      expect(error.code).toBe('INVALID_INPUT');
    });
  });
}
