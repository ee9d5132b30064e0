import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answer, ApiServer, folderWith } from '../api/api-server.js';
import { callTool, createClient, logIn, openConsent } from '../support/oauth-client.js';
import { atlassianSurroundings, oidcSurroundings } from '../support/oauth-surroundings.js';
import { moveClock, restoreClock } from '../support/move-clock.js';
import { createTerminal, runCommand } from '../support/terminal.js';
import { runCli } from '../../src/cli/run-cli.js';
import { serveApiTools } from '../support/tickets.js';

const api = new ApiServer();
beforeAll(() => api.start());
afterEach(() => void api.seen.splice(0));
afterAll(() => api.stop());

const tool = {
  title: 'Who am I',
  description: 'Who the API takes the caller for.',
  effect: 'read',
  method: 'GET',
  path: '/me',
};

/** A definitions file with one tool, `who_am_i`, for an API with these settings. */
function definitions(settings: object, files: Record<string, string> = {}): string {
  const file = { apis: { people: { base_url: api.origin, ...settings, tools: { who_am_i: tool } } } };
  return join(folderWith({ ...files, 'tools.yaml': JSON.stringify(file, null, 2) }), 'tools.yaml');
}

describe('the upstream token of a sign-in', () => {
  it('is what the API receives, never the token of the client, and a newer one after it was refused', async () => {
    const around = await oidcSurroundings();
    const service = await serveApiTools({
      ...around.env,
      API_TOOLS_FILE: definitions({ credentials: 'upstream-token' }),
    });
    try {
      const { access_token: token } = await logIn(around, await createClient(around), { scope: 'confluence:read' });
      const userinfo = `${around.upstream.issuer}/me`;
      let refused: string | undefined;
      // The upstream itself says whose token came: it knows no other.
      api.handler = (seen, res) => {
        refused ??= seen.headers.authorization;
        if (seen.headers.authorization === refused) return answer(res, 401, {});
        void fetch(userinfo, { headers: { authorization: seen.headers.authorization ?? '' } }).then(async (known) =>
          answer(res, known.status, await known.text()),
        );
      };
      const exchanges = around.upstream.exchanges();
      const called = await callTool(around, token, 'who_am_i', {});
      expect(called.status).toBe(200);
      expect(called.text).toContain('\\"sub\\"');
      expect(called.text).not.toContain('isError');
      expect(around.upstream.exchanges()).toBe(exchanges + 1);
      expect(api.seen).toHaveLength(2);
      expect(api.seen.some(({ headers }) => headers.authorization?.includes(token))).toBe(false);
      expect(api.last.headers).not.toHaveProperty('x-user-id');
      const sent = api.seen.map(({ headers }) => (headers.authorization ?? '').replace('Bearer ', ''));
      expect(sent.filter((upstreamToken) => JSON.stringify(service.logs()).includes(upstreamToken))).toEqual([]);
    } finally {
      await service.close();
      await around.close();
    }
  });

  it('is a new one once it has expired, and no API has to refuse the old one first', async () => {
    const lifeSeconds = 60;
    const around = await oidcSurroundings(lifeSeconds);
    const API_TOOLS_FILE = definitions({ credentials: 'upstream-token' });
    const service = await serveApiTools({ ...around.env, API_TOOLS_FILE });
    try {
      const { access_token: token } = await logIn(around, await createClient(around), { scope: 'confluence:read' });
      const known: number[] = [];
      api.handler = ({ headers: { authorization = '' } }, res) =>
        void fetch(`${around.upstream.issuer}/me`, { headers: { authorization } }).then(async (said) => {
          known.push(said.status);
          answer(res, said.status, await said.text());
        });
      for (let call = 0; call < 3; call += 1) {
        if (call > 0) moveClock(lifeSeconds * 1_000);
        const called = await callTool(around, token, 'who_am_i', {});
        expect(called.text).toContain('\\"sub\\"');
      }
      expect(known).toEqual([200, 200, 200]);
      expect(new Set(api.seen.map(({ headers }) => headers.authorization)).size).toBe(3);
    } finally {
      restoreClock();
      await service.close();
      await around.close();
    }
  });

  it.each([
    ['alone', { CONFLUENCE_URL: '', CONFLUENCE_USERNAME: '', CONFLUENCE_API_TOKEN: '' }, 'people'],
    ['beside Confluence', {}, 'Confluence and people'],
    ['whose tools are off', { DISABLED_TOOLS: 'who_am_i' }, 'Confluence'],
  ])('is asked for by the name of the API that gets it: one %s', async (_how, changes, systems) => {
    const around = await oidcSurroundings();
    const API_TOOLS_FILE = definitions({ credentials: 'upstream-token' });
    const service = await serveApiTools({ ...around.env, API_TOOLS_FILE, ...changes });
    try {
      const { page } = await openConsent(around, await createClient(around));
      expect(page.text).toContain(`to use ${systems}?</h1>`);
      expect(page.text.includes('Search and read pages')).toBe(systems.includes('Confluence'));
      const item = `At <bdi>people</bdi> (${new URL(api.origin).host}): read. Calls are made with your own login at `;
      expect(page.text.includes(item)).toBe(systems.includes('people'));
    } finally {
      await service.close();
      await around.close();
    }
  });

  it('is for Atlassian alone where people log in there: the start is refused, with the line', async () => {
    const around = await atlassianSurroundings();
    const env = { ...around.env, API_TOOLS_FILE: definitions({ credentials: 'upstream-token' }) };
    const { code, err } = await runCommand(['serve'], { env });
    await around.close();
    expect(code).toBe(78);
    expect(err).toMatch(
      /API_TOOLS_FILE: names .*tools.yaml, line 5, column 8: credentials: is upstream-token, but people log in at Atlassian/,
    );
  });
});

describe('without authentication', () => {
  it.each(['upstream-token', 'identity-headers'])(
    'a tool with %s says that no caller is known',
    async (credentials) => {
      const service = await serveApiTools({ AUTH_MODES: 'none', API_TOOLS_FILE: definitions({ credentials }) });
      const called = await callTool({ mcpUrl: service.url }, '', 'who_am_i', {});
      await service.close();
      expect(called.text).toMatch(/FORBIDDEN: No caller is known here/);
      expect(api.seen).toHaveLength(0);
    },
  );

  it('a tool with a fixed secret works, and the secret is in no log', async () => {
    const settings = { credentials: 'service', service: { secret_file: 'secret', header: 'X-Api-Key' } };
    const service = await serveApiTools({
      AUTH_MODES: 'none',
      LOG_LEVEL: 'debug',
      API_TOOLS_FILE: definitions(settings, { secret: 'correct-horse-battery\n' }),
    });
    api.handler = (_seen, res) => answer(res, 500, 'The key correct-horse-battery is unknown.');
    await callTool({ mcpUrl: service.url }, '', 'who_am_i', {});
    await service.close();
    expect(api.last.headers['x-api-key']).toBe('correct-horse-battery');
    expect(JSON.stringify(service.logs())).not.toContain('correct-horse');
  });
});

describe('a definitions file that cannot be used', () => {
  const bad = `apis:
  a:
    base_url: http://a.example
    credentials: identity-headers
    tools:
      confluence_x: { title: T, description: D, effect: read, method: GET, path: /x }
      hello: { title: T, description: D, effect: read, method: GET, path: '/{id}' }
`;

  it('stops the start with every fault and its line, beside those of other settings, and nothing is listened on', async () => {
    const path = join(folderWith({ 'bad.yaml': bad }), 'bad.yaml');
    const { code, out, err } = await runCommand(['serve'], {
      env: { AUTH_MODES: 'none', API_TOOLS_FILE: path, PORT: 'x', DISABLED_TOOLS: 'confluence_x' },
    });
    expect(code).toBe(78);
    expect(out).toBe('');
    expect(
      err
        .split('\n')
        .filter((line) => line.includes('API_TOOLS_FILE'))
        .map((line) => /line (\d+), column (\d+): (\S+)/.exec(line)?.slice(1)),
    ).toEqual([
      ['3', '5', 'apis.a.base_url:'],
      ['6', '7', 'apis.a.tools.confluence_x:'],
      ['7', '7', 'apis.a.tools.hello:'],
      ['7', '69', 'apis.a.tools.hello.path:'],
    ]);
    expect(err).toMatch(/PORT: must be a whole number/);
    // Of tools that are there but for their faults, no other setting says that they are not.
    expect(err).not.toContain('DISABLED_TOOLS');
  });

  it('does not matter to whoever sets none, whose start needs no further module', async () => {
    const { code, err } = await runCommand(['serve'], { env: { AUTH_MODES: 'none' } });
    expect([code, err]).toEqual([78, expect.stringMatching(/CONFLUENCE_URL: is required/)]);
  });

  it('is checked by doctor as well', async () => {
    const path = definitions({ credentials: 'none' });
    const env = { HOST: '127.0.0.1', AUTH_MODES: 'none', API_TOOLS_FILE: path };
    const well = createTerminal({ env });
    expect(await runCli(['doctor'], well.io)).toBe(0);
    expect(well.out()).toMatch(/ok {4}API people {2,}.*1 tool/);
    writeFileSync(path, bad);
    const ill = createTerminal({ env });
    expect(await runCli(['doctor'], ill.io)).toBe(1);
    expect(ill.err()).toMatch(/line 3/);
  });
});
