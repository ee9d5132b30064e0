import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../../src/sandbox/seed/ids.js';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const page_id = ids.onboarding;
const storage = `<p>Before all headings.</p><h1>Limits</h1><p>The <strong>rate</strong> limit is 40.</p>
<ul><li><p>Alpha team</p></li><li><p>Beta team</p></li></ul>
<h2>Costs</h2><table><tbody><tr><th><p>Plan</p></th><th><p>Price</p></th></tr>
<tr><td><p>Small</p></td><td><p>10 coins</p></td></tr><tr><td><p>Large</p></td><td><p>99 coins</p></td></tr></tbody></table>`;

async function find(query: string, args: Record<string, unknown> = {}) {
  const [revision] = fixture().sandbox.world.page(page_id).revisions.slice(-1);
  Object.assign(revision ?? {}, { storage });
  const call = { page_id, query, ...args };
  const { content, structuredContent } = await fixture().call('confluence_find_in_page', call, undefined, 'always');
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape of the tool
  return { text: content[0].text, data: structuredContent as any };
}

describe('confluence_find_in_page', () => {
  it('finds words however they are formatted, with headings, block id and what is around', async () => {
    const { data, text } = await find('Rate LIMIT');
    expect(data.matches).toEqual([
      {
        block_id: 'h-limits.1',
        heading_path: ['Limits'],
        text: 'The **rate** limit is 40.',
        before: 'Limits',
        after: 'Alpha team',
      },
    ]);
    expect(data.total).toBe(1);
    expect(text).toContain('[h-limits.1] Limits\n(before: Limits)\nThe **rate** limit is 40.');
  });

  it('gives of a table the row below its header, and of a list the item', async () => {
    const { data } = await find('99 coins');
    expect(data.matches).toMatchObject([{ block_id: 'h-costs.1', heading_path: ['Limits', 'Costs'] }]);
    expect(data.matches[0].text).toMatch(/^\| Plan \| Price \|\n\| --- \| --- \|\n\| Large \| 99 coins \|$/);
    expect((await find('beta')).data.matches).toMatchObject([{ block_id: 'h-limits.2', text: '- Beta team' }]);
  });

  it('holds to its limit and says how many there are', async () => {
    const { data, text } = await find('team', { limit: 1 });
    expect([data.matches.length, data.total]).toEqual([1, 2]);
    expect(text).toContain('1 of 2 matches');
  });

  it('says when no block has all the words, and when there is none at all', async () => {
    const { data, text } = await find('alpha price zebra');
    expect(data.matches).toHaveLength(2);
    expect(data.warnings).toEqual([expect.stringMatching(/^No block has all of these words/)]);
    expect(text).toContain('Warning: No block has all');
    const none = await find('zebra');
    expect(none.data).toMatchObject({ matches: [], total: 0 });
    expect(none.text).toContain('No match on this page.');
  });

  it('names blocks above all headings by their number', async () => {
    expect((await find('before all')).data.matches).toMatchObject([{ block_id: 'top.1', heading_path: [] }]);
  });

  it('names people as the page shows them', async () => {
    expect(await fixture().text('confluence_find_in_page', { page_id: ids.meetingNotes, query: '@' })).not.toMatch(
      /^[A-Z_]+: /,
    );
  });
});
