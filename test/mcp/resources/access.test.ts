import { describe, expect, it } from '@jest/globals';
import { createMcp } from '../../../src/mcp/index.js';
import { principal, recordingAudit, recordingLogger } from '../fixtures/callers.js';
import { stubClient } from '../fixtures/stub-client.js';
import { createMemoryStore } from '../../../src/state/index.js';

const mcp = createMcp({
  confluenceClient: stubClient(),
  log: recordingLogger(),
  audit: recordingAudit(),
  claims: createMemoryStore(),
  version: '1',
  policy: { toolsets: ['default'], enabledTools: [], disabledTools: [], readOnly: false },
});

describe.each(['resources/read', 'prompts/get', 'completion/complete'])('access to %s', (method) => {
  const message = { jsonrpc: '2.0', id: 1, method, params: { name: 'summarize_page' } };

  it('needs the scope for reading; tools granted by name are not enough', () => {
    const bot = principal('none', { tools: new Set(['confluence_get_page']) });
    const refused = { kind: 'insufficient_scope', scope: 'confluence:read' };
    expect(mcp.access({ principal: principal('none') }, message)).toMatchObject(refused);
    expect(mcp.access({ principal: bot }, message)).toMatchObject(refused);
  });

  it.each(['confluence:read', 'confluence:write', 'confluence:delete'])('comes with %s', (scope) => {
    expect(mcp.access({ principal: principal(scope) }, message)).toEqual({ kind: 'allowed' });
  });
});
