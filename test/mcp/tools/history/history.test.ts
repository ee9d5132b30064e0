import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../../src/sandbox/seed/ids.js';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const page_id = ids.paymentsRunbook;
const page = (id: string = page_id) => fixture().sandbox.world.page(id);

describe('confluence_list_page_versions', () => {
  it('lists versions, newest first, with who and why', async () => {
    const { versions } = await fixture().data('confluence_list_page_versions', { page_id });
    expect(versions.map(({ number }: { number: number }) => number)).toEqual([3, 2, 1]);
    expect(versions[0]).toEqual({
      number: 3,
      author: { id: expect.any(String), name: 'Amina Diallo' },
      created_at: '2026-11-12T08:05:00.000Z',
      message: 'Fewer retries, dependencies',
      minor: false,
    });
    expect(await fixture().text('confluence_list_page_versions', { page_id })).toMatch(
      /- version 2 \(2026-08-19T14:40:00.000Z, Jonas Weber \(id \S+\)\): State and warnings\n- version 1 \(/,
    );
  });

  it('marks minor edits and goes on with a cursor', async () => {
    expect(await fixture().text('confluence_list_page_versions', { page_id: ids.meetingNotes })).toMatch(
      /Weber \(id \S+\), minor\)/,
    );
    const first = await fixture().data('confluence_list_page_versions', { page_id, limit: 2 });
    const { versions } = await fixture().data('confluence_list_page_versions', {
      page_id,
      limit: 2,
      cursor: first.next_cursor,
    });
    expect(versions).toEqual([expect.objectContaining({ number: 1 })]);
  });
});

describe('confluence_get_page_diff', () => {
  const diff = (args: Record<string, unknown>) => fixture().data('confluence_get_page_diff', { page_id, ...args });

  it('compares the current version with the one before', async () => {
    const result = await diff({});
    expect(result).toMatchObject({ page_id, from_version: 2, to_version: 3 });
    expect(result.diff).toMatch(/^-.*at most 5 times/m);
    expect(result.diff).toMatch(/^\+.*at most 3 times/m);
    expect(result.diff).toContain('[@Amina Diallo](user:');
    expect(await fixture().text('confluence_get_page_diff', { page_id })).toMatch(/^Page 131073, version 2 -> 3:\n/);
  });

  it('compares any two versions, reading each once', async () => {
    await diff({ from_version: 1, to_version: 2 });
    expect(fixture().sandbox.requests.filter(({ path }) => path.includes('/pages/'))).toHaveLength(2);
    expect(await diff({ to_version: 2 })).toMatchObject({ from_version: 1, to_version: 2 });
    expect(await diff({ from_version: 1 })).toMatchObject({ from_version: 1, to_version: 3 });
  });

  it('shows a new title, and says so when a reader sees no difference', async () => {
    expect((await fixture().data('confluence_get_page_diff', { page_id: ids.onboarding })).diff).toBe(
      'title: Welcome -> Onboarding',
    );
    const same = await fixture().text('confluence_get_page_diff', { page_id, from_version: 2, to_version: 2 });
    expect(same).toContain('no visible difference');
  });

  it('says so when there is nothing to compare with', async () => {
    const only = await fixture().text('confluence_get_page_diff', { page_id: ids.checkoutArchitecture });
    expect(only).toMatch(/^INVALID_INPUT: from_version: there is no version before/);
    expect(await fixture().text('confluence_get_page_diff', { page_id, from_version: 9 })).toMatch(/^NOT_FOUND: /);
  });
});

describe('confluence_restore_page_version', () => {
  const restore = (args: Record<string, unknown>) =>
    fixture().data('confluence_restore_page_version', { page_id, version: 1, ...args });

  it('makes the old text, byte for byte, a new version that says where it comes from', async () => {
    expect(await restore({})).toMatchObject({ id: page_id, version: 4, changed: true, dry_run: false });
    expect(page().storage).toBe(page().revisions[0]?.storage);
    expect(page().version.message).toBe('Restored version 1');
    expect(page().title).toBe('Payments runbook');
  });

  it('keeps the present title', async () => {
    await fixture().call('confluence_restore_page_version', { page_id: ids.onboarding, version: 1 });
    expect(page(ids.onboarding).title).toBe('Onboarding');
  });

  it('previews, and tells what would be lost', async () => {
    const result = await restore({ dry_run: true });
    expect(result).toMatchObject({ changed: true, dry_run: true, version: 3 });
    expect(result.diff).toMatch(/^\+.*at most 5 times/m);
    expect(result.warnings.join('\n')).toMatch(/^Lost: /m);
    expect(fixture().writes()).toEqual([]);
  });

  it('writes nothing when the text is the same', async () => {
    const args = { page_id: ids.onboarding, version: 1 };
    expect(await fixture().data('confluence_restore_page_version', args)).toMatchObject({ changed: false });
    expect(fixture().writes()).toEqual([]);
  });

  it.each([3, 9])('refuses version %i, which is not older', async (version) => {
    expect(await fixture().text('confluence_restore_page_version', { page_id, version })).toMatch(
      /^INVALID_INPUT: version: \d is not older than the current version 3\./,
    );
  });

  it('never overwrites what somebody saved meanwhile', async () => {
    fixture().midway = () => {
      fixture().midway = () => undefined;
      const { version } = page();
      page().revisions.push({ ...version, number: version.number + 1, storage: '<p>Fresh</p>' });
    };
    expect(await fixture().text('confluence_restore_page_version', { page_id, version: 1 })).toMatch(
      /^VERSION_CONFLICT: .*version 4/,
    );
    expect(page().storage).toBe('<p>Fresh</p>');
  });
});
