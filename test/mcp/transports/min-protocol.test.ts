import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { modernClient, oldHttpClient, oldSseClient } from '../../support/clients.js';
import { startTestService, type TestService } from '../../support/service.js';
import { principal } from '../fixtures/callers.js';

let service: TestService;
let token: string;

async function open(oldest: string, transport: 'http' | 'sse' = 'http'): Promise<void> {
  service = await startTestService({ env: { MCP_MIN_PROTOCOL: oldest }, transport });
  token = await service.token();
}

interface Answer {
  status: number;
  error?: { code: number; message: string; data?: { supported: string[]; requested: string } };
}

async function post(method: string, params: object, version?: string): Promise<Answer> {
  const response = await fetch(service.url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(version !== undefined && { 'mcp-protocol-version': version }),
      ...(version === '2026-07-28' && { 'mcp-method': method }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 7, method, params }),
  });
  const text = await response.text();
  const json = text.startsWith('{') ? text : (/^data: (\{.*)$/m.exec(text)?.[1] ?? '{}');
  return { status: response.status, ...(JSON.parse(json) as object) };
}

const handshake = (protocolVersion: string) =>
  post('initialize', { protocolVersion, capabilities: {}, clientInfo: { name: 'x', version: '1' } });
const envelope = (version: string) => ({
  _meta: {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientInfo': { name: 'x', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  },
});

describe('with MCP_MIN_PROTOCOL=2025-06-18', () => {
  beforeAll(() => open('2025-06-18', 'sse'));
  afterAll(() => service.close());

  it.each(['2025-06-18', '2025-11-25'])('serves %s', async (version) => {
    expect(await handshake(version)).toMatchObject({ status: 200 });
    expect(await post('tools/list', {}, version)).toMatchObject({ status: 200 });
  });

  it('serves 2026-07-28', async () => {
    expect(await post('tools/list', envelope('2026-07-28'), '2026-07-28')).toMatchObject({ status: 200 });
    const client = await modernClient(service.url, token);
    expect(client.protocolVersion).toBe('2026-07-28');
    await client.close();
  });

  it.each(['2025-03-26', '2024-11-05', '1999-01-01', 'bogus'])('refuses %s as each era asks', async (version) => {
    const data = { supported: ['2026-07-28', '2025-11-25', '2025-06-18'], requested: version };
    expect(await handshake(version)).toMatchObject({ status: 400, error: { code: -32602, data } });
    expect(await post('tools/list', {}, version)).toMatchObject({ status: 400, error: { code: -32000, data } });
    expect(await post('tools/list', envelope(version), version)).toMatchObject({
      status: 400,
      error: { code: -32022, data },
    });
  });

  it('refuses a request that says nothing, which is one of 2025-03-26', async () => {
    const error = { data: { requested: '2025-03-26' } };
    expect(await post('tools/list', {})).toMatchObject({ status: 400, error });
  });

  it('lets clients in that negotiate, over either transport', async () => {
    for (const connect of [oldHttpClient(service.url, token), oldSseClient(service.origin, token)]) {
      const client = await connect;
      expect((await client.listTools()).length).toBeGreaterThan(5);
      await client.close();
    }
  });
});

describe('with MCP_MIN_PROTOCOL=2026-07-28', () => {
  beforeAll(() => open('2026-07-28'));
  afterAll(() => service.close());

  it('serves nobody who shakes hands, over HTTP and over stdio', async () => {
    expect(await handshake('2025-11-25')).toMatchObject({
      status: 400,
      error: { data: { supported: ['2026-07-28'] } },
    });
    const client = await modernClient(service.url, token);
    expect((await client.listTools()).length).toBeGreaterThan(5);
    await client.close();

    const [stdin, stdout] = [new PassThrough(), new PassThrough()];
    const caller = { principal: principal(), requestId: 'r', log: service.services.log };
    const session = (await service.services.mcp.get()).serveStdio(caller, { stdin, stdout });
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'x', version: '1' } };
    stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params })}\n`);
    const [line] = (
      await new Promise<string>((resolve) => {
        stdout.once('data', (chunk: Buffer) => resolve(String(chunk)));
      })
    ).split('\n');
    expect(JSON.parse(line ?? '')).toMatchObject({ id: 1, error: { message: expect.stringMatching(/protocol/i) } });
    await session.close();
  });
});
