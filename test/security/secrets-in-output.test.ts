import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '../../src/observability/index.js';

/** What test/runner/environment.js has running in every suite. */
const { secretWatch } = globalThis as unknown as { secretWatch: { leaks(): string[]; forget(): void } };
afterEach(() => secretWatch.forget());

const secret = 'a-secret-of-more-than-sixteen-characters';

/** Sends one request to a server of this process. */
async function exchange(init: RequestInit, listener: RequestListener): Promise<void> {
  const server = createServer((req, res) => void req.resume().on('end', () => listener(req, res)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await (
    await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { redirect: 'manual', ...init })
  ).text();
  server.closeAllConnections();
  server.close();
}

function logLine(text: string): void {
  createLogger({ level: 'info', destination: new PassThrough().resume() }).info({}, text);
}

const plain: RequestListener = (_req, res) => void res.end();
const json: RequestListener = (_req, res) =>
  void res.setHeader('Content-Type', 'application/json').end(JSON.stringify({ refresh_token: secret }));
const redirect: RequestListener = (_req, res) =>
  void res.setHeader('Location', `/?code=${secret}`).writeHead(302).end();
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a secret in the log of any suite', () => {
  it.each<[string, RequestInit, RequestListener]>([
    ['an opaque bearer token', { headers: { authorization: `Bearer ${secret}` } }, plain],
    ['the signature of a JWT', { headers: { authorization: `Bearer e30.e30.${secret.replaceAll('-', '_')}` } }, plain],
    ['a password', { headers: { authorization: `Basic ${Buffer.from(`ann:${secret}`).toString('base64')}` } }, plain],
    ['a cookie', { headers: { cookie: `a=b; session=${secret}` } }, plain],
    ['a code verifier in a form', { method: 'POST', headers: form, body: `a=b&code_verifier=${secret}` }, plain],
    ['a token in an answer', {}, json],
    ['a code in a redirect', {}, redirect],
  ])('[L1] is found when it is %s', async (_what, init, listener) => {
    await exchange(init, listener);
    expect(secretWatch.leaks()).toEqual([]);
    logLine(`so it goes: ${secret} ${secret.replaceAll('-', '_')}`);
    expect(secretWatch.leaks()).toEqual(expect.arrayContaining([expect.stringContaining('so it goes')]));
  });

  it('[L1] is found in what a child process writes', async () => {
    await exchange({ headers: { authorization: `Bearer ${secret}` } }, plain);
    const child = spawn('echo', [JSON.stringify({ severity: 'INFO', message: secret })]);
    child.stdout.resume();
    await once(child, 'close');
    expect(secretWatch.leaks()).toEqual([`{"severity":"INFO","message":"${secret}"}`]);
  });

  it.each([
    ['stdout', '1'],
    ['stderr', '2'],
  ] as const)('[L1] is found in what a child process prints to %s', async (stream, number) => {
    await exchange({ headers: { authorization: `Bearer ${secret}` } }, plain);
    const child = spawn('sh', ['-c', `printf 'It failed: ${secret}\\n${secret}\\n' >&${number}`]);
    child[stream].resume();
    await once(child, 'close');
    // Alone in a line is what a command prints that makes tokens.
    expect(secretWatch.leaks()).toEqual([`It failed: ${secret}`]);
  });

  it.each<[string, () => unknown]>([
    ['spawnSync', () => spawnSync('echo', [`It failed: ${secret}`])],
    ['execFileSync', () => execFileSync('echo', [`It failed: ${secret}`])],
    [
      'a program that is waited for, and fails',
      () => {
        const script = `echo 'It failed: ${secret}' >&2; exit 1`;
        expect(() => execFileSync('sh', ['-c', script], { stdio: 'pipe' })).toThrow();
      },
    ],
  ])('[L1] is found in what is printed by %s', async (_what, run) => {
    await exchange({ headers: { authorization: `Bearer ${secret}` } }, plain);
    run();
    expect(secretWatch.leaks()).toContain(`It failed: ${secret}`);
  });

  it.each<[string, Record<string, string>]>([
    ['a setting', { CONFLUENCE_API_TOKEN: secret }],
    ['one key of several', { MCP_JWT_SIGNING_KEY: `${'a'.repeat(32)}, ${secret}` }],
    ['the password of an address', { REDIS_URL: `redis://default:${secret}@127.0.0.1:6379` }],
  ])('[L1] is found when a program was told it as %s alone', async (_what, env) => {
    const child = spawn('echo', [`told: ${secret}`], { env: { PATH: process.env['PATH'], ...env } });
    child.stdout.resume();
    await once(child, 'close');
    expect(secretWatch.leaks()).toEqual([`told: ${secret}`]);
    secretWatch.forget();
    execFileSync('echo', [`told: ${secret}`], { env: { PATH: process.env['PATH'], ...env } });
    expect(secretWatch.leaks()).toEqual([`told: ${secret}`]);
  });

  const mine = "res.setHeader('X-Request-Id', 'a');";
  const shown: [what: string, answer: string][] = [
    ['a body', `${mine} res.end('{"message":"not taken: ${secret}"}')`],
    ['a later part', `${mine} res.write('data: '); setTimeout(() => res.end('so ${secret}'), 50)`],
    ['a header', `${mine} res.setHeader('WWW-Authenticate', 'Bearer error="${secret}"').end()`],
  ];
  const given: [what: string, answer: string][] = [
    ['gives a token by its name', `${mine} res.end('{"refresh_token":"${secret}"}')`],
    ['renews a cookie', `${mine} res.setHeader('Set-Cookie', 'session=${secret}').end()`],
    ['redirects', `${mine} res.setHeader('Location', '/?code=${secret}').writeHead(302).end()`],
    ['is the far end', `res.end('${secret}')`],
  ];

  const headers = { authorization: `Bearer ${secret}`, cookie: `session=${secret}` };
  const byFetch = async (url: string) => (await fetch(url, { headers, redirect: 'manual' })).text();
  const byHttp = async (url: string) => {
    const [res] = (await once(request(url, { headers }).end(), 'response')) as [IncomingMessage];
    await once(res.resume(), 'end');
  };

  describe('in an answer of a program', () => {
    /** A server that is a process of its own: what it answers at each path stands in the tables above. */
    let program: ChildProcess;
    let origin: string;
    beforeAll(async () => {
      const answers = [...shown, ...given].map(
        ([what, answer]) => `${JSON.stringify(toPath(what))}: (res) => { ${answer} }`,
      );
      const script = `const answers = { ${answers.join(', ')} };
        require('http').createServer((req, res) => answers[req.url](res))
          .listen(0, '127.0.0.1', function () { console.log(this.address().port) })`;
      const child = spawn(process.execPath, ['-e', script]);
      program = child;
      const [port] = (await once(child.stdout, 'data')) as [Buffer];
      origin = `http://127.0.0.1:${port.toString().trim()}`;
    });
    afterAll(async () => {
      program.kill();
      await once(program, 'close');
    });
    const toPath = (what: string): string => `/${what.replaceAll(' ', '-')}`;

    describe.each([
      ['fetch', byFetch],
      ['node:http', byHttp],
    ])('read with %s', (_client, ask) => {
      it.each(shown)('[L1] is found in %s', async (what) => {
        await ask(origin + toPath(what));
        expect(secretWatch.leaks()).toEqual([expect.stringMatching(/^answer to port \d+: [^]*a-secret-of-more/)]);
      });

      it.each(given)('[L1] is none in one that %s', async (what) => {
        await ask(origin + toPath(what));
        expect(secretWatch.leaks()).toEqual([]);
      });
    });
  });

  const ours = (echo: (res: ServerResponse) => void): RequestListener => {
    return (_req, res) => echo(res.setHeader('X-Request-Id', 'a'));
  };

  it.each<[string, RequestListener]>([
    ['a body', ours((res) => void res.end(JSON.stringify({ message: `not taken: ${secret}` })))],
    ['one part of a body', ours((res) => (res.write('data: '), res.end(`so it goes/${secret}.`)))],
    ['a header', ours((res) => void res.setHeader('WWW-Authenticate', `Bearer error="${secret}"`).end())],
    [
      'the head of an answer',
      ours((res) => void res.writeHead(401, { Link: `<https://a.example/?t=${secret}>` }).end()),
    ],
  ])('[L1] is found in %s of our server', async (_what, listener) => {
    await exchange({ headers: { authorization: `Bearer ${secret}` } }, listener);
    expect(secretWatch.leaks()).toEqual([expect.stringMatching(/^answer to GET \/: [^]*a-secret-of-more/)]);
  });

  it.each<[string, RequestListener]>([
    [
      'gives a token by its name',
      ours((res) => void res.setHeader('Content-Type', 'application/json').end(`{"refresh_token":"${secret}"}`)),
    ],
    ['renews a cookie', ours((res) => void res.setHeader('Set-Cookie', `session=${secret}`).end())],
    ['is the far end', (_req, res) => void res.end(secret)],
  ])('[L1] is none in an answer that %s', async (_what, listener) => {
    await exchange({ headers: { authorization: `Bearer ${secret}`, cookie: `session=${secret}` } }, listener);
    expect(secretWatch.leaks()).toEqual([]);
  });

  it('[L1] is none when it never was on the wire', () => {
    logLine(`only text: ${secret}`);
    expect(secretWatch.leaks()).toEqual([]);
  });
});
