import { describe, expect, it } from '@jest/globals';
import { people } from '../../../../src/sandbox/seed/people.js';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const search = (args: Record<string, unknown>) => fixture().data('confluence_search', args);

describe('a search that finds nothing', () => {
  it('takes the name of a space for its key, and says so', async () => {
    const { results, warnings } = await search({ query: 'payments', space_keys: ['Engineering'] });
    expect(results.length).toBeGreaterThan(0);
    expect(results.every((hit: { space_key: string }) => hit.space_key === 'ENG')).toBe(true);
    expect(warnings).toEqual(['Engineering is the space ENG.']);
  });

  it('names a space that does not exist, and the nearest', async () => {
    const text = await fixture().text('confluence_search', { query: 'payments', space_keys: ['ENGG'] });
    expect(text).toMatch(/^INVALID_INPUT: space_keys: there is no space ENGG\b/);
  });

  it('takes the name of a person for their id, and names who does not exist', async () => {
    const byId = await search({ query: 'payments', contributor: people.amina });
    const byName = await search({ query: 'payments', contributor: 'Amina' });
    expect(byName.results.map(({ id }: { id: string }) => id)).toEqual(
      byId.results.map(({ id }: { id: string }) => id),
    );
    expect(byName.warnings).toEqual([expect.stringMatching(/^Amina is Amina .*\(id /)]);
    const nobody = await fixture().text('confluence_search', { query: 'payments', contributor: 'Zebulon' });
    expect(nobody).toMatch(/^INVALID_INPUT: contributor: Confluence knows nobody .*Zebulon/);
  });

  it('looks for some of the words, and says so', async () => {
    const { results, warnings } = await search({ query: 'payments zebracorn' });
    expect(results.length).toBeGreaterThan(0);
    expect(warnings).toEqual([expect.stringMatching(/^Nothing holds all of these words/)]);
    expect(await fixture().text('confluence_search', { query: 'zebracorn' })).toContain('Nothing found.');
    expect(await search({ query: 'title = "zebracorn payments"' })).toEqual({ results: [] });
  });
});

describe('the results of a search', () => {
  it('come newest first when that is asked for, with who changed them last', async () => {
    const { results } = await search({ query: 'type = page', sort: 'updated', limit: 50 });
    const dates = results.map(({ updated_at: at }: { updated_at: string }) => Date.parse(at));
    expect(dates).toEqual([...dates].sort((a, b) => b - a));
    expect(dates.length).toBeGreaterThan(3);
    const [{ last_editor: editor }] = results;
    expect(editor).toEqual({ id: expect.any(String), name: expect.any(String) });
    const text = await fixture().text('confluence_search', { query: 'type = page', sort: 'updated' });
    expect(text).toContain(` by ${editor.name} (id ${editor.id})`);
  });
});
