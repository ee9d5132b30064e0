import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogue } from '../../src/mcp/index.js';
import { toolCalls } from '../catalogue/tool-calls.js';
import { startRealm, type Realm } from '../auth/oauth/fixtures/realm.js';
import { startTestService, type TestService } from '../support/service.js';
import { upTo } from '../support/thorough.js';

/** Whatever a caller sends, an error repeats little of it: room for the address of any page, in the text and once more for programs. */
const mostRepeated = 6_000;
const long = 'Zq7'.repeat(upTo(150_000));
/** What fits into the head of a request. */
const longHead = 'Zq7'.repeat(3_000);

let service: TestService;
let realm: Realm;
let token: string;
beforeAll(async () => {
  [service, realm] = await Promise.all([
    startTestService({ env: { TOOLSETS: 'all,examples', MAX_BODY_BYTES: '4000000' } }),
    startRealm(),
  ]);
  token = await service.token();
});
afterAll(() => Promise.all([service.close(), realm.close()]));

const post = (body: string, { query = '', headers = {} }: { query?: string; headers?: Record<string, string> } = {}) =>
  fetch(service.url + query, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
      ...headers,
    },
    body,
  });
const message = (method: string, params: object) => JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });

/** How much an answer repeats: in its body and in its headers. */
async function repeatedBy(answer: Response): Promise<number> {
  const text = (await answer.text()) + [...answer.headers].flat().join('\n');
  return Buffer.byteLength(text) > mostRepeated && /Zq7Zq7/.test(text) ? Buffer.byteLength(text) : 0;
}

/** Every place of an MCP message that takes a text, with what stands there. */
const messages: [place: string, method: string, params: object][] = [
  ['a method', long, {}],
  [
    'the protocol version',
    'initialize',
    { protocolVersion: long, capabilities: {}, clientInfo: { name: 'a', version: '1' } },
  ],
  [
    'the client',
    'initialize',
    { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: long, version: long } },
  ],
  [
    'a key of what a client can do',
    'initialize',
    { protocolVersion: '2025-06-18', capabilities: { [long]: {} }, clientInfo: { name: 'a', version: '1' } },
  ],
  ['a cursor of tools', 'tools/list', { cursor: long }],
  ['a cursor of resources', 'resources/list', { cursor: long }],
  ['a cursor of templates', 'resources/templates/list', { cursor: long }],
  ['a cursor of prompts', 'prompts/list', { cursor: long }],
  ['a key of the parameters', 'tools/list', { [long]: 1 }],
  ['a tool', 'tools/call', { name: long, arguments: {} }],
  ['a tool like ours', 'tools/call', { name: `confluence_${long}`, arguments: {} }],
  ['an argument that there is not', 'tools/call', { name: 'confluence_get_page', arguments: { [long]: long } }],
  ['arguments that are a text', 'tools/call', { name: 'confluence_get_page', arguments: long }],
  ['a level', 'logging/setLevel', { level: long }],
  ['an address', 'resources/read', { uri: long }],
  ['the address of a page', 'resources/read', { uri: `confluence://page/${long}` }],
  [
    'the address of a page by its URL',
    'resources/read',
    { uri: `confluence://page/${encodeURIComponent(`https://a.example/${long}`)}` },
  ],
  ['the address of a space', 'resources/read', { uri: `confluence://space/${long}` }],
  ['the address of help', 'resources/read', { uri: `confluence://help/${long}` }],
  ['an address to watch', 'resources/subscribe', { uri: long }],
  ['a prompt', 'prompts/get', { name: long }],
  ['an argument of a prompt', 'prompts/get', { name: 'summarize_page', arguments: { page_id: long } }],
  ['an argument that a prompt has not', 'prompts/get', { name: 'summarize_page', arguments: { [long]: long } }],
  [
    'a prompt to complete',
    'completion/complete',
    { ref: { type: 'ref/prompt', name: long }, argument: { name: 'x', value: 'y' } },
  ],
  [
    'an address to complete',
    'completion/complete',
    { ref: { type: 'ref/resource', uri: long }, argument: { name: 'x', value: 'y' } },
  ],
  ['a kind to complete', 'completion/complete', { ref: { type: long }, argument: { name: 'x', value: 'y' } }],
  [
    'an argument to complete',
    'completion/complete',
    { ref: { type: 'ref/prompt', name: 'summarize_page' }, argument: { name: long, value: 'y' } },
  ],
  [
    'a value to complete',
    'completion/complete',
    {
      ref: { type: 'ref/resource', uri: 'confluence://space/{space_key}' },
      argument: { name: 'space_key', value: long },
    },
  ],
  ['a version in the parameters', 'tools/list', { _meta: { 'io.modelcontextprotocol/protocolVersion': long } }],
  [
    'the state of a question',
    'tools/call',
    {
      name: 'confluence_delete_page',
      arguments: { page_id: '131073' },
      requestState: long,
      inputResponses: { [long]: { action: long } },
    },
  ],
];

describe('an MCP message', () => {
  it.each(messages)('is answered in short when %s is long', async (_place, method, params) => {
    for (const version of ['2025-06-18', '2026-07-28']) {
      const answer = await post(message(method, params), { headers: { 'mcp-protocol-version': version } });
      expect({ version, repeated: await repeatedBy(answer) }).toEqual({ version, repeated: 0 });
    }
  });

  it.each([
    'Mcp-Method',
    'Mcp-Name',
    'Mcp-Protocol-Version',
    'Mcp-Session-Id',
    'X-MCP-Tools',
    'X-MCP-Structured',
    'Content-Type',
    'Content-Encoding',
    'Accept',
    'Origin',
    'X-Request-Id',
    'traceparent',
  ])('is answered in short when the header %s is long', async (name) => {
    expect(await repeatedBy(await post(message('tools/list', {}), { headers: { [name]: longHead } }))).toBe(0);
  });

  it('is answered in short when both places name the same long revision', async () => {
    for (const version of [longHead, `2026-07-28${longHead}`]) {
      const params = { _meta: { 'io.modelcontextprotocol/protocolVersion': version } };
      const answer = await post(message('tools/list', params), { headers: { 'mcp-protocol-version': version } });
      expect([answer.status, await repeatedBy(answer)]).toEqual([400, 0]);
    }
  });

  it.each(['?structured=', '?', '?tools='])(
    'is answered in short when the address ends with a long %s',
    async (query) => {
      expect(await repeatedBy(await post(message('tools/list', {}), { query: query + longHead }))).toBe(0);
    },
  );
});

describe('a call', () => {
  it.each(catalogue)('of $name repeats little of a long argument that it refuses', async ({ name, inputSchema }) => {
    const found: string[] = [];
    for (const [field, { type }] of Object.entries(inputSchema['properties'] as Record<string, { type?: string }>)) {
      const args = {
        ...toolCalls[name]?.args,
        [field]: type === 'array' ? [long] : type === 'object' ? { [long]: long } : long,
      };
      const answer = await post(message('tools/call', { name, arguments: args }));
      const text = await answer.text();
      if (/"isError":true/.test(text) && Buffer.byteLength(text) > mostRepeated)
        found.push(`${field}: ${text.slice(0, 200)}`);
    }
    expect(found).toEqual([]);
  });
});

describe('the authorization server', () => {
  const form = (path: string, fields: Record<string, string>) =>
    fetch(`${realm.baseUrl}${path}`, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) });

  it.each([
    'client_id',
    'redirect_uri',
    'scope',
    'state',
    'resource',
    'response_type',
    'code_challenge_method',
    'prompt',
  ])('answers in short when the %s of a log-in is long', async (name) => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'x',
      redirect_uri: 'https://a.example/cb',
      [name]: longHead,
    });
    const answer = await fetch(`${realm.baseUrl}/authorize?${query.toString()}`, { redirect: 'manual' });
    expect(await repeatedBy(answer)).toBe(0);
  });

  it.each(['grant_type', 'code', 'refresh_token', 'client_id', 'redirect_uri', 'code_verifier', 'resource', 'scope'])(
    'answers in short when the %s of a token request is long',
    async (name) => {
      for (const grant_type of ['authorization_code', 'refresh_token']) {
        const fields = { grant_type, client_id: 'x', code: 'y', refresh_token: 'z', [name]: long };
        expect(await repeatedBy(await form('/token', fields))).toBe(0);
        expect(await repeatedBy(await form('/revoke', fields))).toBe(0);
      }
    },
  );

  it.each([
    { redirect_uris: [`https://a.example/${long}`] },
    { redirect_uris: [long] },
    { redirect_uris: ['https://a.example/cb'], client_name: long },
    { redirect_uris: ['https://a.example/cb'], grant_types: [long] },
    { redirect_uris: ['https://a.example/cb'], scope: long },
    { redirect_uris: ['https://a.example/cb'], token_endpoint_auth_method: long },
    { redirect_uris: ['https://a.example/cb'], [long]: long },
  ])('answers a long registration in short (case %#)', async (client) => {
    const answer = await fetch(`${realm.baseUrl}/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(client),
    });
    expect(await repeatedBy(answer)).toBe(0);
  });
});
