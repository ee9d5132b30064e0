import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../../src/sandbox/seed/ids.js';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const name = 'confluence_archive_pages';
const statusOf = (id: string) => fixture().sandbox.world.page(id).status;
/** Storage of the comments on a page, oldest first. */
const notesOn = (pageId: string) =>
  [...fixture().sandbox.world.comments.values()]
    .filter(({ contentId }) => contentId === pageId)
    .map(({ revisions }) => revisions.at(-1)?.storage);
const both = [ids.onboarding, ids.timeOff];

describe('confluence_archive_pages', () => {
  it('archives all pages at once, and gives the result of each', async () => {
    const result = await fixture().data(name, { page_ids: both });
    expect(result).toEqual({
      results: both.map((id) => ({ id, title: expect.any(String), changed: true })),
      dry_run: false,
    });
    expect(both.map(statusOf)).toEqual(['archived', 'archived']);
    expect(fixture().writes()).toHaveLength(1);
  });

  it('checks every page first, and archives none when one will not do', async () => {
    const call = { page_ids: [...both, '5', ids.engineeringHome] };
    const text = await fixture().text(name, call);
    expect(text).toMatch(
      /^NOT_FOUND: Nothing was written, because some pages cannot be changed: page 5: .*page 98401: .*homepage/,
    );
    expect(await fixture().text(name, { ...call, dry_run: true })).toBe(text);
    expect(await fixture().text(name, { page_ids: [ids.launchPost] })).toMatch(/^INVALID_INPUT: .*blog post/);
    expect(await fixture().text(name, { page_ids: [ids.unfinishedDraft] })).toMatch(/^INVALID_INPUT: .*is draft/);
    expect(fixture().writes()).toEqual([]);
    expect(both.map(statusOf)).toEqual(['current', 'current']);
  });

  it('previews without writing, and counts the pages below', async () => {
    await fixture().data('confluence_create_page', { space_key: 'ENG', title: 'Below', parent_id: ids.onboarding });
    const preview = await fixture().data(name, { page_ids: [ids.onboarding], dry_run: true });
    expect(preview).toMatchObject({ results: [{ id: ids.onboarding, changed: true }], dry_run: true });
    expect(preview.warnings).toEqual([`Page ${ids.onboarding} has 1 below it, which will not be archived.`]);
    expect(fixture().writes()).toHaveLength(1);
    expect(statusOf(ids.onboarding)).toBe('current');
  });

  it('changes nothing of what is archived, and takes addresses and a list of one', async () => {
    const url = `${fixture().sandbox.url}/spaces/ENG/pages/${ids.onboarding}`;
    expect(await fixture().data(name, { page_ids: url })).toMatchObject({ results: [{ id: ids.onboarding }] });
    const again = await fixture().data(name, { page_ids: [ids.onboarding] });
    expect(again).toMatchObject({ results: [{ changed: false }] });
    expect(fixture().writes()).toHaveLength(1);
  });

  it('leaves a note as a comment on each page before it is archived, and none on what is archived already', async () => {
    await fixture().data(name, { page_ids: [ids.timeOff] });
    const call = { page_ids: both, note: 'Replaced by the **new** handbook.' };
    expect(await fixture().data(name, { ...call, dry_run: true })).toMatchObject({ dry_run: true });
    expect(fixture().writes()).toHaveLength(1);
    expect(await fixture().text(name, call)).toContain('archived, with the note as a comment on it: 1 of 2 pages');
    expect(notesOn(ids.onboarding)).toEqual(['<p>Replaced by the <strong>new</strong> handbook.</p>']);
    expect(notesOn(ids.timeOff)).toEqual([]);
    expect(both.map(statusOf)).toEqual(['archived', 'archived']);
  });

  it('refuses a note that shows nothing, and says where one is that was left before archiving failed', async () => {
    const page_ids = [ids.onboarding];
    expect(await fixture().text(name, { page_ids, note: '<!-- x -->' })).toMatch(
      /^INVALID_INPUT: note: the text would show nothing/,
    );
    expect(fixture().writes()).toEqual([]);
    fixture().sandbox.faults.add({ kind: 'status', status: 400, match: { path: /content\/archive/ } });
    expect(await fixture().text(name, { page_ids, note: 'old' })).toMatch(
      new RegExp(`note was left before that, as a comment on ${ids.onboarding}.*leave out the note`),
    );
    expect(notesOn(ids.onboarding)).toEqual(['<p>old</p>']);
  });

  it('takes 50 pages at most', async () => {
    const page_ids = Array.from({ length: 51 }, (_, n) => String(n + 1));
    expect(await fixture().text(name, { page_ids })).toMatch(/^INVALID_INPUT: page_ids/);
  });
});
