import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../../../src/mcp/index.js';
import { toolsetOf } from '../../../src/mcp/tools/toolsets.js';
import { optionHeaders, readRequestOptions } from '../../../src/mcp/server/request-options.js';

const read = (rawHeaders: string[], url = '/mcp') => readRequestOptions({ rawHeaders, url }, catalogue);
const left = (rawHeaders: string[], url = '/mcp') =>
  catalogue.filter((tool) => read(rawHeaders, url)?.allows(tool)).map(({ name }) => name);
const namesIn = (...toolsets: string[]) =>
  Object.entries(toolsetOf).flatMap(([name, toolset]) => (toolsets.includes(toolset) ? [name] : []));

describe('the options of a request', () => {
  it('are none when it names none', () => {
    expect(read(['accept', '*/*', 'authorization', 'x'])).toBeUndefined();
  });

  it('narrow by header, in any case of its name', () => {
    expect(left(['x-mcp-READONLY', 'true'])).toEqual(
      catalogue.filter(({ effect }) => effect === 'read').map(({ name }) => name),
    );
    expect(left(['X-MCP-Tools', 'confluence_search, hello'])).toEqual(['confluence_search', 'hello']);
    expect(left(['X-MCP-Toolsets', 'labels,examples'])).toEqual(namesIn('labels', 'examples'));
    expect(left(['X-MCP-Toolsets', 'default'])).not.toContain('confluence_list_tasks');
    expect(left(['X-MCP-Exclude-Tools', 'confluence_search'])).not.toContain('confluence_search');
    expect(left(['X-MCP-Readonly', 'false'])).toHaveLength(catalogue.length);
    expect(left(['X_MCP_EXCLUDE_TOOLS', 'confluence_search'])).not.toContain('confluence_search');
  });

  it('narrow by query for clients that cannot send headers', () => {
    const readers = catalogue.filter(({ effect }) => effect === 'read').map(({ name }) => name);
    const expected = namesIn('labels').filter((name) => readers.some((reader) => reader === name));
    expect(left([], '/mcp?readonly=1&toolsets=labels')).toEqual(expected);
    expect(expected).toContain('confluence_get_labels');
    expect(read([], '/mcp?structured=always&spaces=ENG,~amina')).toMatchObject({
      form: 'always',
      spaces: [new Set(['ENG', '~amina'])],
    });
  });

  it('[H21] are met by both where they are given twice', () => {
    expect(left(['X-MCP-Tools', 'hello,add_numbers'], '/mcp?tools=hello,confluence_search')).toEqual(['hello']);
    expect(left(['X-MCP-Tools', 'hello', 'X-MCP-Tools', 'add_numbers'])).toEqual([]);
    expect(read(['X-MCP-Spaces', 'ENG'], '/mcp?spaces=HR')?.spaces).toHaveLength(2);
    expect(left(['X_MCP_TOOLS', 'hello', 'X-MCP-Tools', 'add_numbers'])).toEqual([]);
  });

  // A misspelt narrowing must never mean all rights.
  it.each([
    [['X-MCP-Read-Only', 'true'], '/mcp', /x-mcp-read-only: known are X-MCP-Readonly, /],
    [['X-MCP-Readonly', 'maybe'], '/mcp', /X-MCP-Readonly: expected true or false/],
    [['X-MCP-Readonly', ''], '/mcp', /X-MCP-Readonly/],
    [['X-MCP-Tools', ''], '/mcp', /X-MCP-Tools: expected names/],
    [['X-MCP-Tools', 'hello,,'], '/mcp', /X-MCP-Tools/],
    [['X-MCP-Tools', 'confluence_serch'], '/mcp', /there is no "confluence_serch"/],
    [['X-MCP-Exclude-Tools', 'constructor'], '/mcp', /there is no "constructor"/],
    [['X-MCP-Toolsets', 'page'], '/mcp', /there is no "page"/],
    [['X-MCP-Spaces', 'A B'], '/mcp', /X-MCP-Spaces: expected space keys/],
    [[], '/mcp?read_only=true', /query parameter "read_only": known are readonly, /],
    [[], '/mcp?tools', /tools: expected names/],
    [[], '/mcp??readonly=true', /query parameter "\?readonly": known are/],
    [[], '/mcp?readonly=true?spaces=ENG', /readonly: expected true or false/],
    [['X-MCP-Structured', 'sometimes'], '/mcp', /expected one of auto, always, never/],
    [['X-MCP-Structured', 'auto'], '/mcp?structured=never', /given twice/],
  ])('[H21] are refused: %j %s', (headers, url, reason) => {
    expect(() => read(headers, url)).toThrow(reason);
  });

  it('have names that browsers may send', () => {
    expect(optionHeaders).toEqual([
      'X-MCP-Readonly',
      'X-MCP-Toolsets',
      'X-MCP-Tools',
      'X-MCP-Exclude-Tools',
      'X-MCP-Spaces',
      'X-MCP-Structured',
    ]);
  });
});
