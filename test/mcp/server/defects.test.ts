import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Confluence } from '../../../src/confluence/index.js';
import { catalogue, createMcp, type Tool } from '../../../src/mcp/index.js';
import { createLogger } from '../../../src/observability/index.js';
import { caller, principal, recordingAudit } from '../fixtures/callers.js';
import { serve, type Served } from '../fixtures/serve.js';
import { stubClient } from '../fixtures/stub-client.js';
import { createMemoryStore } from '../../../src/state/index.js';

const secret = 'page text of others at /srv/app/dist/index.js';
/** Throws as a programming mistake would, deep inside. */
function breaksInside(): Promise<never> {
  return Promise.reject(new TypeError(`Cannot read properties of undefined (${secret})`));
}

/** A Confluence of which nothing works and nothing says so decently. */
const broken = new Proxy({}, { get: () => new Proxy({}, { get: () => breaksInside }) }) as Confluence;

let log = '';
let requests = 0;
let served: Served;
beforeAll(async () => {
  const hello = catalogue.find(({ name }) => name === 'hello') as Tool;
  const destination = new PassThrough().on('data', (chunk: Buffer) => (log += chunk.toString('utf8')));
  const logger = createLogger({ level: 'debug', destination });
  const mcp = createMcp({
    confluenceClient: { ...stubClient(), forCall: () => broken },
    moreTools: [{ ...hello, name: 'create_ticket', api: 'tickets', run: breaksInside }],
    ...{ log: logger, audit: recordingAudit(), claims: createMemoryStore(), version: '1' },
    policy: { toolsets: ['all'], enabledTools: [], disabledTools: [], readOnly: false },
  });
  const who = principal('confluence:delete', { tools: new Set(['create_ticket']) });
  served = await serve(mcp, () => caller(who, `req-${(requests += 1)}`, logger));
});
afterAll(() => served.close());

const revision = '2026-07-28';
const eras = ['2025-06-18', revision];
const page = 'confluence://page/131073';
const asked: [what: string, method: string, params: Record<string, unknown>, name: string][] = [
  [
    'a tool that reads',
    'tools/call',
    { name: 'confluence_get_page', arguments: { page_id: '131073' } },
    'confluence_get_page',
  ],
  [
    'a tool that writes',
    'tools/call',
    { name: 'confluence_add_comment', arguments: { page_id: '131073', body: 'x' } },
    'confluence_add_comment',
  ],
  ['a tool of an API', 'tools/call', { name: 'create_ticket', arguments: { name: 'x' } }, 'create_ticket'],
  ['a resource', 'resources/read', { uri: page }, page],
  ['a prompt', 'prompts/get', { name: 'summarize_page', arguments: { page_id: '131073' } }, 'summarize_page'],
];

async function ask(era: string, method: string, params: Record<string, unknown>, name: string): Promise<string> {
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': era,
    'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const answer = await fetch(served.mcpUrl, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      ...{ authorization: 'alice', 'mcp-protocol-version': era },
      ...(era === revision && { 'mcp-method': method, 'mcp-name': name }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, ...(era === revision && { _meta }) } }),
  });
  return answer.text();
}

describe.each(eras)('an exception that nobody foresaw, by %s,', (era) => {
  it.each(asked)(
    'inside %s gives the caller a reference, the log its stack, and nothing else',
    async (_what, ...call) => {
      log = '';
      const text = await ask(era, ...call);
      const [, id] = /request id (req-\d+)/.exec(text) ?? [];
      expect(text).toContain('INTERNAL: The server failed while it handled this call.');
      expect(text).not.toMatch(/Cannot read|page text|\/srv|\.[jt]s\b|TypeError|at \w+ \(/);
      const lines = log
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      const [failure, ...more] = lines.filter(({ severity }) => severity === 'ERROR');
      expect(more).toEqual([]);
      expect(failure).toMatchObject({
        request_id: id,
        stack_trace: expect.stringMatching(/TypeError[^]*breaksInside/),
      });
    },
  );
});
