/** The examples as they are printed, each a process of its own. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudRun, gcloudAudience, googleToken } from '../support/cloud-run.js';
import { freePort } from '../support/free-port.js';
import { startJwksServer, type JwksServer } from '../support/jwks-server.js';
import { createTestKey } from '../support/keys.js';
import { bareEnv } from '../support/process.js';
import { startTestService, type TestService } from '../support/service.js';

const root = new URL('../../', import.meta.url).pathname;
const key = createTestKey('google');
const host = 'confluence-mcp-server-123456789012.europe-west1.run.app';
const agent = 'agent@acme-prod.iam.gserviceaccount.com';

let jwks: JwksServer;
let cloudRun: CloudRun;
let service: TestService;
let metadata: Server;
beforeAll(async () => {
  jwks = await startJwksServer(key);
  cloudRun = new CloudRun({ key, host });
  await cloudRun.listen();
  service = await startTestService({
    env: {
      AUTH_MODES: 'google-oidc,cloud-run-iam,jwt',
      K_SERVICE: 'confluence-mcp-server',
      BASE_URL: cloudRun.origin,
      ALLOWED_HOSTS: `${host},127.0.0.1`,
      GOOGLE_AUDIENCES: cloudRun.origin,
      GOOGLE_ALLOWED_DOMAINS: 'acme-prod.iam.gserviceaccount.com',
      GOOGLE_JWKS_URL: jwks.url,
    },
  });
  cloudRun.serve(Number(new URL(service.origin).port));
  metadata = createServer((request, response) => {
    response.setHeader('Metadata-Flavor', 'Google');
    const audience = new URL(request.url ?? '/', 'http://x').searchParams.get('audience');
    response.end(audience === null ? 'acme-prod' : googleToken(key, agent, audience));
  });
  await new Promise<void>((resolve) => metadata.listen(0, '127.0.0.1', resolve));
}, 60_000);
afterAll(async () => {
  metadata.close();
  metadata.closeAllConnections();
  await service.close();
  cloudRun.close();
  await jwks.close();
});

function run(example: string, env: Record<string, string>): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [example], { cwd: root, env: { ...bareEnv, ...env } });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('close', (code) => done({ code, out, err }));
  });
}

/** A gcloud that knows one command, with a token in it as gcloud has one for a person. */
function fakeGcloud(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gcloud-'));
  const token = googleToken(key, 'ann@acme.example', gcloudAudience);
  const script = `#!${process.execPath}
const { createServer, request } = require('node:http');
const flag = (name) => process.argv.find((word) => word.startsWith('--' + name + '='))?.split('=')[1];
if (process.argv.slice(2, 5).join(' ') !== 'run services proxy' || !flag('project') || !flag('region')) process.exit(2);
setTimeout(() => createServer((req, res) => {
  const headers = { ...req.headers, host: '${host}', 'x-serverless-authorization': 'Bearer ${token}' };
  req.pipe(request('${cloudRun.origin}' + req.url, { method: req.method, headers }, (answer) => {
    res.writeHead(answer.statusCode, answer.headers);
    answer.pipe(res);
  }));
}).listen(Number(flag('port')), '127.0.0.1'), 400);
`;
  writeFileSync(join(folder, 'gcloud'), script);
  chmodSync(join(folder, 'gcloud'), 0o755);
  return folder;
}

const principal = (): unknown => service.logs().findLast(({ event }) => event === 'authentication')?.['principal'];

describe('examples/client', () => {
  it('simple.js lists the tools and searches', async () => {
    const { code, out } = await run('examples/client/simple.js', {
      MCP_URL: service.url,
      MCP_TOKEN: await service.token(),
    });
    expect(out).toMatch(/tools over MCP 2026-07-28: .*confluence_get_page.*\n[^]*Payments runbook/);
    expect(code).toBe(0);
  });

  it.each([
    ['examples/client/simple.js', { MCP_TOKEN: 'unknown' }],
    ['examples/agent/main.js', { MCP_TOKEN: 'unknown' }],
    ['examples/agent/main.js', { OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' }],
  ])('%s with %j says in a line why it failed', async (file, env) => {
    const token = await service.token();
    const { code, out, err } = await run(file, { MCP_URL: service.url, MCP_TOKEN: token, ...env });
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^[^\n]{5,200}\n$/);
  });

  it('with-proxy.js waits for the proxy, asks as the person, and stops it', async () => {
    const env = { PATH: `${fakeGcloud()}:${bareEnv['PATH'] ?? ''}`, PROJECT_ID: 'acme-prod', REGION: 'europe-west1' };
    const { code, out, err } = await run('examples/client/with-proxy.js', { ...env, PORT: String(await freePort()) });
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('MCP Service');
    expect(principal()).toMatch(/^cloud-run-iam:https:/);
  });

  it('with-oidc-token.js calls as its service account', async () => {
    const env = {
      SERVICE_URL: cloudRun.origin,
      GCE_METADATA_HOST: `127.0.0.1:${String((metadata.address() as AddressInfo).port)}`,
      METADATA_SERVER_DETECTION: 'assume-present',
    };
    const { code, out, err } = await run('examples/client/with-oidc-token.js', env);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('ENG');
    expect(principal()).toMatch(/^google-oidc:/);
  });
});
