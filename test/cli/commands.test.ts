import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../../src/cli/run-cli.js';
import { freePort } from '../support/free-port.js';
import { createTestKey } from '../support/keys.js';
import { audience, issuer, startTestService, type TestService } from '../support/service.js';
import { createTerminal, runCommand } from '../support/terminal.js';

let service: TestService;
let token: string;
beforeAll(async () => {
  service = await startTestService();
  token = await service.token();
});
afterAll(() => service.close());

const keyFile = join(mkdtempSync(join(tmpdir(), 'key-')), 'private.pem');
writeFileSync(keyFile, createTestKey('commands').privateKeyPem);

const at = (): string[] => ['--url', service.url, '--token', token];

describe('bad usage', () => {
  it.each([
    [['serve', '--transport', 'smoke'], /http, sse, stdio/],
    [['call'], /missing required argument 'tool'/],
    [['call', 'hello', 'nonsense'], /"nonsense" is not key=value/],
    [['call', 'hello', '--json', '[1]'], /--json needs one JSON object/],
    [['call', 'hello', '--json', '{'], /--json needs one JSON object/],
    [['tools', '--url', 'nowhere'], /--url needs a URL that starts with https/],
    [['tools', '--url', 'localhost:8080/mcp-server/mcp/'], /--url needs a URL that starts with https/],
    [['tools', '--url', 'ftp://127.0.0.1/'], /--url needs a URL that starts with https/],
    [['sandbox', '--port', 'eighty'], /--port needs a number/],
    [['token', 'sign', '--key', '/nonexistent', '--subject', 'x'], /Cannot read the private key/],
    [['token'], /^error: 'token' needs a command: keypair, sign, google, hash\. \(--help/],
    [['frobnicate'], /^error: unknown command 'frobnicate' \(--help/],
    [['docter', '--offline'], /^error: unknown command 'docter' \(Did you mean doctor\?\) \(--help/],
    [
      ['token', 'sign', '--key', keyFile, '--subject', 'x', '--expires', 'soon'],
      /^The life of the token is not a number of seconds/,
    ],
  ])('%j says what is wrong in one line and exits 2', async (argv, text) => {
    const { code, err } = await runCommand(argv);
    expect(err).toMatch(text);
    expect(err.trimEnd()).not.toContain('\n');
    expect(code).toBe(2);
  });

  it('is not asking for help or the version', async () => {
    expect((await runCommand(['--help'])).code).toBe(0);
    expect((await runCommand(['--version'])).out).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe('tools', () => {
  it('lists what the caller may use, one line each', async () => {
    const { code, out } = await runCommand(['tools', ...at()]);
    expect(code).toBe(0);
    expect(out).toMatch(/^confluence_get_page +\S/m);
    expect(out.split('\n').length).toBeGreaterThan(15);
  });

  it('prints the whole definitions as JSON when asked', async () => {
    const { out } = await runCommand(['tools', '--output', 'json', ...at()]);
    expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ name: 'hello', inputSchema: expect.any(Object) }));
  });

  it('says what to do when the server wants a token, or is not there', async () => {
    const refused = await runCommand(['tools', '--url', service.url]);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('--token') });
    const stale = await runCommand(['tools', '--url', service.url, '--token', `${token}x`]);
    expect(stale).toMatchObject({ code: 1, err: expect.stringContaining('does not accept this token') });
    const lost = await runCommand(['tools', '--url', 'http://127.0.0.1:1/mcp']);
    expect(lost).toMatchObject({ code: 1, err: expect.stringContaining('npm run demo') });
    const wrongPath = await runCommand(['tools', '--url', `${service.origin}/elsewhere`, '--token', token]);
    expect(wrongPath).toMatchObject({ code: 1, err: expect.stringContaining('404') });

    const noLogin = await runCommand(['tools', '--url', service.url, '--login'], {
      env: { XDG_CONFIG_HOME: mkdtempSync(join(tmpdir(), 'login-')) },
    });
    expect(noLogin).toMatchObject({ code: 1, err: expect.stringContaining('has no browser login') });

    const away = await runCommand(['tools', '--url', 'https://mcp.invalid/', '--token', token]);
    expect(away).toMatchObject({ code: 1, err: expect.stringMatching(/Nothing answers at (?!.*npm run demo)/) });
  });
});

// A missing or unfit credential was told as "nothing answers", with the advice to start a demo.
describe('--google without credentials that fit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'adc-'));
  const given = process.env['GOOGLE_APPLICATION_CREDENTIALS'];
  afterEach(() => {
    if (given === undefined) delete process.env['GOOGLE_APPLICATION_CREDENTIALS'];
    else process.env['GOOGLE_APPLICATION_CREDENTIALS'] = given;
  });
  it.each([
    ['a file that is not there', undefined, /no-such-file\.json does not exist/],
    ['a file that is no JSON', 'PRIVATE', /Could not get a Google ID token/],
  ])('says why no token could be had: %s', async (_what, content, reason) => {
    const path = join(folder, content === undefined ? 'no-such-file.json' : 'key.json');
    if (content !== undefined) writeFileSync(path, content);
    process.env['GOOGLE_APPLICATION_CREDENTIALS'] = path;
    const { code, err } = await runCommand(['tools', '--url', service.url, '--google']);
    expect(err).toMatch(reason);
    expect(err).not.toMatch(/Nothing answers|npm run demo/);
    expect(code).toBe(1);
  });
});

describe('call', () => {
  it('reads numbers, booleans and lists as the tool’s schema means them', async () => {
    expect((await runCommand(['call', 'add_numbers', 'a=2', 'b=40', ...at()])).out).toContain('42');
    const title = `Made at the terminal ${Date.now()}`;
    const made = await runCommand([
      'call',
      'confluence_create_page',
      'space_key=ENG',
      `title=${title}`,
      'content=Hello',
      'labels=one,two',
      'labels=three',
      'dry_run=false',
      '--output',
      'json',
      ...at(),
    ]);
    const { structuredContent } = JSON.parse(made.out) as { structuredContent: { id: string } };
    const labels = await runCommand(['call', 'confluence_get_labels', `page_id=${structuredContent.id}`, ...at()]);
    expect(labels.out).toMatch(/one[^]*two[^]*three/);
  });

  it('takes the arguments as JSON, and exits 1 when the tool answers with an error', async () => {
    const result = await runCommand(['call', 'confluence_get_page', '--json', '{"page_id": "424242424242"}', ...at()]);
    expect(result.code).toBe(1);
    expect(result.out).toMatch(/^NOT_FOUND/);
  });

  // Both were sent as texts: an owner called null, and a list of the words of an object.
  it('takes null for what is left out, and one object for a list of one', async () => {
    const made = ['call', 'confluence_create_page', 'space_key=ENG', 'title=New', 'dry_run=true', ...at()];
    expect((await runCommand([...made, 'parent_id=null'])).out).toMatch(/^Preview, nothing was written/);
    const edit = 'edits={"op":"append","content":"More."}';
    const edited = await runCommand(['call', 'confluence_edit_page', 'page_id=131073', edit, 'dry_run=true', ...at()]);
    expect(edited.out).toMatch(/^Preview, nothing was written/);
  });

  it('refuses text where the schema wants JSON', async () => {
    const { code, err } = await runCommand(['call', 'confluence_edit_page', 'page_id=1', 'edits=[nonsense', ...at()]);
    expect({ code, err }).toEqual({ code: 2, err: 'edits needs JSON (array).\n' });
  });

  it('refuses a key that stands twice and is no list, rather than lose one of the two', async () => {
    const { code, err } = await runCommand(['call', 'add_numbers', 'a=1', 'a=2', 'b=3', ...at()]);
    expect({ code, err }).toEqual({ code: 2, err: '"a" is given twice, but it is not a list: give it once.\n' });
  });
});

describe('token', () => {
  it('makes a key pair that only its owner reads, and never overwrites one', async () => {
    const out = join(await mkdtemp(join(tmpdir(), 'keys-')), 'new');
    expect((await runCommand(['token', 'keypair', '--out', out])).code).toBe(0);
    expect((await stat(join(out, 'private.pem'))).mode & 0o777).toBe(0o600);
    const before = await readFile(join(out, 'private.pem'), 'utf8');
    const again = await runCommand(['token', 'keypair', '--out', out]);
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('was not changed') });
    expect(await readFile(join(out, 'private.pem'), 'utf8')).toBe(before);
  });

  it('signs a token that a server with the public key accepts', async () => {
    const out = await mkdtemp(join(tmpdir(), 'keys-'));
    await runCommand(['token', 'keypair', '--out', out]);
    const jwt = { AUTH_MODES: 'jwt', JWT_PUBLIC_KEY: await readFile(join(out, 'public.pem'), 'utf8') };
    const own = await startTestService({ sandbox: service.sandbox, env: jwt });
    const claims = ['--subject', 'bob', '--issuer', issuer, '--audience', audience, '--scope', 'confluence:read'];
    const signed = await runCommand(['token', 'sign', '--key', join(out, 'private.pem'), ...claims, '--expires', '5m']);
    const called = await runCommand(['call', 'hello', 'name=Bob', '--url', own.url, '--token', signed.out.trim()]);
    expect(called).toMatchObject({ code: 0, out: expect.stringContaining('Bob') });
    await own.close();
  });

  it('hashes a token from stdin for the static-token file, and refuses a short one', async () => {
    const { out } = await runCommand(['token', 'hash'], { stdin: 'x'.repeat(40) });
    expect(out).toMatch(/^sha256:[0-9a-f]{64}\n$/);
    expect((await runCommand(['token', 'hash'], { stdin: 'short' })).code).toBe(2);
  });
});

describe('serve', () => {
  const settings = (): Record<string, string> => ({
    CONFLUENCE_URL: service.sandbox.url,
    CONFLUENCE_DEPLOYMENT: 'cloud',
    CONFLUENCE_USERNAME: service.sandbox.credentials.username,
    CONFLUENCE_API_TOKEN: service.sandbox.credentials.apiToken,
    AUTH_MODES: 'none',
    HOST: '127.0.0.1',
    PORT: '0',
  });

  it('listens, also on HEALTH_PORT, until it is stopped', async () => {
    const healthPort = await freePort();
    const terminal = createTerminal({ env: { ...settings(), HEALTH_PORT: String(healthPort) } });
    const code = runCli(['serve'], terminal.io);
    await terminal.waitFor(/server_started/);
    const health = await fetch(`http://127.0.0.1:${healthPort}/healthz`);
    expect(await health.json()).toMatchObject({ status: 'ok' });
    terminal.stop();
    expect(await code).toBe(0);
    await expect(fetch(`http://127.0.0.1:${healthPort}/healthz`)).rejects.toThrow();
  });

  // No token was printed, so that whoever started it had to find out about /dev/token first.
  it('prints a token to begin with where DEV_TOKENS is on, beside the log', async () => {
    const { AUTH_MODES: _none, ...others } = settings();
    const port = await freePort();
    const terminal = createTerminal({ env: { ...others, DEV_TOKENS: 'true', PORT: String(port) } });
    const code = runCli(['serve'], terminal.io);
    const [, printed = ''] = await terminal.waitFor(/DEV_TOKENS: a token with every scope, for 60 minutes:\n(\S+)\n/);
    expect(terminal.out()).not.toContain(printed);
    const url = `http://127.0.0.1:${port}/mcp-server/mcp/`;
    expect((await runCommand(['tools', '--url', url, '--token', printed])).code).toBe(0);
    terminal.stop();
    expect(await code).toBe(0);
  });

  it('logs an error that nobody caught, drains, and exits 1', async () => {
    const terminal = createTerminal({ env: settings() });
    const code = runCli(['serve'], terminal.io);
    await terminal.waitFor(/server_started/);
    terminal.stop(new Error('out of the blue'));
    expect(await code).toBe(1);
    expect(terminal.out()).toMatch(/"severity":"CRITICAL".*out of the blue/);
  });

  it('exits 78 when the port is taken, naming it', async () => {
    const port = new URL(service.url).port;
    const { code, err } = await runCommand(['serve'], { env: { ...settings(), PORT: port } });
    expect(code).toBe(78);
    expect(err).toContain(`127.0.0.1:${port} is already in use`);
  });

  it('exits 78 when HEALTH_PORT is taken, and lets go of its own port', async () => {
    const taken = new URL(service.url).port;
    const { code, err } = await runCommand(['serve'], { env: { ...settings(), HEALTH_PORT: taken } });
    expect({ code, err }).toMatchObject({ code: 78, err: expect.stringContaining(taken) });
  });
});

describe('demo and sandbox', () => {
  it('shows the way in and stops when told to', async () => {
    const terminal = createTerminal();
    const code = runCli(['demo', '--port', '0'], terminal.io);
    const [, url] = await terminal.waitFor(/MCP endpoint\s+(http\S+)/);
    const [, demoToken] = await terminal.waitFor(/export TOKEN=(\S+)/);
    await terminal.waitFor(/Ctrl-C/);
    const tools = await runCommand(['tools', '--url', url as string, '--token', demoToken as string]);
    expect(tools.out).toContain('add_numbers');
    const claims = Buffer.from(demoToken?.split('.')[1] ?? '', 'base64url').toString();
    expect(JSON.parse(claims)).toMatchObject({ iss: `http://localhost:${new URL(url as string).port}/dev` });
    terminal.stop();
    expect(await code).toBe(0);
  });

  it('walks the tour', async () => {
    const { code, out, err } = await runCommand(['demo', '--tour', '--port', '0']);
    expect(out).toContain('All 7 steps held');
    expect([code, err]).toEqual([0, '']);
  });

  it('names a bad port instead of starting', async () => {
    const { code, err } = await runCommand(['demo', '--port', '70000']);
    expect({ code, err }).toMatchObject({ code: 78, err: expect.stringContaining('PORT') });
  });

  it('says what helps when the port of the sandbox is taken', async () => {
    const { port } = new URL(service.url);
    const { code, err } = await runCommand(['sandbox', '--port', port], { env: {} });
    expect(code).toBe(2);
    expect(err).toMatch(new RegExp(`^Port ${port} is already in use: .* choose another with --port`));
  });

  it('runs the sandbox alone for any Confluence client', async () => {
    const terminal = createTerminal();
    const code = runCli(['sandbox', '--port', '0'], terminal.io);
    const [, url] = await terminal.waitFor(/CONFLUENCE_URL=(\S+)/);
    const [, user] = await terminal.waitFor(/CONFLUENCE_USERNAME=(\S+)/);
    const [, secret] = await terminal.waitFor(/CONFLUENCE_API_TOKEN=(\S+)/);
    const authorization = `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
    const response = await fetch(`${url}/rest/api/user/current`, { headers: { authorization } });
    expect(await response.json()).toMatchObject({ displayName: 'MCP Service' });
    terminal.stop();
    expect(await code).toBe(0);
  });
});
