import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { Client } from '@modelcontextprotocol/client';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { serveStdio } from '../../src/serve.js';
import {
  modernClient,
  oldHttpClient,
  oldSseClient,
  textOf,
  type AnyClient,
  type ToolAnswer,
} from '../support/clients.js';
import { startTestService, type TestService } from '../support/service.js';

let service: TestService;
let token: string;

beforeAll(async () => {
  service = await startTestService({ transport: 'sse', env: { STRUCTURED_OUTPUT: 'always' } });
  token = await service.token();
});
afterAll(() => service.close());

/** A client at the other end of a pair of pipes; the transport class reads and writes any streams. */
async function stdioClient(): Promise<AnyClient> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const session = serveStdio(service.services, { stdin: toServer, stdout: toClient });
  const client = new Client({ name: 'stdio', version: '1' }, { versionNegotiation: { mode: 'auto' } });
  await client.connect(new StdioServerTransport(toClient, toServer));
  return {
    listTools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: (name, args) => client.callTool({ name, arguments: args }) as Promise<ToolAnswer>,
    close: async () => {
      await client.close();
      toServer.end();
      await session.ended;
    },
  };
}

/** One story over many tools; each step needs the ones before. */
async function liveALife(client: AnyClient, title: string): Promise<void> {
  const ok = async (name: string, args: Record<string, unknown>): Promise<Record<string, unknown>> => {
    const answer = await client.call(name, args);
    if (answer.isError) throw new Error(`${name}: ${textOf(answer)}`);
    return answer.structuredContent as Record<string, unknown>;
  };
  const content = `Written over a wire.\n\n- one\n- two ${title}`;
  const page = await ok('confluence_create_page', { space_key: 'ENG', title, content, labels: ['draft'] });
  const page_id = page['id'] as string;

  await ok('confluence_add_labels', { page_id, labels: ['reviewed'] });
  expect(await ok('confluence_get_labels', { page_id })).toMatchObject({
    labels: [{ name: 'draft' }, { name: 'reviewed' }],
  });

  const comment = await ok('confluence_add_comment', { page_id, body: 'Looks **good**.' });
  const comments = await ok('confluence_get_comments', { page_id });
  expect(comments['comments']).toMatchObject([{ page_id, location: 'footer', body: 'Looks **good**.' }]);

  const found = await ok('confluence_search', { query: `title = "${title}"` });
  expect(found['results']).toMatchObject([{ id: page_id, title }]);

  const read = await ok('confluence_get_page', { page_id });
  const edited = (read['content'] as string).replace('over a wire', 'over another wire');
  const change = { page_id, content: edited, expected_version: read['version'] };
  expect(await ok('confluence_update_page', change)).toMatchObject({ changed: true, version: 2 });
  expect((await ok('confluence_get_page', { page_id }))['content']).toContain('over another wire');

  const stale = await client.call('confluence_update_page', {
    ...change,
    content: `${edited} Again.`,
    expected_version: 9,
  });
  expect(textOf(stale)).toMatch(/^(VERSION_CONFLICT|INVALID_INPUT)/);

  await ok('confluence_delete_comment', { comment_id: comment['id'] });
  await ok('confluence_remove_labels', { page_id, labels: ['draft', 'reviewed'] });
  await ok('confluence_delete_page', { page_id });
  expect(await ok('confluence_get_page', { page_id })).toMatchObject({ status: 'trashed' });
  await ok('confluence_delete_page', { page_id, purge: true });
  expect(textOf(await client.call('confluence_get_page', { page_id }))).toMatch(/^NOT_FOUND/);
}

describe('a page, its comment and its label, made, searched, changed and deleted', () => {
  it('through the 1.x SDK over streamable HTTP', async () => {
    const client = await oldHttpClient(service.url, token);
    await liveALife(client, 'Life over HTTP');
    await client.close();
  });

  it('through the 1.x SDK over HTTP+SSE', async () => {
    const client = await oldSseClient(service.origin, token);
    await liveALife(client, 'Life over SSE');
    await client.close();
  });

  it('through the 2.x client in revision 2026-07-28', async () => {
    const client = await modernClient(service.url, token);
    expect(client.protocolVersion).toBe('2026-07-28');
    await liveALife(client, 'Life over the newest revision');
    await client.close();
  });

  it('over stdio', async () => {
    const client = await stdioClient();
    await liveALife(client, 'Life over stdio');
    await client.close();
  });
});

describe('every transport', () => {
  it('lists the same tools in the same order', async () => {
    const clients = [
      await oldHttpClient(service.url, token),
      await oldSseClient(service.origin, token),
      await modernClient(service.url, token),
      await stdioClient(),
    ];
    const lists = await Promise.all(clients.map((client) => client.listTools()));
    expect(lists[0]?.length).toBeGreaterThan(15);
    for (const list of lists) expect(list).toEqual(lists[0]);
    await Promise.all(clients.map((client) => client.close()));
  });

  it('answers both slash forms of the endpoint without a redirect', async () => {
    for (const path of ['/mcp-server/mcp', '/mcp-server/mcp/']) {
      const response = await fetch(new URL(path, service.origin), {
        method: 'POST',
        redirect: 'error',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
        },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
      });
      expect(response.status).toBe(200);
    }
  });
});

describe('two hundred concurrent callers with the same JSON-RPC id', () => {
  it('never see each other’s answers', async () => {
    const ask = async (n: number): Promise<string> => {
      const response = await fetch(service.url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await service.token('confluence:read', { subject: `caller-${n}` })}`,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
        },
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 7,
          method: 'tools/call',
          params: { name: 'add_numbers', arguments: { a: n, b: 1000 } },
        }),
      });
      return response.text();
    };
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => ask(n)));
    for (const [n, answer] of answers.entries()) {
      const others = answers.filter((other) => other.includes(String(n + 1000)));
      expect(answer).toContain(String(n + 1000));
      expect(others).toHaveLength(1);
    }
  });
});
