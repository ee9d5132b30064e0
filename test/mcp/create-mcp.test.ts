import { describe, expect, it } from '@jest/globals';
import { expandScopes } from '../../src/auth/index.js';
import { createMcp } from '../../src/mcp/index.js';
import type { Tool, ToolPolicy } from '../../src/mcp/index.js';
import { hello } from '../../src/mcp/tools/examples/hello.js';
import { caller, principal, recordingAudit, recordingLogger } from './fixtures/callers.js';
import { serve } from './fixtures/serve.js';
import { stubClient } from './fixtures/stub-client.js';
import { createMemoryStore } from '../../src/state/index.js';

function mcpWith(policy: Partial<ToolPolicy> = {}, moreTools: readonly Tool[] = []) {
  return createMcp({
    moreTools,
    confluenceClient: stubClient(),
    log: recordingLogger(),
    audit: recordingAudit(),
    claims: createMemoryStore(),
    version: '1.2.3',
    policy: { toolsets: ['all', 'examples'], enabledTools: [], disabledTools: [], readOnly: false, ...policy },
  });
}
const call = (name: unknown) => ({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: {} } });

describe('access to a message', () => {
  it('is refused with the scope that is missing', () => {
    expect(mcpWith().access({ principal: principal('confluence:read') }, call('confluence_delete_page'))).toEqual({
      kind: 'insufficient_scope',
      scope: 'confluence:delete',
      call: { tool: 'confluence_delete_page', effect: 'delete' },
    });
    expect(mcpWith().access({ principal: principal('confluence:read') }, call('confluence_add_comment'))).toEqual({
      kind: 'insufficient_scope',
      scope: 'confluence:write',
      call: { tool: 'confluence_add_comment', effect: 'create' },
    });
  });

  it('asks who can ask for more to keep what they have, and refuses what they could never have', () => {
    const grantable = expandScopes(['confluence:write']);
    const reader = principal('confluence:read', { mode: 'oauth', grantable });
    expect(mcpWith().access({ principal: reader }, call('confluence_add_comment'))).toMatchObject({
      kind: 'insufficient_scope',
      scope: 'confluence:read confluence:write',
    });
    expect(mcpWith().access({ principal: reader }, call('confluence_delete_page'))).toMatchObject({
      kind: 'access_denied',
      scope: 'confluence:delete',
    });
    expect(mcpWith().access({ principal: principal('none') }, { method: 'resources/read' })).toEqual({
      kind: 'insufficient_scope',
      scope: 'confluence:read',
      call: { tool: 'resources/read', effect: 'read' },
    });
  });

  it('is allowed within the scope, and for a tool granted by name', () => {
    expect(mcpWith().access({ principal: principal('confluence:write') }, call('confluence_add_comment'))).toEqual({
      kind: 'allowed',
    });
    const bot = principal('none', { tools: new Set(['confluence_delete_page']) });
    expect(mcpWith().access({ principal: bot }, call('confluence_delete_page'))).toEqual({ kind: 'allowed' });
  });

  it('does not tell a tool that is off from one that does not exist', () => {
    const mcp = mcpWith({ readOnly: true });
    const nobody = principal('none');
    for (const name of ['confluence_delete_page', 'nope', '__proto__', 'constructor']) {
      expect(mcp.access({ principal: nobody }, call(name))).toEqual({ kind: 'allowed' });
    }
  });

  it.each([
    undefined,
    null,
    7,
    'x',
    [],
    {},
    { method: 'tools/call' },
    { method: 'tools/call', params: null },
    call(7),
    { method: 'tools/list' },
  ])('of %j is no matter of scopes', (message) => {
    expect(mcpWith().access({ principal: principal('none') }, message)).toEqual({ kind: 'allowed' });
  });
});

describe('a request that narrows itself', () => {
  it('shares its list with all that are left the same tools, and with no others', async () => {
    let lists = 0;
    const counted = {
      ...hello,
      name: 'counted',
      get inputSchema() {
        lists += 1;
        return {};
      },
    };
    const served = await serve(mcpWith({}, [counted]), () => caller());
    const list = async (query: string): Promise<string[]> => {
      const headers = { 'content-type': 'application/json', accept: 'application/json' };
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} });
      const answer = await fetch(`${served.mcpUrl}${query}`, { method: 'POST', headers, body });
      return ((await answer.json()) as { result: { tools: { name: string }[] } }).result.tools.map(({ name }) => name);
    };
    expect(await list('?tools=counted,hello')).toEqual(['hello', 'counted']);
    expect(await list('?toolsets=examples&exclude_tools=add_numbers')).toEqual(['hello', 'counted']);
    expect(lists).toBe(1);
    expect(await list('?tools=counted')).toEqual(['counted']);
    expect(lists).toBe(2);
    await served.close();
  });
});

describe('the server', () => {
  it('names the tools that are on', () => {
    expect(mcpWith({ toolsets: ['examples'] }).toolNames).toEqual(['hello', 'add_numbers']);
  });
});
