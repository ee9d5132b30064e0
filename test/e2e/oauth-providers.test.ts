/** People log in at identity providers that others wrote (npm's `emulate`), which `.ci/real-clients` brings. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, openBrowserLogin, openCredentialsFile } from '../../src/client/index.js';
import { startSandbox, type CloudSandbox } from '../../src/sandbox/index.js';
import { freePort } from '../support/free-port.js';
import { approve } from '../support/oauth-client.js';
import { serveInProcess, signingKey } from '../support/oauth-surroundings.js';
import { Visitor, type Visit } from '../support/visitor.js';

interface Emulator {
  readonly url: string;
  close(): Promise<void>;
}
type CreateEmulator = (options: { service: string; port: number; seed: object }) => Promise<Emulator>;

/** The folder that `emulate` was installed in. */
const installed = process.env['MCP_PROVIDERS'] ?? '';
if (installed === '')
  process.stderr.write('SKIPPED: MCP_PROVIDERS does not say where `emulate` is (.ci/real-clients does).\n');

const email = 'ada@example.com';
const client = { client_id: 'confluence-mcp', client_secret: 'a-secret-of-ours', name: 'Confluence MCP' };
/** What each provider is told, and where its discovery document is. */
const providers = {
  okta: {
    at: '/oauth2/default/.well-known/openid-configuration',
    seed: (redirect_uris: string[]) => ({
      users: [{ login: email, email, first_name: 'Ada', last_name: 'Lovelace' }],
      authorization_servers: [{ id: 'default', name: 'default', audiences: ['api://default'] }],
      oauth_clients: [{ ...client, redirect_uris, auth_server_id: 'default' }],
    }),
  },
  google: {
    at: '/.well-known/openid-configuration',
    seed: (redirect_uris: string[]) => ({
      users: [{ email, name: 'Ada Lovelace' }],
      oauth_clients: [{ ...client, redirect_uris }],
    }),
  },
  microsoft: {
    at: '/common/v2.0/.well-known/openid-configuration',
    seed: (redirect_uris: string[]) => ({
      users: [{ email, name: 'Ada Lovelace' }],
      oauth_clients: [{ ...client, redirect_uris }],
    }),
  },
  clerk: {
    at: '/.well-known/openid-configuration',
    seed: (redirect_uris: string[]) => ({
      users: [{ first_name: 'Ada', last_name: 'Lovelace', email_addresses: [email], password: 'x' }],
      oauth_applications: [{ ...client, redirect_uris }],
    }),
  },
};

/** The form of the page that logs this person in, filled in and sent. */
function chooseAccount(visitor: Visitor, page: Visit): Promise<Visit> {
  const form = page.text.split('<form').find((part) => part.includes(`>${email}<`)) ?? '';
  const action = /action="([^"]+)"/.exec(form)?.[1] ?? '';
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const values = fields.map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')]);
  return visitor.post(new URL(action, page.url).href, Object.fromEntries(values) as Record<string, string>);
}

(installed === '' ? describe.skip : describe)('people of a provider that others wrote', () => {
  let createEmulator: CreateEmulator;
  let sandbox: CloudSandbox;
  beforeAll(async () => {
    const module = pathToFileURL(join(installed, 'node_modules/emulate/dist/api.js')).href;
    ({ createEmulator } = (await import(module)) as { createEmulator: CreateEmulator });
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.close());

  /** Logs in as Ada, and answers what a tool says then, or what she was told instead. */
  async function logIn(name: keyof typeof providers, allowed = email): Promise<string> {
    const port = await freePort();
    const baseUrl = `http://127.0.0.1:${port}`;
    const { at, seed } = providers[name];
    const provider = await createEmulator({
      service: name,
      port: 0,
      seed: { [name]: seed([`${baseUrl}/oauth/callback`]) },
    });
    const service = await serveInProcess({
      HOST: '127.0.0.1',
      PORT: String(port),
      BASE_URL: baseUrl,
      AUTH_MODES: 'oauth',
      MCP_JWT_SIGNING_KEY: signingKey,
      MCP_CLIENT_STORAGE_DIR: mkdtempSync(join(tmpdir(), 'oauth-state-')),
      OIDC_CONFIG_URL: provider.url + at,
      OIDC_CLIENT_ID: client.client_id,
      OIDC_CLIENT_SECRET: client.client_secret,
      OAUTH_ALLOWED_EMAILS: allowed,
      CONFLUENCE_URL: sandbox.url,
      CONFLUENCE_USERNAME: sandbox.credentials.username,
      CONFLUENCE_API_TOKEN: sandbox.credentials.apiToken,
    });
    const url = `${baseUrl}/mcp-server/mcp`;
    let shown = '';
    const openBrowser = async (start: URL): Promise<void> => {
      const visitor = new Visitor();
      const consent = await visitor.follow(await visitor.get(start.href));
      const accounts = await visitor.follow(await approve(visitor, consent));
      shown = (await visitor.follow(await chooseAccount(visitor, accounts))).text;
    };
    const credentials = openCredentialsFile(join(mkdtempSync(join(tmpdir(), 'home-')), 'c.json'));
    const login = await openBrowserLogin({ url, credentials, openBrowser, patienceMs: 2_000 });
    try {
      const caller = await connect({ url, login });
      const answer = await caller.callTool('confluence_get_space', { space_key: 'ENG' });
      await caller.close();
      return JSON.stringify(answer.content);
    } catch (error) {
      return `${(error as Error).message} ${shown}`;
    } finally {
      login.close();
      await service.close();
      await provider.close();
    }
  }

  it.each(['okta', 'google'] as const)('of %s log in by their address, and call a tool', async (name) => {
    expect(await logIn(name)).toContain('Engineering');
  });

  it('of Microsoft log in where everybody of the tenant may, since it vouches for no address', async () => {
    expect(await logIn('microsoft', '*')).toContain('Engineering');
    expect(await logIn('microsoft')).toContain('does not say that its e-mail address is verified');
  });

  // OpenID Connect Core 3.1.3.7: a nonce that was sent has to be in the ID token. The emulator leaves it out.
  it('of Clerk, as it is played here, are refused, because the ID token lacks the nonce', async () => {
    expect(await logIn('clerk')).toContain('access_denied');
  });
});
