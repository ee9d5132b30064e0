import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { Client as NewClient } from '@modelcontextprotocol/client';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { McpError } from '@modelcontextprotocol/sdk/types.js';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { caller } from '../fixtures/callers.js';
import { textOf, useMcpClientFixture } from '../fixtures/mcp-client.js';

const fixture = useMcpClientFixture();
const missing = 'confluence://page/999999';
const runbook = { uri: `confluence://page/${ids.paymentsRunbook}` };
const completion = {
  ref: { type: 'ref/resource', uri: 'confluence://space/{space_key}' },
  argument: { name: 'space_key', value: 'engin' },
} as const;

describe.each(['http', 'sse'])('a client of the first SDK over %s', (kind) => {
  let client: Client;

  beforeEach(async () => {
    const { served } = fixture();
    const requestInit = { headers: { authorization: 'confluence:read' } };
    const eventSourceInit = {
      fetch: (url: string | URL | Request, init?: RequestInit) =>
        fetch(url, { ...init, headers: { ...requestInit.headers, accept: 'text/event-stream' } }),
    };
    client = new Client({ name: 'test', version: '1' });
    await client.connect(
      kind === 'http'
        ? new StreamableHTTPClientTransport(served.mcpUrl, { requestInit })
        : new SSEClientTransport(served.sseUrl, { requestInit, eventSourceInit }),
    );
  });
  afterEach(() => client.close());

  it('has resources, prompts and completions', async () => {
    expect(client.getServerCapabilities()).toMatchObject({ resources: {}, prompts: {}, completions: {} });
    expect((await client.listResources()).resources.map(({ name }) => name)).toContain('ENG');
    expect((await client.listResourceTemplates()).resourceTemplates).toHaveLength(2);
    expect(textOf(await client.readResource(runbook))).toContain('<<<confluence ');
    expect((await client.listPrompts()).prompts).toHaveLength(4);
    const prompt = await client.getPrompt({ name: 'review_page', arguments: { page_id: ids.timeOff } });
    expect(prompt.messages).toMatchObject([{ content: { type: 'text' } }, { content: { type: 'resource' } }]);
    expect((await client.complete(completion)).completion.values).toEqual(['ENG']);
  });

  it('is told of a missing resource in the same way', async () => {
    await expect(client.readResource({ uri: missing })).rejects.toMatchObject({ code: -32602, data: { uri: missing } });
    await expect(client.readResource({ uri: 'x://y' })).rejects.toMatchObject({ code: -32602, data: { uri: 'x://y' } });
  });

  it.each(['x://', 'confluence://page/'])('[H5] is not told all of an address without end (%s…)', async (prefix) => {
    const uri = prefix + 'x'.repeat(500_000);
    const error = await client.readResource({ uri }).catch((thrown: unknown) => thrown as McpError);
    expect(error).toMatchObject({ code: -32602 });
    expect(JSON.stringify(error).length + (error as McpError).message.length).toBeLessThan(3_000);
  });
});

describe('a client over stdio', () => {
  it('has resources too', async () => {
    const [stdin, stdout] = [new PassThrough(), new PassThrough()];
    const session = fixture().mcp.serveStdio(caller(), { stdin, stdout });
    const client = new NewClient({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'auto' } });
    await client.connect(new StdioServerTransport(stdout, stdin));
    expect(textOf(await client.readResource(runbook))).toContain('<<<confluence ');
    expect((await client.complete(completion)).completion.values).toEqual(['ENG']);
    await client.close();
    await session.close();
  });
});
