import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createMcp } from '../../../src/mcp/index.js';
import type { Mcp } from '../../../src/mcp/index.js';
import { caller, recordingAudit, recordingLogger } from '../fixtures/callers.js';
import { serve } from '../fixtures/serve.js';
import type { Served } from '../fixtures/serve.js';
import { stubClient } from '../fixtures/stub-client.js';
import { createMemoryStore } from '../../../src/state/index.js';

let served: Served;
let mcp: Mcp;
let reached: Promise<void>;
let finish: () => void = () => undefined;

beforeEach(async () => {
  let arrive: () => void = () => undefined;
  reached = new Promise((resolve) => (arrive = resolve));
  const held = new Promise<void>((resolve) => (finish = resolve));
  const users = {
    current: async () => {
      arrive();
      await held;
      return { id: '1', name: 'Ada', email: null };
    },
  };
  const policy = { toolsets: ['all'], enabledTools: [], disabledTools: [], readOnly: false };
  const confluenceClient = stubClient({ users } as never);
  mcp = createMcp({
    confluenceClient,
    audit: recordingAudit(),
    log: recordingLogger(),
    claims: createMemoryStore(),
    version: '1',
    policy,
  });
  served = await serve(mcp, () => caller());
});
afterEach(() => served.close());

const call = { jsonrpc: '2.0', id: 9, method: 'tools/call', params: { name: 'confluence_get_current_user' } };
const post = (url: URL, body: object, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: JSON.stringify(body),
  });

describe('an orderly stop', () => {
  it('ends an SSE stream once its call is answered', async () => {
    const stream = await fetch(served.sseUrl);
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    const path = /data: (\S+)/.exec((await reader?.read())?.value ?? '')?.[1] ?? '';
    await post(new URL(path, served.origin), call);
    await reached;
    mcp.endStreams();
    finish();
    let rest = '';
    for (let chunk = await reader?.read(); chunk?.done === false; chunk = await reader?.read()) rest += chunk.value;
    expect(rest).toContain('"id":9');
    expect(rest).toContain('Ada');
  });

  it('ends a subscription, and lets a call in flight finish', async () => {
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    const headers = (method: string, name?: string) => ({
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      ...(name === undefined ? {} : { 'mcp-name': name }),
    });
    const listen = { jsonrpc: '2.0', id: 1, method: 'subscriptions/listen', params: { _meta, notifications: {} } };
    const stream = await post(served.mcpUrl, listen, headers('subscriptions/listen'));
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    const inFlight = post(
      served.mcpUrl,
      { ...call, params: { ...call.params, _meta } },
      headers('tools/call', call.params.name),
    );
    await reached;
    mcp.endStreams();
    expect(await stream.text()).toContain('notifications/subscriptions/acknowledged');
    finish();
    expect(await (await inFlight).text()).toContain('Ada');
  });
});
