import { describe, expect, it } from '@jest/globals';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const page = { page_id: '131073' };
const labelsOf = () =>
  fixture()
    .sandbox.world.page('131073')
    .labels.map(({ name }) => name);

describe('confluence_get_labels', () => {
  it('lists the labels on a page', async () => {
    expect(await fixture().data('confluence_get_labels', page)).toEqual({
      labels: [{ name: 'runbook' }, { name: 'payments' }, { name: 'on-call' }],
    });
    expect(await fixture().text('confluence_get_labels', page)).toContain('\n- runbook\n- payments\n- on-call\n');
  });

  it('says so when there are none', async () => {
    expect(await fixture().text('confluence_get_labels', { page_id: '98401' })).toBe('No labels.');
  });
});

describe('confluence_add_labels', () => {
  it('adds what is missing and tells which', async () => {
    const result = await fixture().data('confluence_add_labels', { ...page, labels: ['Runbook', 'new'] });
    expect(result).toEqual({ id: '131073', changed: true, dry_run: false, diff: '+ new' });
    expect(labelsOf()).toContain('new');
    expect(fixture().writes()).toHaveLength(1);
  });

  it('writes nothing when all are there', async () => {
    const args = { ...page, labels: ['runbook'] };
    expect(await fixture().data('confluence_add_labels', args)).toMatchObject({ changed: false });
    expect(await fixture().text('confluence_add_labels', args)).toContain('nothing was written');
    expect(fixture().writes()).toEqual([]);
  });

  it('previews without writing', async () => {
    const args = { ...page, labels: ['new'], dry_run: true };
    expect(await fixture().data('confluence_add_labels', args)).toMatchObject({ changed: true, diff: '+ new' });
    expect(await fixture().text('confluence_add_labels', args)).toMatch(/^Preview, nothing was written/);
    expect(fixture().writes()).toEqual([]);
  });
});

describe('confluence_remove_labels', () => {
  it('removes those that are there', async () => {
    const result = await fixture().data('confluence_remove_labels', { ...page, labels: ['PAYMENTS', 'other'] });
    expect(result).toEqual({ id: '131073', changed: true, dry_run: false, diff: '- payments' });
    expect(labelsOf()).toEqual(['runbook', 'on-call']);
  });

  it('previews without writing, and is content when none is there', async () => {
    const preview = await fixture().data('confluence_remove_labels', { ...page, labels: ['payments'], dry_run: true });
    expect(preview).toMatchObject({ changed: true, diff: '- payments' });
    const none = await fixture().data('confluence_remove_labels', { ...page, labels: ['other'] });
    expect(none).toEqual({ id: '131073', changed: false, dry_run: false });
    expect(fixture().writes()).toEqual([]);
  });
});
