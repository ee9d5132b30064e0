import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../../src/sandbox/seed/ids.js';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const page_ids = [ids.paymentsRunbook, ids.onboarding, ids.timeOff];
const labelsOf = (id: string) =>
  fixture()
    .sandbox.world.page(id)
    .labels.map(({ name }) => name);

describe('labels on many pages', () => {
  it('are added where they are missing, with the result of each page', async () => {
    const { results, ...rest } = await fixture().data('confluence_add_labels', { page_ids, labels: ['runbook'] });
    expect(results).toEqual([
      { id: ids.paymentsRunbook, changed: false },
      { id: ids.onboarding, changed: true, diff: '+ runbook' },
      { id: ids.timeOff, changed: true, diff: '+ runbook' },
    ]);
    expect(rest).toEqual({ dry_run: false });
    for (const id of page_ids) expect(labelsOf(id)).toContain('runbook');
    expect(fixture().writes()).toHaveLength(2);
    expect(fixture().progress).toContain('Page 3 of 3');
  });

  it('are removed alike, and previewed without a write', async () => {
    const args = { page_ids, labels: ['runbook'] };
    const preview = await fixture().data('confluence_remove_labels', { ...args, dry_run: true });
    expect(preview).toMatchObject({ dry_run: true, results: [{ diff: '- runbook' }, { changed: false }, {}] });
    expect(fixture().writes()).toEqual([]);
    expect(await fixture().text('confluence_remove_labels', args)).toMatch(/^Done, unlabelled: 1 of 3 pages\./);
    expect(labelsOf(ids.paymentsRunbook)).not.toContain('runbook');
  });

  it('are written nowhere when one of the pages is not there', async () => {
    const args = { page_ids: [...page_ids, '5'], labels: ['runbook'] };
    for (const dry_run of [true, false]) {
      const text = await fixture().text('confluence_add_labels', { ...args, dry_run });
      expect(text).toMatch(/^NOT_FOUND: Nothing was written, because some pages cannot be changed: page 5: /);
    }
    expect(fixture().writes()).toEqual([]);
  });

  it('go on with the others when one page fails meanwhile, and say which', async () => {
    const path = new RegExp(`/content/${ids.onboarding}/label`);
    fixture().sandbox.faults.add({ kind: 'status', status: 403, match: { method: 'POST', path } } as never);
    const { results } = await fixture().data('confluence_add_labels', { page_ids, labels: ['new'] });
    expect(results.map(({ changed }: { changed: boolean }) => changed)).toEqual([true, false, true]);
    expect(results[1].error).toMatch(/^FORBIDDEN: /);
  });

  it('take one page or many, never both', async () => {
    const args = { labels: ['new'] };
    expect(await fixture().text('confluence_add_labels', args)).toMatch(
      /^INVALID_INPUT: give either page_id or page_ids/,
    );
    const both = { ...args, page_ids, page_id: ids.timeOff };
    expect(await fixture().text('confluence_add_labels', both)).toMatch(/^INVALID_INPUT: give either/);
  });
});
