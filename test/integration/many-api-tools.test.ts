/** What an operator's own tools cost everybody else, and what of a call reaches the API. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bearerToken, connect, type McpClient } from '../../src/client/index.js';
import { answer, ApiServer, folderWith } from '../api/api-server.js';
import { nora, serveApiTools } from '../support/tickets.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';

const tokens = folderWith({
  'tokens.json': JSON.stringify({
    [nora]: { user_id: 'nora', organization_id: 'north', permissions: ['confluence:delete'] },
  }),
});

/** Two APIs with this many tools each, in the shape that definitions have. */
function definitions(origin: string, toolsOfEach: number): string {
  const tool = (api: string, index: number) => [
    `${api}_tool_${String(index)}`,
    {
      title: `Tool ${String(index)} of ${api}`,
      description: 'Change one thing of the many that this API knows, by its id.',
      effect: 'update',
      input: {
        properties: {
          thing_id: { type: 'string', description: 'Id of the thing.' },
          owner: {
            anyOf: [{ type: 'string' }, { type: 'null' }],
            description: 'Its owner; null takes the owner away.',
          },
          note: { type: 'string', description: 'Why.' },
        },
        required: ['thing_id'],
      },
      method: 'PATCH',
      path: '/things/{thing_id}',
    },
  ];
  const api = (name: string) => [
    name,
    {
      base_url: origin,
      credentials: 'none',
      tools: Object.fromEntries(Array.from({ length: toolsOfEach }, (_, index) => tool(name, index))),
    },
  ];
  return JSON.stringify({ apis: Object.fromEntries([api('stock'), api('people')]) });
}

const api = new ApiServer();
let sandbox: Sandbox;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  sandbox = await startSandbox();
  await api.start();
});
afterAll(async () => {
  for (const close of closing) await close();
  api.stop();
  await sandbox.close();
});

function serve(toolsOfEach: number): Promise<string> {
  return serveFile(toolsOfEach === 0 ? undefined : definitions(api.origin, toolsOfEach));
}

/** Serves Confluence and, with a definitions file, its tools. */
async function serveFile(file: string | undefined): Promise<string> {
  const service = await serveApiTools({
    CONFLUENCE_URL: sandbox.url,
    CONFLUENCE_DEPLOYMENT: 'cloud',
    CONFLUENCE_USERNAME: sandbox.credentials.username,
    CONFLUENCE_API_TOKEN: sandbox.credentials.apiToken,
    AUTH_MODES: 'static',
    STATIC_TOKENS_FILE: `${tokens}/tokens.json`,
    ...(file !== undefined && { API_TOOLS_FILE: `${folderWith({ 'api-tools.json': file })}/api-tools.json` }),
  });
  closing.push(() => service.close());
  return service.url;
}

async function clientOf(url: string): Promise<McpClient> {
  const client = await connect({ url, tokenSource: bearerToken(nora) });
  closing.unshift(() => client.close());
  return client;
}

/** Least CPU of one list among several, in milliseconds: what else this machine does can only add to it. */
async function cpuOfList(url: string): Promise<number> {
  const list = async (): Promise<void> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream',
        Authorization: `Bearer ${nora}`,
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }),
    });
    await response.arrayBuffer();
  };
  for (let warm = 0; warm < 20; warm += 1) await list();
  const rounds: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    const before = process.cpuUsage();
    for (let call = 0; call < 10; call += 1) await list();
    const { user, system } = process.cpuUsage(before);
    rounds.push((user + system) / 10_000);
  }
  return Math.min(...rounds);
}

const sizeOf = (tools: readonly object[]): number => JSON.stringify(tools).length;
const isOwn = ({ name }: { name: string }): boolean => name.startsWith('confluence_');

describe('a hundred tools of other APIs', () => {
  it('leave the definitions of Confluence as they are, and add no more than their own', async () => {
    const [bare, full] = [await clientOf(await serve(0)), await clientOf(await serve(50))];
    const [alone, together] = [await bare.listTools(), await full.listTools()];
    expect(together.filter(isOwn)).toEqual(alone);
    const others = together.filter((tool) => !isOwn(tool));
    expect(others).toHaveLength(100);
    expect(sizeOf(others) / 100).toBeLessThan(1_500);
  });

  it('make a list as much dearer as it is longer, and not by what is worked out for each request', async () => {
    const [bare, full] = [await serve(0), await serve(50)];
    const [alone, together] = [await cpuOfList(bare), await cpuOfList(full)];
    // Three times as many tools. Schemas made anew for each request cost twenty times this.
    expect(together).toBeLessThan(6 * alone + 2);
  });

  it('are read in less CPU time than the rest of a start', async () => {
    const before = process.cpuUsage();
    await serve(50);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(2_000);
  });
});

describe('a request that narrows itself to one API', () => {
  it.each([
    ['a header', (url: string) => ({ url, headers: { 'X-MCP-Toolsets': 'api:people' } })],
    ['the URL', (url: string) => ({ url: `${url}?toolsets=api:people`, headers: {} })],
  ])('by %s lists and calls its tools alone', async (_way, narrowed) => {
    api.handler = (_seen, res) => answer(res, 200, { ok: true });
    const { url, headers } = narrowed(await serve(2));
    const tokenSource = { headers: async () => ({ ...(await bearerToken(nora).headers()), ...headers }) };
    const client = await connect({ url, tokenSource });
    closing.unshift(() => client.close());
    expect((await client.listTools()).map(({ name }) => name)).toEqual(['people_tool_0', 'people_tool_1']);
    expect((await client.callTool('people_tool_0', { thing_id: '7', note: 'x' })).isError).toBeUndefined();
    const seen = api.seen.length;
    await expect(client.callTool('stock_tool_0', { thing_id: '7' })).rejects.toThrow('Unknown tool: stock_tool_0');
    expect(api.seen).toHaveLength(seen);
  });

  it('is refused when no API has that name', async () => {
    const url = `${await serve(2)}?toolsets=api:peple`;
    await expect(connect({ url, tokenSource: bearerToken(nora), transport: 'http' })).rejects.toThrow(/api:peple/);
  });
});

describe('null', () => {
  it('reaches the API where the definition has it, and is left out elsewhere', async () => {
    api.handler = (_seen, res) => answer(res, 200, { ok: true });
    const client = await clientOf(await serve(1));
    await client.callTool('stock_tool_0', { thing_id: '7', owner: null, note: null });
    expect(JSON.parse(api.last.body)).toEqual({ owner: null });
    await client.callTool('stock_tool_0', { thing_id: '7', note: 'gone' });
    expect(JSON.parse(api.last.body)).toEqual({ note: 'gone' });
  });
});

describe('an answer without content', () => {
  it('is one sentence in both halves, and no content of anybody', async () => {
    api.handler = (_seen, res) => void res.writeHead(204).end();
    const client = await clientOf(await serve(1));
    const done = await client.callTool('stock_tool_0', { thing_id: '7', note: 'x' });
    const words = 'Done: the API stock answered with status 204 and an empty body.';
    expect(done.content).toEqual([{ type: 'text', text: words }]);
    expect(done.structuredContent).toEqual({ status: 204, result: null, notice: words });
  });

  it('is not called done where it was only accepted', async () => {
    api.handler = (_seen, res) => void res.writeHead(202).end();
    const client = await clientOf(await serve(1));
    const accepted = await client.callTool('stock_tool_0', { thing_id: '7', note: 'x' });
    const words =
      'The API stock answered with status 202 and an empty body. It has accepted the request, but may not have finished it yet.';
    expect(accepted.content).toEqual([{ type: 'text', text: words }]);
    api.handler = (_seen, res) => void res.writeHead(202, { Location: '/jobs/7' }).end();
    const [text] = (await client.callTool('stock_tool_0', { thing_id: '7', note: 'x' })).content;
    expect(text).toMatchObject({
      text: expect.stringMatching(/^The API stock .* 202\. It has accepted the request.*\n[^]*jobs\/7/),
    });
  });
});

describe('a warning of this server about an API', () => {
  it('stands in front of the answer, in words that are its own and no content of the API', async () => {
    const settings = { base_url: api.origin, credentials: 'none' };
    const paging = { parameter: 'p', next: 'next' };
    const tool = { title: 'T', description: 'D', effect: 'read', method: 'GET', path: '/x', select: 'items', paging };
    const file = JSON.stringify({ apis: { stock: { ...settings, tools: { list_stock: tool } } } });
    api.handler = (_seen, res) => answer(res, 200, { items: [1], next: true });
    const { content, structuredContent } = await (await clientOf(await serveFile(file))).callTool('list_stock', {});
    expect(structuredContent).toMatchObject({ warnings: [expect.stringMatching(/^There may be more/)] });
    expect(content).toMatchObject([{ text: expect.stringMatching(/^Warning: There may be more.*\n[^]*<<<api/) }]);
    expect(content).toMatchObject([{ text: expect.not.stringMatching(/<<<api[^]*<<<api/) }]);
  });
});
