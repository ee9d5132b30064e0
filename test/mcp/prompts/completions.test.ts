import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { titleQuery } from '../../../src/mcp/prompts/create-completions.js';
import { useMcpClientFixture } from '../fixtures/mcp-client.js';

type Ref = { type: 'ref/prompt'; name: string } | { type: 'ref/resource'; uri: string };
const page: Ref = { type: 'ref/resource', uri: 'confluence://page/{page_id}' };
const space: Ref = { type: 'ref/resource', uri: 'confluence://space/{space_key}' };
const prompt = (name: string): Ref => ({ type: 'ref/prompt', name });

describe('completion', () => {
  const fixture = useMcpClientFixture();

  async function complete(ref: Ref, name: string, value: string) {
    const client = await fixture().client();
    return (await client.complete({ ref, argument: { name, value } })).completion;
  }

  it.each([
    ['a template', space, 'space_key'],
    ['draft_page', prompt('draft_page'), 'space_key'],
    ['answer_from_confluence', prompt('answer_from_confluence'), 'space_key'],
  ])('of %s finds space keys by a part of key or name', async (_whose, ref, name) => {
    expect(await complete(ref, name, 'en')).toMatchObject({ values: expect.arrayContaining(['ENG']), hasMore: false });
    expect((await complete(ref, name, 'engineer')).values).toEqual(['ENG']);
    expect((await complete(ref, name, '')).values.length).toBeGreaterThan(2);
  });

  it.each([
    ['a template', page, 'page_id'],
    ['summarize_page', prompt('summarize_page'), 'page_id'],
    ['review_page', prompt('review_page'), 'page_id'],
    ['draft_page', prompt('draft_page'), 'parent_id'],
  ])('of %s finds page ids by the title', async (_whose, ref, name) => {
    const { title } = fixture().sandbox.world.page(ids.paymentsRunbook);
    expect((await complete(ref, name, title.toUpperCase().slice(0, -2))).values).toContain(ids.paymentsRunbook);
    expect((await complete(ref, name, 'zebulon')).values).toEqual([]);
  });

  it('of nothing typed proposes pages', async () => {
    expect((await complete(page, 'page_id', '')).values.length).toBeGreaterThan(2);
  });

  it('proposes nothing for free text and unknown arguments', async () => {
    for (const name of ['topic', 'nope', 'constructor']) {
      expect((await complete(prompt('draft_page'), name, 'x')).values).toEqual([]);
    }
  });

  it('of what does not exist is refused', async () => {
    await expect(complete(prompt('nope'), 'page_id', '')).rejects.toMatchObject({ code: -32602 });
    await expect(complete({ type: 'ref/resource', uri: 'x://{y}' }, 'y', '')).rejects.toMatchObject({ code: -32602 });
  });

  it('is audited, and needs the scope for reading', async () => {
    const client = await fixture().client('none');
    await expect(client.complete({ ref: space, argument: { name: 'space_key', value: '' } })).rejects.toThrow(
      'FORBIDDEN',
    );
    expect(fixture().audit.calls).toMatchObject([{ tool: 'completion/complete', outcome: 'FORBIDDEN' }]);
  });
});

describe('completion under the rules of the operator', () => {
  const fixture = useMcpClientFixture({
    spaces: { deny: ['ENG'] },
    policy: { disabledTools: ['confluence_list_spaces'] },
  });

  it('proposes no hidden page, and nothing that a tool that is off would show', async () => {
    const client = await fixture().client();
    const pages = await client.complete({ ref: page, argument: { name: 'page_id', value: 'runbook' } });
    expect(pages.completion.values).not.toContain(ids.paymentsRunbook);
    const spaces = await client.complete({ ref: space, argument: { name: 'space_key', value: '' } });
    expect(spaces.completion.values).toEqual([]);
  });
});

describe('the query behind titles', () => {
  it('holds only words, each as a value', () => {
    expect(titleQuery('Pay" OR (x)')).toBe(
      'type in ("page", "blogpost") and title ~ "pay" and title ~ "or" and title ~ "x*" order by lastModified desc',
    );
    expect(titleQuery('')).toBe('type in ("page", "blogpost") order by lastModified desc');
  });
});
