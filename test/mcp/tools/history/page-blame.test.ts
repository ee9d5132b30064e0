import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../../src/sandbox/seed/ids.js';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const page_id = ids.onboarding;
const name = 'confluence_get_page_blame';
const p = (...texts: string[]) => texts.map((text) => (text.startsWith('<') ? text : `<p>${text}</p>`)).join('');

/** Gives the page these versions, the first of them version 1. */
function versions(...storages: string[]): void {
  const { revisions } = fixture().sandbox.world.page(page_id);
  const [first] = revisions;
  if (first === undefined) throw new Error('a page has a version');
  const made = storages.map((storage, at) => ({
    ...first,
    storage,
    number: at + 1,
    createdAt: new Date(Date.now() + at * 1000),
  }));
  revisions.splice(0, revisions.length, ...(made as typeof revisions));
}
const blame = (args: Record<string, unknown> = {}) => fixture().data(name, { page_id, ...args });
const numbers = async (args: Record<string, unknown> = {}) =>
  (await blame(args)).blocks.map((block: { text: string; version: number | null }) => [block.text, block.version]);

describe('confluence_get_page_blame', () => {
  it('names for each block the version that brought it as it is', async () => {
    versions(
      p('one', 'two'),
      p('one', 'two', 'three'),
      p('one', 'two!', 'three'),
      p('<h1>Head</h1>', 'one', 'two!', 'three'),
    );
    const { blocks, ...rest } = await blame();
    expect(blocks.map((block: { text: string; version: number }) => [block.text, block.version])).toEqual([
      ['# Head', 4],
      ['one', 1],
      ['two!', 3],
      ['three', 2],
    ]);
    expect(blocks[1]).toMatchObject({
      id: 'h-head.1',
      heading_path: ['Head'],
      changed_at: expect.stringMatching(/^20/),
    });
    expect(blocks[1].author).toEqual({ id: expect.any(String), name: expect.any(String) });
    expect(rest).toMatchObject({ page_id, version: 4 });
    expect(rest).not.toHaveProperty('unexamined_before');
  });

  it('names the people that a block mentions', async () => {
    const { blocks } = await fixture().data(name, { page_id: ids.paymentsRunbook });
    expect(blocks[1].text).toMatch(/Owner: \[@Amina Diallo\]\(user:/);
  });

  it('takes what only moved as unchanged, and what came back as new', async () => {
    versions(p('a', 'b', 'c'), p('c', 'a', 'b'), p('c', 'b'), p('c', 'a', 'b'));
    expect(await numbers()).toEqual([
      ['c', 1],
      ['a', 4],
      ['b', 1],
    ]);
  });

  it('counts equal blocks, and takes the last as the newest', async () => {
    versions(p('same'), p('same', 'same'));
    expect(await numbers()).toEqual([
      ['same', 1],
      ['same', 2],
    ]);
  });

  it('says what it did not look at', async () => {
    versions(...Array.from({ length: 9 }, (_, n) => p('old', `step ${n}`)));
    const { blocks, unexamined_before: before } = await blame({ max_versions: 3 });
    expect(blocks).toMatchObject([
      { text: 'old', version: null, author: null, changed_at: null },
      { text: 'step 8', version: 9 },
    ]);
    expect(before).toBe(6);
    expect(await fixture().text(name, { page_id, max_versions: 3 })).toContain('Versions before 6 were not read');
    expect(await numbers({ max_versions: 8 })).toEqual([
      ['old', 1],
      ['step 8', 9],
    ]);
  });

  it('looks at one section alone, and no further than it must', async () => {
    const page = (top: string, below: string) => p('<h1>Top</h1>', top, '<h1>Below</h1>', below);
    versions(page('x', 'y'), page('x1', 'y'), page('x2', 'y'), page('x2', 'y2'));
    expect(await numbers({ section: 'h-top' })).toEqual([
      ['# Top', 1],
      ['x2', 3],
    ]);
    expect(await fixture().text(name, { page_id, section: 'Nowhere' })).toMatch(/^INVALID_INPUT: .*h-top/);
  });

  it('remembers versions, which never change', async () => {
    versions(p('a'), p('a', 'b'), p('a', 'b', 'c'));
    const first = await numbers();
    fixture().sandbox.requests.length = 0;
    expect(await numbers()).toEqual(first);
    expect(fixture().sandbox.requests.filter(({ path }) => /version=[12]\b/.test(path))).toEqual([]);
  });

  it('has one version on a page that nobody changed', async () => {
    versions(p('only'));
    expect(await numbers()).toEqual([['only', 1]]);
  });
});
