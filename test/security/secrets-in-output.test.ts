import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from '@jest/globals';
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
    const script = `process.stdout.write(JSON.stringify({ severity: 'INFO', message: '${secret}' }) + '\\n')`;
    const child = spawn(process.execPath, ['-e', script]);
    child.stdout.resume();
    await once(child, 'close');
    expect(secretWatch.leaks()).toEqual([`{"severity":"INFO","message":"${secret}"}`]);
  });

  it.each(['stdout', 'stderr'] as const)('[L1] is found in what a child process prints to %s', async (stream) => {
    await exchange({ headers: { authorization: `Bearer ${secret}` } }, plain);
    const child = spawn(process.execPath, ['-e', `process.${stream}.write('It failed: ${secret}\\n${secret}\\n')`]);
    child[stream].resume();
    await once(child, 'close');
    // Alone in a line is what a command prints that makes tokens.
    expect(secretWatch.leaks()).toEqual([`It failed: ${secret}`]);
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
