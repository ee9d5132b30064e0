/** Whatever the boundary does for the tools of Confluence, it does for those of other APIs: one row each. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { answer, ApiServer, folderWith } from '../api/api-server.js';
import { openRpc, type Rpc } from '../support/rpc.js';
import { serveApiTools, type TicketService } from '../support/tickets.js';

const tools = { read_thing: 'GET', make_thing: 'POST', change_thing: 'PUT', drop_thing: 'DELETE' };
const effects = ['read', 'create', 'update', 'delete'];
const names = Object.keys(tools);

const api = new ApiServer();
const other = new ApiServer();
let service: Omit<TicketService, 'requests'>;
const closing: (() => Promise<void>)[] = [];

/** Two APIs alike, but for their names. */
function definitions(): string {
  const input = { properties: { id: { type: 'string' } }, required: ['id'] };
  const toolsOf = (suffix: string) =>
    Object.entries(tools).map(([name, method], index) => [
      name + suffix,
      { title: name, description: name, effect: effects[index], input, method, path: '/things/{id}' },
    ]);
  const apiOf = (origin: string, suffix = '') => ({
    base_url: origin,
    credentials: 'identity-headers',
    tools: Object.fromEntries(toolsOf(suffix)) as object,
  });
  return JSON.stringify({ apis: { things: apiOf(api.origin), others: apiOf(other.origin, '_too') } });
}

const permissions: Record<string, string[]> = {
  all: ['confluence:read', 'confluence:write', 'confluence:delete'],
  reader: ['confluence:read'],
  writer: ['confluence:write'],
  named: ['make_thing', 'read_thing'],
  nobody: [],
};
const tokenOf = (user: string): string => `token-of-${user}-that-is-long-enough-0001`;

async function serve(env: Record<string, string> = {}): Promise<Omit<TicketService, 'requests'>> {
  const tokens = Object.entries(permissions).map(([user, granted]) => [
    tokenOf(user),
    { user_id: user, organization_id: 'acme', permissions: granted },
  ]);
  const folder = folderWith({
    'tools.json': definitions(),
    'tokens.json': JSON.stringify(Object.fromEntries(tokens)),
  });
  const started = await serveApiTools({
    AUTH_MODES: 'static',
    STATIC_TOKENS_FILE: `${folder}/tokens.json`,
    API_TOOLS_FILE: `${folder}/tools.json`,
    CONFIRM_DESTRUCTIVE: 'never',
    ...env,
  });
  closing.push(() => started.close());
  return started;
}

beforeAll(async () => {
  await api.start();
  await other.start();
  service = await serve();
});
afterEach(() => {
  api.handler = (_seen, res) => answer(res, 200, { ok: true });
  api.seen.length = 0;
});
afterAll(async () => {
  for (const close of closing) await close();
  api.stop();
  other.stop();
});

const as = (user: string, headers: Record<string, string> = {}, url = service.url): Rpc =>
  openRpc(url, tokenOf(user), headers);
const listed = async (rpc: Rpc): Promise<string[]> =>
  ((await rpc.ask('tools/list')) as { tools: { name: string }[] }).tools.map(({ name }) => name);
const ofThings = (all: string[]): string[] => all.filter((name) => !name.endsWith('_too'));

describe('the boundary around tools of other APIs', () => {
  it.each([
    ['all', names],
    ['reader', ['read_thing']],
    ['writer', ['read_thing', 'make_thing', 'change_thing']],
    ['named', ['read_thing', 'make_thing']],
  ])('lets the permissions of %s list and call these alone: %j', async (user, allowed) => {
    const rpc = as(user);
    expect(ofThings(await listed(rpc)).sort()).toEqual([...allowed].sort());
    for (const name of names) {
      const before = api.seen.length;
      const text = await rpc.text(name, { id: '1' }).catch((error: unknown) => String(error));
      expect(text).toMatch(allowed.includes(name) ? /status 200/ : `${name} is not permitted: it needs the scope`);
      expect(api.seen.length - before).toBe(allowed.includes(name) ? 1 : 0);
    }
  });

  it.each([
    ['readonly', 'X-MCP-Readonly', 'true', ['read_thing']],
    ['tools', 'X-MCP-Tools', 'make_thing,drop_thing', ['make_thing', 'drop_thing']],
    ['exclude_tools', 'X-MCP-Exclude-Tools', 'drop_thing', ['read_thing', 'make_thing', 'change_thing']],
    ['toolsets', 'X-MCP-Toolsets', 'api:things', names],
    ['toolsets', 'X-MCP-Toolsets', 'api:others', []],
  ])('lets a request narrow itself by %s (%s: %s)', async (option, header, value, left) => {
    const byQuery = as('all', {}, `${service.url}?${option}=${value}`);
    for (const rpc of [as('all', { [header]: value }), byQuery]) {
      expect(ofThings(await listed(rpc)).sort()).toEqual([...left].sort());
      for (const name of names.filter((one) => !left.includes(one)))
        await expect(rpc.call(name, { id: '1' })).rejects.toThrow(`Unknown tool: ${name}`);
    }
    expect(api.seen).toEqual([]);
  });

  it.each([
    ['ok', 'read_thing', { id: '1' }, 200, { outcome: 'ok', effect: 'read', dry_run: false }],
    ['a preview', 'drop_thing', { id: '1', dry_run: true }, 200, { outcome: 'ok', effect: 'delete', dry_run: true }],
    ['a refusal of the API', 'make_thing', { id: '1' }, 403, { outcome: 'FORBIDDEN', effect: 'create' }],
    ['a bad argument', 'read_thing', { id: '..' }, 200, { outcome: 'INVALID_INPUT', effect: 'read' }],
  ])('writes an audit event of %s', async (_what, name, args, status, event) => {
    api.handler = (_seen, res) => answer(res, status, { secret: 'words-of-the-api' });
    const before = service.logs().length;
    await as('all').call(name, args);
    const lines = service.logs().slice(before);
    const [call] = lines.filter(({ event: kind }) => kind === 'tool_call');
    expect(call).toMatchObject({ tool: name, principal: 'static:static/acme:all', ...event });
    expect(JSON.stringify(lines)).not.toContain('words-of-the-api');
  });

  it.each([
    ['auto', true],
    ['always', true],
    ['never', false],
  ])('answers in the form of STRUCTURED_OUTPUT=%s', async (form, isStructured) => {
    const rpc = as('all', {}, (await serve({ STRUCTURED_OUTPUT: form })).url);
    const { tools: list } = (await rpc.ask('tools/list')) as { tools: object[] };
    expect('outputSchema' in (list[0] ?? {})).toBe(isStructured);
    const result = await rpc.call('read_thing', { id: '1' });
    expect('structuredContent' in result).toBe(isStructured);
    expect(JSON.stringify(result.content)).toContain('\\"ok\\": true');
  });

  it('counts calls per caller against the rate limit', async () => {
    const limited = await serve({ RATE_LIMIT_PER_MINUTE: '2' });
    for (let call = 0; call < 2; call += 1) await as('all', {}, limited.url).call('read_thing', { id: '1' });
    await expect(as('all', {}, limited.url).call('read_thing', { id: '1' })).rejects.toThrow(/many requests/i);
    expect(await as('reader', {}, limited.url).text('read_thing', { id: '1' })).toMatch(/status 200/);
    expect(api.seen).toHaveLength(3);
  });

  it('sends nothing of a request to the API but its arguments', async () => {
    const params = { name: 'make_thing', arguments: { id: '1' }, _meta: { progressToken: 'p', 'x-user-id': 'root' } };
    await as('all', { 'X-User-ID': 'root', Cookie: 'a=b', 'X-Forwarded-User': 'root' }).ask('tools/call', params);
    const { headers, url, body } = api.last;
    expect([url, body]).toEqual(['/things/1', '']);
    expect(headers).toMatchObject({ 'x-user-id': 'all', 'x-organization-id': 'acme' });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['cookie']));
    expect(JSON.stringify(headers)).not.toMatch(/root|token-of/);
  });

  it('ends the request to the API when its caller goes', async () => {
    const gone = new AbortController();
    const closed = new Promise<void>((resolve) => {
      api.handler = (_seen, res) => {
        res.on('close', () => resolve());
        gone.abort();
      };
    });
    const { url } = service;
    const body = {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'read_thing', arguments: { id: '1' } },
    };
    const headers = {
      authorization: `Bearer ${tokenOf('all')}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    };
    const call = fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal: gone.signal });
    await expect(call).rejects.toThrow();
    await closed;
  });

  it('pauses one API that fails, shows that to operators, and leaves the others alone', async () => {
    const watched = await serve({ METRICS_TOKEN: 'for-the-scraper-of-tests', RATE_LIMIT_PER_MINUTE: '0' });
    api.handler = (_seen, res) => answer(res, 500, {});
    const rpc = as('all', {}, watched.url);
    for (let call = 0; call < 10; call += 1) await rpc.call('make_thing', { id: '1' });
    expect(await rpc.text('read_thing', { id: '1' })).toMatch(/^UPSTREAM_UNAVAILABLE: .*paused/);
    expect(api.seen).toHaveLength(10);
    expect(await rpc.text('read_thing_too', { id: '1' })).toMatch(/status 200/);
    const metrics = await fetch(new URL('/metrics', watched.url), {
      headers: { authorization: 'Bearer for-the-scraper-of-tests' },
    });
    const lines = (await metrics.text()).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'api_circuit_open{api="things"} 1',
        'api_circuit_open{api="others"} 0',
        'mcp_tool_calls_total{tool="make_thing",code="UPSTREAM_UNAVAILABLE"} 10',
      ]),
    );
  });
});
