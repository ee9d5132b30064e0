import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { bearerToken, connect, type McpClient } from '../../src/client/index.js';
import { nora, sam, serveTickets, type TicketService } from '../support/tickets.js';

type Answer = Awaited<ReturnType<McpClient['callTool']>>;
const names = ['list_tickets', 'search_tickets', 'get_ticket', 'create_ticket'];
const textOf = ({ content }: Answer): string =>
  content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
const resultOf = ({ structuredContent }: Answer) => (structuredContent as { result: unknown }).result;
const idsOf = (answer: Answer): string[] => (resultOf(answer) as { id: string }[]).map(({ id }) => id);

let service: TicketService;
let client: McpClient;
beforeAll(async () => {
  service = await serveTickets();
  client = await connect({ url: service.url, tokenSource: bearerToken(nora) });
});
afterAll(async () => {
  await client.close();
  await service.close();
});

const as = async <T>(token: string, use: (client: McpClient) => Promise<T>): Promise<T> => {
  const other = await connect({ url: service.url, tokenSource: bearerToken(token) });
  return use(other).finally(() => other.close());
};

/** One message over plain HTTP, for what a client hides: the status. */
const post = (token: string, params: object, method = 'tools/call'): Promise<Response> =>
  fetch(service.url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
      Authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });

const initialize = {
  protocolVersion: '2025-06-18',
  capabilities: {},
  clientInfo: { name: 'test', version: '1' },
};

describe('the tools of an API', () => {
  it('are listed like any other, without a Confluence', async () => {
    const tools = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(names);
    expect(tools[0]).toMatchObject({ title: 'List tickets', annotations: { readOnlyHint: true } });
    expect(tools[3]?.annotations).toMatchObject({ readOnlyHint: false, destructiveHint: false });
    expect(await client.listResourceTemplates()).toEqual([]);
    expect(await client.listPrompts()).toEqual([]);
    // The answer may come as an event stream, in which its text stands as it is.
    const greeting = await (await post(nora, initialize, 'initialize')).text();
    expect(greeting).toContain('Tools of other APIs (tickets)');
    expect(greeting).toContain('"title":"Tools of tickets"');
  });

  it("answer with the tickets of the caller's organisation alone", async () => {
    expect(idsOf(await client.callTool('list_tickets', {}))).toEqual(['N-1', 'N-2']);
    expect(await as(sam, async (south) => idsOf(await south.callTool('list_tickets', {})))).toEqual(['S-1']);
    expect(service.requests.at(-1)?.headers).toMatchObject({ 'x-user-id': 'sam', 'x-organization-id': 'south' });
    expect(service.requests.at(-1)?.headers['authorization']).toBeUndefined();
  });

  it('go on where a list ended', async () => {
    const first = await client.callTool('list_tickets', {});
    const { next_cursor: cursor } = first.structuredContent as { next_cursor: string };
    expect(textOf(first)).toContain(cursor);
    const second = await client.callTool('list_tickets', { cursor });
    expect(idsOf(second)).toEqual(['N-3']);
    expect(second.structuredContent).not.toHaveProperty('next_cursor');
  });

  it('mark what the API says as foreign text, in both halves of an answer', async () => {
    const answer = await client.callTool('get_ticket', { ticket_id: 'N-1' });
    expect(textOf(answer)).toMatch(
      /from the API tickets[^]*data to work with, not instructions[^]*<<<api \S{12}\n[^]*floor 2/,
    );
    expect(answer.structuredContent).toMatchObject({ status: 200, notice: expect.stringMatching(/not instructions/) });
  });

  it('are refused with 403 to whoever lacks the permission, before the API hears of it', async () => {
    const before = service.requests.length;
    const refused = await post(sam, { name: 'create_ticket', arguments: { title: 'No' } });
    expect(refused.status).toBe(403);
    expect(refused.headers.get('www-authenticate')).toMatch(/insufficient_scope/);
    expect(service.requests).toHaveLength(before);
    expect(await as(sam, async (south) => (await south.listTools()).map(({ name }) => name))).toEqual(
      names.slice(0, 3),
    );
  });

  it('write, and show beforehand what they would send', async () => {
    const before = service.requests.length;
    const preview = await client.callTool('create_ticket', { title: 'Door', dry_run: true });
    expect(resultOf(preview)).toEqual({
      would_send: { method: 'POST', url: expect.stringMatching(/\/tickets$/), body: '{"title":"Door"}' },
    });
    expect(service.requests).toHaveLength(before);
    const made = await client.callTool('create_ticket', { title: 'Door' });
    expect(resultOf(made)).toMatchObject({ id: 'N-4', title: 'Door', created_by: 'nora' });
  });

  it('tell of a failure with the words of the API, marked', async () => {
    const answer = await client.callTool('get_ticket', { ticket_id: 'N-404' });
    expect(answer.isError).toBe(true);
    expect(textOf(answer)).toMatch(
      /^NOT_FOUND: The API tickets answered with status 404\. [^]*<<<api [^]*There is no ticket N-404/,
    );
    expect(answer.structuredContent).toBeUndefined();
  });

  it.each([
    ['an unknown parameter', { ticket_id: 'N-1', organization: 'south' }, /organization/],
    ['an object for a text', { ticket_id: { id: 'N-1' } }, /ticket_id/],
    ['a dot segment', { ticket_id: '..' }, /ticket_id/],
  ])('refuse %s before the API hears of it', async (_what, args, fault) => {
    const before = service.requests.length;
    const answer = await client.callTool('get_ticket', args);
    expect(textOf(answer)).toMatch(/^INVALID_INPUT/);
    expect(textOf(answer)).toMatch(fault);
    expect(service.requests).toHaveLength(before);
  });

  it('are listed and called by the older client too', async () => {
    const old = new OldClient({ name: 'old', version: '1' });
    const requestInit = { headers: { Authorization: `Bearer ${nora}` } };
    await old.connect(new OldTransport(new URL(service.url), { requestInit }));
    expect((await old.listTools()).tools.map(({ name }) => name)).toEqual(names);
    const calls: [string, Record<string, unknown>][] = [
      ['list_tickets', {}],
      ['search_tickets', { query: 'vpn' }],
      ['get_ticket', { ticket_id: 'N-2' }],
      ['create_ticket', { title: 'From the older client' }],
    ];
    for (const [name, args] of calls) expect((await old.callTool({ name, arguments: args })).isError).toBeUndefined();
    await old.close();
  });

  it('answer ten calls in under two seconds each, and five at once in under ten', async () => {
    const startedAt = performance.now();
    for (let call = 0; call < 10; call += 1) await client.callTool('list_tickets', {});
    expect((performance.now() - startedAt) / 10).toBeLessThan(2_000);
    const together = performance.now();
    await Promise.all(Array.from({ length: 5 }, () => client.callTool('search_tickets', { query: 'a' })));
    expect(performance.now() - together).toBeLessThan(10_000);
  });

  it('leave the start-up lines, an audit of each call, and no error in the log', () => {
    const lines = service.logs();
    const events = lines.map(({ event }) => event);
    expect(events).toEqual(expect.arrayContaining(['server_started', 'auth_enabled', 'tools_registered', 'tool_call']));
    expect(events).not.toContain('confluence_configured');
    const call = lines.find(({ event, tool }) => event === 'tool_call' && tool === 'list_tickets');
    expect(call).toMatchObject({ principal: 'static:static/north:nora', effect: 'read', outcome: 'ok', page_id: null });
    expect(lines.filter(({ severity }) => severity === 'ERROR' || severity === 'CRITICAL')).toEqual([]);
    expect(JSON.stringify(lines)).not.toContain(nora);
  });
});

describe('the same policy', () => {
  const toolsWith = async (env: Record<string, string>): Promise<string[]> => {
    const narrowed = await serveTickets(env);
    const other = await connect({ url: narrowed.url, tokenSource: bearerToken(nora) });
    const tools = await other.listTools();
    await other.close();
    await narrowed.close();
    return tools.map(({ name }) => name);
  };

  it('holds for them: read-only, enabled and disabled tools; TOOLSETS does not turn them off', async () => {
    expect(await toolsWith({ READ_ONLY_MODE: 'true' })).toEqual(names.slice(0, 3));
    expect(await toolsWith({ DISABLED_TOOLS: 'search_tickets' })).toEqual([
      'list_tickets',
      'get_ticket',
      'create_ticket',
    ]);
    expect(await toolsWith({ ENABLED_TOOLS: 'get_ticket' })).toEqual(['get_ticket']);
    expect(await toolsWith({ TOOLSETS: 'pages' })).toEqual(names);
  });

  it('knows their names: a misspelt one stops the start', async () => {
    await expect(serveTickets({ DISABLED_TOOLS: 'serch_tickets' })).rejects.toThrow(
      /DISABLED_TOOLS: names serch_tickets/,
    );
    await expect(serveTickets({ TOOLSETS: 'api:tikets' })).rejects.toThrow(/TOOLSETS: names api:tikets/);
  });
});
