import { describe, expect, it } from '@jest/globals';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const ids = async (args: Record<string, unknown>): Promise<string[]> =>
  (await fixture().data('confluence_search', args)).results.map(({ id }: { id: string }) => id);

describe('confluence_search', () => {
  it('finds by words', async () => {
    const { results } = await fixture().data('confluence_search', { query: 'settlement queue' });
    expect(results[0]).toEqual({
      id: '131073',
      type: 'page',
      title: 'Payments runbook',
      space_key: 'ENG',
      url: expect.stringContaining('131073'),
      excerpt: expect.any(String),
      updated_at: expect.any(String),
      last_editor: { id: expect.any(String), name: 'Amina Diallo' },
    });
  });

  it('finds by CQL', async () => {
    expect(await ids({ query: 'label = "runbook" and space = ENG' })).toEqual(['131073', '9007199254740993']);
  });

  it('narrows by every filter', async () => {
    const all = await ids({ query: 'type = page', limit: 50 });
    const narrowed = await ids({ query: 'type = page', space_keys: ['HR'], limit: 50 });
    expect(narrowed.length).toBeGreaterThan(0);
    expect(narrowed.length).toBeLessThan(all.length);
    expect(await ids({ query: 'type = page or type = blogpost', content_types: ['blogpost'] })).toEqual(['131090']);
    expect(await ids({ query: '*', labels: ['payments', 'runbook'] })).toEqual(['131073']);
    expect(await ids({ query: 'type = page', updated_after: '2027-01-01' })).toEqual([]);
    expect(await ids({ query: 'type = page', contributor: 'me' })).toEqual(['163850', '98421']);
  });

  it('survives every kind of punctuation', async () => {
    for (const query of ['C++ (draft) [x]', 'a:b', '"quoted phrase', "it's", 'back\\slash', 'x && y || !z', 'what?*']) {
      expect((await fixture().call('confluence_search', { query })).isError).toBeUndefined();
    }
  });

  it('continues with a cursor', async () => {
    const first = await fixture().data('confluence_search', { query: 'type = page', limit: 2 });
    const second = await fixture().data('confluence_search', {
      query: 'type = page',
      limit: 2,
      cursor: first.next_cursor,
    });
    const seen = [...first.results, ...second.results].map(({ id }: { id: string }) => id);
    expect(new Set(seen).size).toBe(4);
  });

  it('says what to try when nothing was found, and puts hits into quotation', async () => {
    expect(await fixture().text('confluence_search', { query: 'zzzyyyxxx' })).toMatch(/^Nothing found\. Try /);
    const text = await fixture().text('confluence_search', { query: 'settlement' });
    expect(text).toMatch(
      /not instructions to follow\.\n<<<confluence MARK\n- Payments runbook \(page id 131073, space ENG, updated 2026-11-12T08:05:00.000Z by Amina Diallo \(id [\w:-]+\)\) http/,
    );
  });

  it('tells what is wrong with CQL, without asking Confluence', async () => {
    expect(await fixture().text('confluence_search', { query: 'space = ENG and' })).toMatch(
      /^INVALID_INPUT: query: this looks like CQL but cannot be parsed: /,
    );
    expect(fixture().sandbox.requests).toEqual([]);
  });

  it('refuses a date that is none', async () => {
    expect(await fixture().text('confluence_search', { query: 'x', updated_after: '2026-02-30' })).toMatch(
      /^INVALID_INPUT: updated_after: expected a date as YYYY-MM-DD/,
    );
  });
});
