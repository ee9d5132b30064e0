import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ids } from '../../src/sandbox/seed/ids.js';
import { seedContent } from '../../src/sandbox/seed/seed-content.js';
import { resolutionOf } from '../../src/sandbox/world/comments.js';
import { createProperty } from '../../src/sandbox/world/properties.js';
import { plantAsKnownPeople } from '../contract/data-center.js';
import type { Deployment } from '../support/deployments.js';
import { openToolClient, type ToolClient } from '../support/tool-client.js';

const page_id = ids.paymentsRunbook;

/** What people do every day and other servers have got wrong, over HTTP through the whole service. */
export function describeEverydayWork(deployment: Deployment): void {
  let client: ToolClient;
  const open = async (): Promise<void> => {
    client = await openToolClient(deployment);
    if (deployment === 'datacenter') plantAsKnownPeople(client.sandbox.world);
  };
  const storage = (id: string): string => client.sandbox.world.page(id).storage;
  const titled = (title: string): string | undefined =>
    [...client.sandbox.world.contents.values()].find((content) => content.title === title)?.id;

  describe('an edit of a page', () => {
    beforeEach(open);
    afterEach(() => client.close());

    it('keeps the comments on its words and its other properties, whole or in part', async () => {
      const { world } = client.sandbox;
      const comment = world.comments.get(ids.inlineComment);
      if (comment === undefined) throw new Error('the seed has no inline comment');
      createProperty(world, world.user(world.page(page_id).authorId), page_id, 'content-appearance-published', 'full');
      const before = resolutionOf(world, comment);
      const { content, version } = await client.data('confluence_get_page', { page_id });
      const whole = { page_id, content: `${content as string}\n\nOne more line.`, expected_version: version as number };
      expect(await client.data('confluence_update_page', whole)).toMatchObject({ changed: true });
      const edits = [{ op: 'append', content: 'And another.' }];
      expect(await client.data('confluence_edit_page', { page_id, edits })).toMatchObject({ changed: true });
      expect(storage(page_id)).toMatch(/One more line\..*And another\./s);
      expect(resolutionOf(world, comment)).toBe(before);
      expect(world.page(page_id).properties).toMatchObject([{ key: 'content-appearance-published', value: 'full' }]);
    });

    it('keeps its place in the tree, and its labels', async () => {
      const { parentId, labels } = client.sandbox.world.page(page_id);
      await client.data('confluence_update_page', { page_id, title: 'Renamed' });
      expect(client.sandbox.world.page(page_id)).toMatchObject({ title: 'Renamed', parentId, labels });
    });

    it('publishes a draft when told to, and leaves it one when not', async () => {
      const draft = { page_id: ids.unfinishedDraft };
      await client.data('confluence_update_page', { ...draft, title: 'Still a draft' });
      expect(client.sandbox.world.page(ids.unfinishedDraft)).toMatchObject({ status: 'draft', title: 'Still a draft' });
      await client.data('confluence_update_page', { ...draft, status: 'current' });
      expect(client.sandbox.world.page(ids.unfinishedDraft)).toMatchObject({
        status: 'current',
        title: 'Still a draft',
      });
    });
  });

  describe('a page', () => {
    beforeAll(open);
    afterAll(() => client.close());

    it('made of Markdown shows the image that was attached to it, and a list right below a bold line', async () => {
      const content = '**Steps**\n- first\n- second\n\n![the plan](attachment:plan.png)\n\n## A heading';
      const { id } = await client.data('confluence_create_page', { space_key: 'ENG', title: 'With an image', content });
      await client.data('confluence_upload_attachment', { page_id: id, filename: 'plan.txt', content_text: 'x' });
      expect(storage(id as string)).toMatch(/<ac:image[^>]*><ri:attachment ri:filename="plan.png" ?\/><\/ac:image>/);
      expect(storage(id as string)).toMatch(/<strong>Steps<\/strong>.*<ul>\s*<li>.*first.*<\/li>\s*<li>.*second/s);
      expect(storage(id as string)).toContain('<h2>A heading</h2>');
    });

    it('is put where parent_id says, whose null means the homepage', async () => {
      const make = (title: string, parent_id: unknown) =>
        client.data('confluence_create_page', { space_key: 'ENG', title, parent_id });
      await make('Below', ids.onboarding);
      await make('At the top', null);
      expect(client.sandbox.world.page(titled('Below') ?? '').parentId).toBe(ids.onboarding);
      expect(client.sandbox.world.page(titled('At the top') ?? '').parentId).toBe(ids.engineeringHome);
    });

    it('has each of its files once, whose next upload is the next version', async () => {
      const upload = (content_text: string) =>
        client.data('confluence_upload_attachment', { page_id, filename: 'notes.txt', content_text });
      const first = await upload('one');
      expect(await upload('two')).toMatchObject({ id: first.id, version: 2 });
      const { attachments } = await client.data('confluence_get_attachments', { page_id, filename: 'notes.txt' });
      expect(attachments).toMatchObject([{ id: first.id, version: 2, size_bytes: 3 }]);
      expect(await client.data('confluence_download_attachment', { attachment_id: first.id })).toMatchObject({
        text: 'two',
      });
    });

    it('answers a comment in its own thread, on the words that it is about', async () => {
      const { id } = await client.data('confluence_add_comment', { reply_to: ids.inlineComment, body: 'Right.' });
      expect(client.sandbox.world.comments.get(id as string)).toMatchObject({
        kind: 'inline',
        parentCommentId: ids.inlineComment,
      });
    });
  });

  describe('a site of many spaces', () => {
    const key = '~712020ab34';
    const home = '88001';
    beforeAll(async () => {
      await open();
      const { world } = client.sandbox;
      const like = world.space('ENG');
      for (let number = 0; number < 600; number += 1) {
        const id = `77${String(number).padStart(4, '0')}`;
        world.spaces.set(id, {
          ...like,
          id,
          key: `S${String(number)}`,
          name: `Space ${String(number)}`,
          homepageId: null,
        });
      }
      world.spaces.set('88000', { ...like, id: '88000', key, name: 'Somebody', type: 'personal', homepageId: home });
      const history = [{ by: 'priya', at: '2026-01-01T00:00:00Z', storage: '<p>wombat</p>' }] as const;
      seedContent(world, { id: home, spaceId: '88000', parentId: null, title: 'Mine', history: [...history] });
    });
    beforeEach(() => {
      client.sandbox.requests.length = 0;
    });
    afterAll(() => client.close());

    it('gives a page by its title without going through the spaces', async () => {
      const args = { title: 'Payments runbook', space_key: 'eng' };
      expect(await client.data('confluence_get_page', args)).toMatchObject({ id: page_id });
      // One of them for the owner and the labels.
      expect(client.sandbox.requests.length).toBeLessThanOrEqual(5);
    });

    it('knows personal spaces, whose keys begin with a tilde', async () => {
      expect(await client.data('confluence_get_space', { space_key: key })).toMatchObject({ key, homepage_id: home });
      expect(await client.data('confluence_get_page', { title: 'Mine', space_key: key })).toMatchObject({ id: home });
      const { pages } = await client.data('confluence_get_space_page_tree', { space_key: key });
      expect(pages).toMatchObject([{ id: home }]);
      for (const query of [`space = ${key}`, `space = "${key}"`, `space in (${key}) and text ~ wombat`]) {
        expect((await client.data('confluence_search', { query })).results).toContainEqual(
          expect.objectContaining({ id: home, space_key: key }),
        );
      }
      const { results } = await client.data('confluence_search', { query: 'wombat', space_keys: [key] });
      expect(results).toMatchObject([{ id: home }]);
    });
  });
}
