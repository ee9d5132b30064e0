import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { answer, ApiServer, folderWith } from '../api/api-server.js';
import { nora, serveApiTools, type TicketService } from '../support/tickets.js';

const api = new ApiServer();
beforeAll(async () => {
  await api.start();
  api.handler = (_seen, res) => answer(res, 200, { gone: true });
});
afterEach(() => void api.seen.splice(0));
afterAll(() => api.stop());

const tool = (effect: string, method: string) => ({
  title: 'Ticket',
  description: 'One ticket.',
  effect,
  method,
  path: '/tickets/{id}',
  input: { properties: { id: { type: 'string', description: 'Id.' } }, required: ['id'] },
});

async function serve(env: Record<string, string>): Promise<Omit<TicketService, 'requests'>> {
  const tools = { delete_ticket: tool('delete', 'DELETE'), touch_ticket: tool('update', 'POST') };
  const folder = folderWith({
    'tokens.json': JSON.stringify({
      [nora]: { user_id: 'nora', organization_id: 'north', permissions: ['confluence:delete'] },
    }),
    'tools.yaml': JSON.stringify({ apis: { tickets: { base_url: api.origin, credentials: 'none', tools } } }),
  });
  return serveApiTools({
    AUTH_MODES: 'static',
    STATIC_TOKENS_FILE: `${folder}/tokens.json`,
    API_TOOLS_FILE: `${folder}/tools.yaml`,
    ...env,
  });
}

/** A client of 2026-07-28 whose person answers every question so; without an answer it cannot ask. */
async function connect(url: string, action?: 'accept' | 'decline') {
  const questions: string[] = [];
  const capabilities = action === undefined ? {} : { elicitation: {} };
  const client = new Client({ name: 'test', version: '1' }, { capabilities, versionNegotiation: { mode: 'auto' } });
  if (action !== undefined) {
    client.setRequestHandler('elicitation/create', ({ params }) => {
      questions.push(params.message);
      return { action, ...(action === 'accept' && { content: {} }) };
    });
  }
  const requestInit = { headers: { authorization: `Bearer ${nora}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  const call = async (name: string, args: Record<string, unknown>) => {
    const { content } = (await client.callTool({ name, arguments: args })) as { content: { text: string }[] };
    return content[0]?.text ?? '';
  };
  return { questions, call, close: () => client.close() };
}

describe.each([
  ['auto', 'accept', 1],
  ['auto', 'decline', 0],
  ['auto', undefined, 1],
  ['required', 'accept', 1],
  ['required', undefined, 0],
  ['never', 'decline', 1],
] as const)('with CONFIRM_DESTRUCTIVE=%s, a person who would %s,', (mode, action, sent) => {
  it(`a delete of another API is sent ${String(sent)} times, and nothing else is asked about`, async () => {
    const service = await serve({ CONFIRM_DESTRUCTIVE: mode });
    const client = await connect(service.url, action);
    try {
      const said = await client.call('delete_ticket', { id: '7' });
      expect(said).toMatch(sent === 1 ? /answered with status 200/ : /^POLICY_DENIED: /);
      expect(api.seen.map(({ method, url }) => `${method} ${url}`)).toEqual(sent === 1 ? ['DELETE /tickets/7'] : []);
      const isAsked = action !== undefined && mode !== 'never';
      const question = `Ticket: send DELETE ${api.origin}/tickets/7 to the API tickets?`;
      expect(client.questions).toEqual(isAsked ? [question] : []);
      expect(await client.call('touch_ticket', { id: '7' })).toMatch(/answered with status 200/);
      expect(await client.call('delete_ticket', { id: '7', dry_run: true })).toMatch(/^Nothing was sent/);
      expect(client.questions).toHaveLength(isAsked ? 1 : 0);
    } finally {
      await client.close();
      await service.close();
    }
  });
});
