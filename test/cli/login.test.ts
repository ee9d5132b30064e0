/** `--login`: the command line and a person in a browser, against the server's own authorization server. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, statSync, writeFileSync, chmodSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, openBrowserLogin, openCredentialsFile } from '../../src/client/index.js';
import { seedPeople } from '../../src/sandbox/index.js';
import { approve } from '../support/oauth-client.js';
import {
  atlassianSurroundings,
  serveInProcess,
  type InProcess,
  type Surroundings,
} from '../support/oauth-surroundings.js';
import { runCli } from '../../src/cli/run-cli.js';
import { createTerminal, runCommand } from '../support/terminal.js';
import { Visitor } from '../support/visitor.js';

let around: Surroundings;
let service: InProcess;
let browser: string;
const pages: string[] = [];
/** What the program BROWSER opens, the person looks at. */
const opener = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://x').searchParams.get('url') ?? '';
  response.end();
  void walk(url);
});
const home = mkdtempSync(join(tmpdir(), 'home-'));
const file = join(home, 'confluence-mcp/credentials.json');
const env = () => ({ XDG_CONFIG_HOME: home, BROWSER: browser });

async function walk(url: string, decision = 'approve'): Promise<void> {
  pages.push(url);
  const visitor = new Visitor();
  const page = await visitor.follow(await visitor.get(url));
  await visitor.follow(await approve(visitor, page, decision));
}

beforeAll(async () => {
  around = await atlassianSurroundings();
  around.sandbox.oauth.signedIn = seedPeople.amina;
  service = await serveInProcess(around.env);
  await new Promise<void>((resolve) => opener.listen(0, '127.0.0.1', resolve));
  browser = join(home, 'browser');
  const port = String((opener.address() as AddressInfo).port);
  const script = `#!${process.execPath}\nfetch('http://127.0.0.1:${port}/?url=' + encodeURIComponent(process.argv[2]));\n`;
  writeFileSync(browser, script);
  chmodSync(browser, 0o755);
}, 60_000);
afterAll(async () => {
  opener.close();
  opener.closeAllConnections();
  await service.close();
  await around.close();
});

const user = () =>
  runCommand(['call', 'confluence_get_current_user', '--login', '--url', around.mcpUrl], { env: env() });
const saved = () => JSON.parse(readFileSync(file, 'utf8')) as Record<string, { tokens: { access_token: string } }>;

describe('--login', () => {
  it('sends the person to the browser once, and keeps the login for its owner alone', async () => {
    const first = await user();
    expect(first).toMatchObject({
      code: 0,
      out: expect.stringContaining('Amina'),
      err: expect.stringContaining('Log in here'),
    });
    expect(new URL(pages[0] ?? '').searchParams.get('code_challenge_method')).toBe('S256');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const second = await user();
    expect([second.code, second.err, pages.length]).toEqual([0, '', 1]);
  }, 60_000);

  it('renews a token that is not taken any more, without the person', async () => {
    const logins = saved();
    const [login] = Object.values(logins);
    if (login === undefined) throw new Error('nothing was kept');
    login.tokens.access_token = 'not-a-token';
    writeFileSync(file, JSON.stringify(logins));
    expect(await user()).toMatchObject({ code: 0, err: '' });
    expect(pages).toHaveLength(1);
    expect(Object.values(saved())[0]?.tokens.access_token).not.toBe('not-a-token');
  }, 60_000);

  it('says who it is by a client id that was agreed on beforehand, and registers nobody', async () => {
    const client = { redirect_uris: ['http://127.0.0.1/callback'], token_endpoint_auth_method: 'none' };
    const registered = await fetch(new URL('/register', around.mcpUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...client,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      }),
    });
    const { client_id: id } = (await registered.json()) as { client_id: string };
    const own = mkdtempSync(join(tmpdir(), 'home-'));
    const login = ['--login', '--client-id', id, '--url', around.mcpUrl];
    const result = await runCommand(['tools', ...login], { env: { ...env(), XDG_CONFIG_HOME: own } });
    expect(result).toMatchObject({ code: 0, out: expect.stringContaining('confluence_search') });
    expect(new URL(pages.at(-1) ?? '').searchParams.get('client_id')).toBe(id);
    const kept = JSON.parse(readFileSync(join(own, 'confluence-mcp/credentials.json'), 'utf8')) as object;
    expect(Object.values(kept)).toEqual([expect.not.objectContaining({ client: expect.anything() })]);
  }, 60_000);

  it('is not there beside another proof', async () => {
    expect(await runCommand(['tools', '--login', '--token', 'x'])).toMatchObject({ code: 2 });
  });
});

describe('a login that grants less than a call needs', () => {
  // The person was sent to the browser, and the call had failed before they came back.
  it('is widened by the person, and the call goes on', async () => {
    const asked: string[] = [];
    const openBrowser = (url: URL): Promise<void> => {
      asked.push(url.searchParams.get('scope') ?? '');
      if (asked.length === 1) url.searchParams.set('scope', 'confluence:read');
      return walk(url.href);
    };
    const credentials = openCredentialsFile(join(mkdtempSync(join(tmpdir(), 'home-')), 'c.json'));
    const login = await openBrowserLogin({ url: around.mcpUrl, credentials, openBrowser });
    const client = await connect({ url: around.mcpUrl, login });
    const page = { space_key: 'ENG', title: 'Widened', content: 'x', dry_run: true };
    expect((await client.callTool('confluence_create_page', page)).isError).not.toBe(true);
    expect(asked).toEqual([expect.any(String), expect.stringContaining('confluence:write')]);
    await client.close();
    login.close();
  });
});

describe('a login that comes to nothing', () => {
  const begin = async (openBrowser: (url: URL) => void | Promise<void>, patienceMs?: number) => {
    const credentials = openCredentialsFile(join(mkdtempSync(join(tmpdir(), 'home-')), 'c.json'));
    const login = await openBrowserLogin({ url: around.mcpUrl, credentials, openBrowser, patienceMs });
    return connect({ url: around.mcpUrl, login }).finally(() => login.close());
  };

  it('is told when the person says no', async () => {
    await expect(begin((url) => walk(url.href, 'deny'))).rejects.toThrow(
      'The login ended with access_denied. Try again.',
    );
  });

  it('is told when nobody comes', async () => {
    await expect(begin(() => undefined, 100)).rejects.toThrow('Nobody logged in within 0 seconds');
  });

  it('takes no answer that somebody else sends to the callback', async () => {
    const forged: number[] = [];
    await expect(
      begin(async (url) => {
        const callback = `${String(url.searchParams.get('redirect_uri'))}?code=stolen&state=guessed`;
        forged.push((await fetch(callback)).status);
      }, 300),
    ).rejects.toThrow('Nobody logged in');
    expect(forged).toEqual([400]);
  });
});

/** Takes requests and never answers; `onRequest` hears of the first. */
async function startSilentServer(onRequest: () => void): Promise<{ url: string; close: () => void }> {
  const server = createServer(onRequest);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, close };
}

describe('Ctrl-C', () => {
  it('ends the wait for somebody who does not log in', async () => {
    const terminal = createTerminal({
      env: { XDG_CONFIG_HOME: mkdtempSync(join(tmpdir(), 'home-')), BROWSER: 'true' },
    });
    const running = runCli(['tools', '--login', '--url', service.url], terminal.io);
    await terminal.waitFor(/Log in here/);
    terminal.stop();
    expect(await running).toBe(1);
    expect(terminal.err()).toMatch(/Stopped\.\n$/);
  });

  it('ends a call that gets no answer', async () => {
    const terminal = createTerminal();
    const silent = await startSilentServer(() => terminal.stop());
    expect(await runCli(['call', 'hello', '--url', `${silent.url}/mcp`], terminal.io)).toBe(1);
    expect(terminal.err()).toBe('Stopped.\n');
    silent.close();
  });

  it('ends the look at a Confluence that gives no answer', async () => {
    const silent = await startSilentServer(() => terminal.stop());
    const credentials = { CONFLUENCE_USERNAME: 'ann@example.com', CONFLUENCE_API_TOKEN: 'not-a-secret' };
    const terminal = createTerminal({
      env: {
        CONFLUENCE_URL: silent.url,
        CONFLUENCE_DEPLOYMENT: 'cloud',
        AUTH_MODES: 'none',
        HOST: '127.0.0.1',
        ...credentials,
      },
    });
    expect(await runCli(['doctor'], terminal.io)).toBe(1);
    expect([terminal.out(), terminal.err()]).toEqual(['', 'Stopped.\n']);
    silent.close();
  });

  it('ends the tour, in whichever step it is', async () => {
    const terminal = createTerminal();
    terminal.stop();
    expect(await runCli(['demo', '--tour', '--port', '0'], terminal.io)).toBe(1);
    expect(terminal.out()).toMatch(/Stopped\.\n\nThe tour ended at step 1: /);
  });
});
