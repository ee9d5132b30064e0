import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../../src/sandbox/seed/ids.js';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const page_id = ids.onboarding;
const page = (id: string) => fixture().sandbox.world.page(id);

describe('confluence_move_page', () => {
  const move = (args: Record<string, unknown>) => fixture().data('confluence_move_page', { page_id, ...args });
  const moveText = (args: Record<string, unknown>) => fixture().text('confluence_move_page', { page_id, ...args });

  it('moves a page below another one', async () => {
    expect(await move({ target_parent_id: ids.incidentReviews })).toEqual({
      id: page_id,
      title: 'Onboarding',
      version: 2,
      url: expect.stringContaining(page_id),
      changed: true,
      dry_run: false,
    });
    expect(page(page_id).parentId).toBe(ids.incidentReviews);
    expect(fixture().progress).toEqual(['Moving the page']);
  });

  it('moves a page beside another one, and into a folder', async () => {
    await move({ target_id: ids.paymentsRunbook, position: 'before' });
    expect(page(page_id).position).toBeLessThan(page(ids.paymentsRunbook).position);
    await move({ target_id: ids.paymentsRunbook, position: 'after' });
    expect(page(page_id).position).toBeGreaterThan(page(ids.paymentsRunbook).position);
    await move({ target_parent_id: ids.releases });
    expect(page(page_id).parentId).toBe(ids.releases);
  });

  it('moves a page with everything below it to another space', async () => {
    await fixture().data('confluence_move_page', { page_id: ids.incidentReviews, target_space_key: 'hr' });
    expect(page(ids.incidentReviews)).toMatchObject({ spaceId: ids.spaces.people, parentId: ids.peopleHome });
    expect(page(ids.securityIncident).spaceId).toBe(ids.spaces.people);
  });

  it('previews where the page would be, without writing', async () => {
    expect(await move({ target_space_key: 'HR', dry_run: true })).toMatchObject({
      changed: true,
      dry_run: true,
      diff: `space_key: ENG -> HR\nparent_id: ${ids.engineeringHome} -> ${ids.peopleHome}\nposition: last`,
    });
    expect(await move({ target_id: ids.paymentsRunbook, position: 'before', dry_run: true })).toMatchObject({
      diff: `position: before page ${ids.paymentsRunbook}`,
    });
    expect(await moveText({ target_parent_id: ids.incidentReviews, dry_run: true })).toMatch(
      /^Preview, nothing was written\. It would be moved:/,
    );
    expect(fixture().writes()).toEqual([]);
  });

  it.each([
    [
      'itself',
      { target_parent_id: ids.incidentReviews },
      /^INVALID_INPUT: target_parent_id: .*the page to move, or is below it/,
    ],
    ['a page of its own tree', { target_parent_id: ids.securityIncident }, /^INVALID_INPUT: target_parent_id: /],
    [
      'the side of a page of its own tree',
      { target_id: ids.securityIncident, position: 'after' },
      /^INVALID_INPUT: target_id: /,
    ],
    [
      'the side of a homepage',
      { target_id: ids.engineeringHome, position: 'after' },
      /^INVALID_INPUT: target_id: .*no parent/,
    ],
    ['a page that is not there', { target_parent_id: '5' }, /^NOT_FOUND: /],
    ['a space that is not there', { target_space_key: 'NOPE' }, /^NOT_FOUND: /],
  ])('previews a move to %s as the refusal that it would be', async (_name, target, message) => {
    const args = { page_id: ids.incidentReviews, ...target, dry_run: true };
    expect(await fixture().text('confluence_move_page', args)).toMatch(message);
    expect(fixture().writes()).toEqual([]);
  });

  it('previews that a title is taken in the other space, and that blog posts stay where they are', async () => {
    await fixture().call('confluence_create_page', { space_key: 'HR', title: 'Onboarding' });
    expect(await moveText({ target_space_key: 'HR', dry_run: true })).toMatch(
      /^INVALID_INPUT: title: page \d+ in this space/,
    );
    const post = { page_id: ids.launchPost, target_space_key: 'HR', dry_run: true };
    expect(await fixture().text('confluence_move_page', post)).toMatch(/^INVALID_INPUT: page_id: a blog post/);
  });

  // A site may put the page below its new parent before it finds the title taken.
  it.each([
    ['its title', 'Onboarding', ids.onboarding],
    ['the title of a page below it', 'Database outage', ids.incidentReviews],
  ])('is refused before anything is sent when %s is taken in the other space', async (_what, title, moved) => {
    const below = fixture().sandbox.world.page(ids.securityIncident);
    below.revisions.push({ ...below.version, title: 'Database outage' });
    const holder = fixture().sandbox.world.page(ids.timeOff);
    holder.revisions.push({ ...holder.version, title });
    const text = await fixture().text('confluence_move_page', { page_id: moved, target_space_key: 'HR' });
    expect(text).toMatch(/^INVALID_INPUT: title: page \d+ in this space already has this title/);
    expect(fixture().writes()).toEqual([]);
  });

  // A parent together with its own space was refused.
  it('takes a parent and the space that it is in, and refuses another one', async () => {
    const parent = { target_parent_id: ids.incidentReviews };
    expect(await move({ ...parent, target_space_key: 'eng', dry_run: true })).toMatchObject({ changed: true });
    const text = await fixture().text('confluence_move_page', { page_id, ...parent, target_space_key: 'HR' });
    expect(text).toMatch(/^INVALID_INPUT: target_space_key: the page \d+ is in the space ENG\./);
    expect(await move({ ...parent, target_space_key: 'ENG' })).toMatchObject({ changed: true, dry_run: false });
  });

  it.each([
    [{}, 'give target_parent_id, or target_space_key, or target_id'],
    [{ target_parent_id: '1', target_id: '2' }, 'give target_parent_id, or target_space_key, or target_id'],
    [{ target_id: '1' }, 'target_id needs position "before" or "after"'],
    [{ target_id: '1', position: 'append' }, 'target_id needs position "before" or "after"'],
    [{ target_parent_id: '1', position: 'before' }, 'target_id needs position "before" or "after"'],
  ])('asks for one place, given %j', async (args, message) => {
    expect(await moveText(args)).toContain(`INVALID_INPUT: ${message}`);
    expect(fixture().sandbox.requests).toEqual([]);
  });
});

describe('confluence_copy_page', () => {
  const copy = (args: Record<string, unknown>) =>
    fixture().data('confluence_copy_page', { page_id: ids.checkoutArchitecture, title: 'Copy', ...args });

  it('copies a page beside the original, with its files and labels', async () => {
    const result = await copy({});
    expect(result).toMatchObject({ title: 'Copy', version: 1, changed: true, dry_run: false });
    expect(page(result.id)).toMatchObject({
      parentId: ids.engineeringHome,
      storage: fixture().storage(ids.checkoutArchitecture),
    });
    expect(page(result.id).labels.map(({ name }) => name)).toEqual(['architecture', 'payments']);
    const { attachments } = await fixture().data('confluence_get_attachments', { page_id: result.id });
    expect(attachments).toHaveLength(2);
  });

  it('leaves files and labels behind when told to, and goes where it is told', async () => {
    const bare = await copy({ space_key: 'HR', include_attachments: false, include_labels: false });
    expect(page(bare.id)).toMatchObject({ spaceId: ids.spaces.people, labels: [] });
    expect((await fixture().data('confluence_get_attachments', { page_id: bare.id })).attachments).toEqual([]);
    const below = await copy({ parent_id: ids.timeOff, title: 'Below' });
    expect(page(below.id).parentId).toBe(ids.timeOff);
  });

  it('copies a homepage to the top of its space', async () => {
    const { id } = await fixture().data('confluence_copy_page', { page_id: ids.engineeringHome, title: 'Home again' });
    expect(page(id).spaceId).toBe(ids.spaces.engineering);
  });

  it('says that the copy of a restricted page is open', async () => {
    const result = await fixture().data('confluence_copy_page', { page_id: ids.securityIncident, title: 'Copy' });
    expect(result.warnings).toEqual([expect.stringMatching(/restricted, but the copy is open/)]);
    expect((await copy({ title: 'Other' })).warnings).toBeUndefined();
  });

  it('previews without writing', async () => {
    expect(await copy({ dry_run: true })).toEqual({
      id: null,
      title: 'Copy',
      changed: true,
      dry_run: true,
      diff: `+ Copy (space ENG, below page ${ids.engineeringHome})`,
    });
    expect(await copy({ space_key: 'hr', dry_run: true })).toMatchObject({ diff: '+ Copy (space HR, at the top)' });
    expect(await copy({ parent_id: ids.timeOff, dry_run: true })).toMatchObject({
      diff: `+ Copy (space HR, below page ${ids.timeOff})`,
    });
    expect(fixture().writes()).toEqual([]);
  });

  it.each([true, false])('refuses a title that is taken, dry_run %j', async (dry_run) => {
    const args = { page_id: ids.checkoutArchitecture, title: 'Onboarding', dry_run };
    expect(await fixture().text('confluence_copy_page', args)).toMatch(/^INVALID_INPUT: /);
    expect(
      fixture()
        .sandbox.world.pages()
        .filter(({ title }) => title === 'Onboarding'),
    ).toHaveLength(1);
  });

  it('asks for one place', async () => {
    const args = { page_id, title: 'x', space_key: 'HR', parent_id: '1' };
    expect(await fixture().text('confluence_copy_page', args)).toBe(
      'INVALID_INPUT: give parent_id or space_key, not both.',
    );
  });
});
