import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../../src/sandbox/seed/ids.js';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();

describe('confluence_get_space_page_tree', () => {
  const tree = (args: Record<string, unknown> = {}) =>
    fixture().data('confluence_get_space_page_tree', { space_key: 'ENG', ...args });

  it('lists the pages of a space as a tree', async () => {
    const { pages } = await tree();
    expect(pages[0]).toMatchObject({ id: ids.engineeringHome, parent_id: null, depth: 1, has_children: true });
    expect(pages).toContainEqual(expect.objectContaining({ id: ids.securityIncident, depth: 3 }));
    const text = await fixture().text('confluence_get_space_page_tree', { space_key: 'eng' });
    expect(text).toContain(`\n- Engineering (id ${ids.engineeringHome}, has children)\n  - `);
  });

  it('goes only as deep as it is told', async () => {
    expect((await tree({ depth: 1 })).pages.map(({ depth }: { depth: number }) => depth)).toEqual([1]);
  });

  it('goes on with a cursor until every page was there once', async () => {
    const whole = (await tree()).pages.map(({ id }: { id: string }) => id);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const part = await tree({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...part.pages.map(({ id }: { id: string }) => id));
      cursor = part.next_cursor;
    } while (cursor !== undefined && seen.length < 100);
    expect(seen).toEqual(whole);
    expect(await fixture().text('confluence_get_space_page_tree', { space_key: 'ENG', limit: 2 })).toContain(
      'More: call again with cursor',
    );
  });
});

describe('confluence_search_user', () => {
  it('finds people by a part of their name', async () => {
    const { users } = await fixture().data('confluence_search_user', { query: 'Weber' });
    expect(users).toEqual([expect.objectContaining({ name: 'Jonas Weber', id: expect.stringMatching(/^712020:/) })]);
    expect(await fixture().text('confluence_search_user', { query: '田中' })).toContain('- 田中 由紀 (id ');
  });

  it('says so when there is nobody of that name', async () => {
    expect(await fixture().data('confluence_search_user', { query: 'Zebulon' })).toEqual({ users: [] });
    expect(await fixture().text('confluence_search_user', { query: 'Zebulon' })).toMatch(/^Nobody found\./);
  });

  it('takes quotes in a name for text', async () => {
    const text = await fixture().text('confluence_search_user', { query: 'Weber" or type = page or title ~ "x' });
    expect(text).not.toContain('Amina');
  });
});
