import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../../../src/mcp/index.js';
import type { ToolPolicy } from '../../../src/mcp/index.js';
import { mayUse, toolsThatAreOn } from '../../../src/mcp/server/policy.js';
import { toolsetOf } from '../../../src/mcp/tools/toolsets.js';
import { principal } from '../fixtures/callers.js';

const policy = (over: Partial<ToolPolicy> = {}): ToolPolicy => ({
  toolsets: ['default'],
  enabledTools: [],
  disabledTools: [],
  readOnly: false,
  ...over,
});
const on = (over: Partial<ToolPolicy>): string[] => [...toolsThatAreOn(catalogue, policy(over)).keys()];
const byName = (name: string) => catalogue.find((tool) => tool.name === name) ?? catalogue[0]!;

describe('the tools that are on', () => {
  it('are by default everything but the examples', () => {
    expect(on({})).toContain('confluence_search');
    expect(on({})).not.toContain('hello');
    expect(on({ toolsets: ['all'] })).not.toContain('hello');
  });

  it('are those of the named toolsets', () => {
    const named = Object.entries(toolsetOf).filter(([, toolset]) => toolset === 'labels' || toolset === 'examples');
    expect(on({ toolsets: ['labels', 'examples'] })).toEqual(named.map(([name]) => name));
    expect(named.map(([name]) => name)).toEqual(expect.arrayContaining(['confluence_get_labels', 'hello']));
    expect(on({ toolsets: [] })).toEqual([]);
  });

  it('are narrowed by an allow list and by a deny list together', () => {
    const enabledTools = ['confluence_get_page', 'confluence_search', 'hello'];
    expect(on({ enabledTools, disabledTools: ['confluence_search'] })).toEqual(['confluence_get_page']);
  });

  it('hold no writer in read-only mode, however they are named', () => {
    const names = on({
      toolsets: ['all', 'examples'],
      readOnly: true,
      enabledTools: catalogue.map(({ name }) => name),
    });
    expect(names.length).toBeGreaterThan(5);
    expect(names.map((name) => byName(name).effect)).toEqual(names.map(() => 'read'));
  });
});

describe('a principal', () => {
  it('may use what its scope covers', () => {
    expect(mayUse(principal('confluence:read'), byName('confluence_get_page'))).toBe(true);
    expect(mayUse(principal('confluence:read'), byName('confluence_create_page'))).toBe(false);
    expect(mayUse(principal('confluence:write'), byName('confluence_update_page'))).toBe(true);
    expect(mayUse(principal('confluence:write'), byName('confluence_delete_page'))).toBe(false);
    expect(mayUse(principal('confluence:delete'), byName('confluence_delete_page'))).toBe(true);
  });

  it('may use a tool that was granted by name, and no other with it', () => {
    const bot = principal('none', { tools: new Set(['confluence_add_labels']) });
    expect(mayUse(bot, byName('confluence_add_labels'))).toBe(true);
    expect(mayUse(bot, byName('confluence_get_labels'))).toBe(false);
  });
});
