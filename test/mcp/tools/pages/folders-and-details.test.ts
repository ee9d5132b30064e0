import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../../src/sandbox/seed/ids.js';
import { people } from '../../../../src/sandbox/seed/people.js';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();

describe('confluence_create_folder', () => {
  const name = 'confluence_create_folder';
  const args = { space_key: 'ENG', title: 'Plans' };

  it('creates a folder that pages can be put into', async () => {
    const folder = await fixture().data(name, args);
    expect(folder).toMatchObject({
      title: 'Plans',
      changed: true,
      dry_run: false,
      url: expect.stringMatching(/^http/),
    });
    const page = { space_key: 'ENG', title: 'In it', parent_id: folder.id };
    const { id } = await fixture().data('confluence_create_page', page);
    expect(fixture().sandbox.world.page(id).parentId).toBe(folder.id);
    const inner = await fixture().data(name, { ...args, title: 'Inner', parent_id: folder.id });
    expect(inner).toMatchObject({ changed: true });
  });

  it('previews without writing, and refuses what the write would', async () => {
    expect(await fixture().data(name, { ...args, dry_run: true })).toMatchObject({ id: null, diff: '+ folder Plans' });
    for (const dry_run of [true, false]) {
      const elsewhere = { ...args, parent_id: ids.timeOff, dry_run };
      expect(await fixture().text(name, elsewhere)).toMatch(/^INVALID_INPUT: parent_id: .*in the space/);
      expect(await fixture().text(name, { ...args, space_key: 'NOPE', dry_run })).toMatch(/^NOT_FOUND: /);
    }
    expect(fixture().writes()).toEqual([]);
  });
});

describe('confluence_update_page_details', () => {
  const name = 'confluence_update_page_details';
  const args = { page_id: ids.onboarding };
  const bodyOf = () => fixture().storage(ids.onboarding);

  it('sets what a page wears, and leaves its text as it is', async () => {
    const before = bodyOf();
    const result = await fixture().data(name, { ...args, emoji: '🚀', width: 'full', status_label: 'In progress' });
    expect(result).toMatchObject({ id: ids.onboarding, changed: true, dry_run: false });
    expect(result.diff).toBe('emoji: 🚀\nwidth: full\nstatus_label: In progress');
    expect(bodyOf()).toBe(before);
    const off = await fixture().data(name, { ...args, emoji: '', status_label: '' });
    expect(off.diff).toBe('emoji: none\nstatus_label: none');
  });

  it('gives a page to another owner, whose name the answer has', async () => {
    const result = await fixture().data(name, { ...args, owner: people.priya });
    expect(result).toMatchObject({ changed: true, diff: expect.stringMatching(/^owner: .* -> Priya/) });
    const page = fixture().sandbox.world.page(ids.onboarding);
    expect(result.version).toBe(page.revisions.at(-1)?.number);
    const writes = fixture().writes().length;
    expect(await fixture().data(name, { ...args, owner: people.priya })).toMatchObject({ changed: false });
    expect(fixture().writes()).toHaveLength(writes);
  });

  it('previews without writing, and refuses what the write would', async () => {
    expect(await fixture().data(name, { ...args, width: 'full', dry_run: true })).toMatchObject({
      diff: 'width: full',
    });
    for (const dry_run of [true, false]) {
      const refused = async (more: object) => fixture().text(name, { ...args, dry_run, ...more });
      expect(await refused({})).toMatch(/^INVALID_INPUT: give at least one/);
      for (const emoji of ['no', '🚀🚀', 'a🚀']) {
        expect(await refused({ emoji })).toMatch(/^INVALID_INPUT: .*emoji: expected one emoji/);
      }
      expect(await refused({ emoji: `🚀${'\u0301'.repeat(500)}` })).toMatch(/^INVALID_INPUT: emoji: Too big/);
      expect(await refused({ status_label: 'x'.repeat(21) })).toMatch(/^INVALID_INPUT: status_label/);
      expect(await refused({ owner: '557058:nobody' })).toMatch(/^INVALID_INPUT: owner: .*confluence_search_user/);
      expect(await refused({ page_id: ids.launchPost, width: 'full' })).toMatch(/^NOT_SUPPORTED: .*blog posts/);
      expect(await refused({ page_id: ids.unfinishedDraft, width: 'full' })).toMatch(/^INVALID_INPUT: .*is draft/);
    }
    expect(fixture().writes()).toEqual([]);
  });
});
