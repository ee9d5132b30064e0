import { describe, expect, it } from '@jest/globals';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();

describe('confluence_list_spaces', () => {
  it('lists spaces with the keys that other tools ask for', async () => {
    const { spaces } = await fixture().data('confluence_list_spaces', {});
    expect(spaces.map(({ key }: { key: string }) => key)).toEqual(expect.arrayContaining(['ENG', 'HR', 'FIN']));
    expect(spaces[0]).toEqual({
      key: expect.any(String),
      name: expect.any(String),
      type: expect.any(String),
      url: expect.stringContaining('/spaces/'),
      homepage_id: expect.any(String),
    });
  });

  it('goes on with a cursor until there is no more', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await fixture().data('confluence_list_spaces', { limit: 1, ...(cursor ? { cursor } : {}) });
      expect(page.spaces).toHaveLength(1);
      seen.push(page.spaces[0].key);
      cursor = page.next_cursor;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(3);
    expect(await fixture().text('confluence_list_spaces', { limit: 1 })).toMatch(/More: call again with cursor "/);
  });

  it('finds by part of the name', async () => {
    const { spaces } = await fixture().data('confluence_list_spaces', { query: 'engin' });
    expect(spaces).toMatchObject([{ key: 'ENG' }]);
  });
});

describe('confluence_get_space', () => {
  it('gives the homepage to start from', async () => {
    expect(await fixture().data('confluence_get_space', { space_key: 'ENG' })).toMatchObject({
      key: 'ENG',
      homepage_id: '98401',
    });
    expect(await fixture().text('confluence_get_space', { space_key: 'ENG' })).toContain('homepage id 98401');
  });

  it('is NOT_FOUND for a key that is not there', async () => {
    expect(await fixture().text('confluence_get_space', { space_key: 'NOPE' })).toMatch(/^NOT_FOUND: /);
  });
});

describe('confluence_get_current_user', () => {
  it('names the account that the tools act as', async () => {
    const user = await fixture().data('confluence_get_current_user', {});
    expect(user).toMatchObject({ id: expect.any(String), name: 'MCP Service' });
    expect(await fixture().text('confluence_get_current_user', {})).toContain('MCP Service (id ');
  });
});
