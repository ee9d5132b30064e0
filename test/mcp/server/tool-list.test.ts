import { describe, expect, it } from '@jest/globals';
import { expandScopes } from '../../../src/auth/index.js';
import { catalogue } from '../../../src/mcp/index.js';
import { createToolLists } from '../../../src/mcp/server/tool-list.js';
import type { Principal } from '../../../src/auth/index.js';
import { principal } from '../fixtures/callers.js';

const listsOf = createToolLists(new Map(catalogue.map((tool) => [tool.name, tool])));
const lists = (who: Principal) => listsOf({ principal: who });

describe('the list of tools', () => {
  it('holds what the caller may use, in catalogue order', () => {
    const names = lists(principal('confluence:write')).map(({ name }) => name);
    const allowed = catalogue.filter(({ effect }) => effect !== 'delete').map(({ name }) => name);
    expect(names).toEqual(allowed);
  });

  it('holds as well what the caller could ask for', () => {
    const grantable = expandScopes(['confluence:write']);
    const names = lists(principal('confluence:read', { mode: 'oauth', grantable })).map(({ name }) => name);
    expect(names).toContain('confluence_update_page');
    expect(names).not.toContain('confluence_delete_page');
  });

  it('is the very same object for callers who see the same tools', () => {
    expect(lists(principal('confluence:read', { id: 'a' }))).toBe(lists(principal('confluence:read', { id: 'b' })));
    expect(lists(principal('confluence:read'))).not.toBe(lists(principal('confluence:write')));
  });

  it('stays right when more kinds of callers come than are remembered', () => {
    const names = catalogue.map(({ name }) => name);
    for (let kind = 0; kind < 300; kind += 1) {
      const granted = names.filter((_name, index) => (kind >> (index % 9)) & 1);
      const seen = lists(principal('none', { tools: new Set(granted) })).map(({ name }) => name);
      expect(seen).toEqual(granted);
    }
  });

  it('is empty for a caller without any right', () => {
    expect(lists(principal('none'))).toEqual([]);
  });
});
