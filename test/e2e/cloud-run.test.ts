/** A default deployment behind a stand-in of Cloud Run's front end: who comes in unchanged, and after what kind of start. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { connect, googleIdToken, noToken, type TokenSource } from '../../src/client/index.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { CloudRun, gcloudAudience, googleToken, startGcloudProxy, type CloudRunOptions } from '../support/cloud-run.js';
import { startJwksServer, type JwksServer } from '../support/jwks-server.js';
import { createTestKey } from '../support/keys.js';
import { start, type Running } from '../support/process.js';
import { evaluateModule, hasTerraform } from '../support/terraform-module.js';
import { complaints, readLog, startUpEvents, startUpOf } from '../support/run-log.js';
import { deployments, FakeCloud, fullSettings, settingsOf } from '../deploy/fake-cloud.js';

if (!hasTerraform)
  console.warn('SKIPPED: terraform is not installed, so nothing is deployed behind its load balancer.');
const key = createTestKey('google');
const host = 'confluence-mcp-server-123456789012.europe-west1.run.app';
const serviceUrl = `https://${host}`;
const agent = 'agent@acme-prod.iam.gserviceaccount.com';

let sandbox: Sandbox;
let jwks: JwksServer;
/** What deploy.sh sets on the service when nothing is said about callers. */
let deployed: Record<string, string>;
let withoutCpu: Awaited<ReturnType<typeof startWithoutCpu>>;
const closing: (() => unknown)[] = [];
beforeAll(async () => {
  sandbox = await startSandbox();
  jwks = await startJwksServer(key);
  const cloud = new FakeCloud();
  const { GOOGLE_ALLOWED_EMAILS: _, ...settings } = fullSettings;
  await cloud.deploy(['--no-smoke'], settings);
  deployed = settingsOf(deployments(cloud.takeCalls())[0]);
  withoutCpu = await startWithoutCpu();
}, 60_000);
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  await jwks.close();
  await sandbox.close();
});

async function service(
  options: Partial<CloudRunOptions> = {},
  settings = deployed,
): Promise<{ cloudRun: CloudRun; running: Running }> {
  const cloudRun = new CloudRun({ key, host, ...options });
  await cloudRun.listen();
  const running = start(['serve'], {
    ...settings,
    // The rest is as deployed; these lead to this machine instead of Google and Atlassian.
    BASE_URL: cloudRun.origin,
    GOOGLE_JWKS_URL: jwks.url,
    CONFLUENCE_URL: sandbox.url,
    CONFLUENCE_DEPLOYMENT: 'cloud',
    CONFLUENCE_USERNAME: sandbox.credentials.username,
    CONFLUENCE_API_TOKEN: sandbox.credentials.apiToken,
    K_SERVICE: 'confluence-mcp-server',
    PORT: '0',
  });
  closing.push(async () => {
    running.child.kill('SIGCONT');
    running.child.kill('SIGKILL');
    await running.exited;
    cloudRun.close();
  });
  const [line] = await running.waitFor(/.*"server_started".*/);
  cloudRun.serve((JSON.parse(line) as { port: number }).port);
  return { cloudRun, running };
}

/** Stopped as soon as it listens, until its first request comes. */
async function startWithoutCpu() {
  let wake = (): void => undefined;
  const { cloudRun, running } = await service({ onFirstRequest: () => wake() });
  wake = () => void running.child.kill('SIGCONT');
  running.child.kill('SIGSTOP');
  return { cloudRun, running, stoppedAtMs: performance.now() };
}

const principals = (running: Running): string[] =>
  [...running.out().matchAll(/.*"event":"authentication".*/g)].map(
    ([line]) => (JSON.parse(line) as { principal: string | null }).principal ?? 'nobody',
  );

/** A header of Google's own, as a program gets it. */
const single = (email: string): TokenSource => ({
  headers: () => Promise.resolve({ authorization: `Bearer ${googleToken(key, email, serviceUrl)}` }),
});
const both = (email: string): TokenSource =>
  googleIdToken({
    audience: serviceUrl,
    fetchIdToken: (audience) => Promise.resolve(googleToken(key, email, audience)),
  });

/** One call by a client of each era, with what the client sends of its own accord. */
async function callInBothEras(url: string, tokenSource: TokenSource): Promise<string[]> {
  const modern = await connect({ url, tokenSource, transport: 'http' });
  const call = ['confluence_get_space', { space_key: 'ENG' }] as const;
  const answers = [await modern.callTool(...call)];
  await modern.close();
  const old = new OldClient({ name: 'old', version: '1' });
  const requestInit = { headers: await tokenSource.headers() };
  await old.connect(new OldTransport(new URL(url), { requestInit }));
  answers.push((await old.callTool({ name: call[0], arguments: call[1] })) as (typeof answers)[0]);
  await old.close();
  return [
    modern.protocolVersion,
    ...answers.map(({ isError, content }) => (isError === true ? JSON.stringify(content) : 'ok')),
  ];
}
const eras = ['2026-07-28', 'ok', 'ok'];

describe('behind the front end of Cloud Run, with the settings of a default deployment', () => {
  let cloudRun: CloudRun;
  let running: Running;
  beforeAll(async () => void ({ cloudRun, running } = await service()), 60_000);
  const endpoint = (origin = cloudRun.origin): string => `${origin}/mcp-server/mcp/`;

  it('a person comes in through the gcloud proxy, as themselves', async () => {
    const proxy = await startGcloudProxy(cloudRun.origin, () => googleToken(key, 'ann@acme.example', gcloudAudience));
    closing.push(() => proxy.close());
    expect(await callInBothEras(endpoint(proxy.origin), noToken())).toEqual(eras);
    expect(principals(running).at(-1)).toMatch(/^cloud-run-iam:https:\/\/accounts\.google\.com:/);
  });

  it('a service account comes in with one header, as one of the invokers', async () => {
    expect(await callInBothEras(endpoint(), single(agent))).toEqual(eras);
    expect(principals(running).at(-1)).toMatch(/cloud-run-invoker$/);
  });

  it('a service account comes in with both headers, verified by the server itself', async () => {
    expect(await callInBothEras(endpoint(), both(agent))).toEqual(eras);
    expect(principals(running).at(-1)).toMatch(/^google-oidc:/);
  });

  it('nobody comes in without a token, and an account of another project not by both headers', async () => {
    const ask = async (tokenSource: TokenSource) =>
      fetch(endpoint(), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(await tokenSource.headers()) },
        body: '{}',
      });
    const before = cloudRun.passed.length;
    expect((await ask(noToken())).status).toBe(403);
    expect(cloudRun.passed).toHaveLength(before);
    const stranger = await ask(both('agent@other.iam.gserviceaccount.com'));
    expect([stranger.status, await stranger.json()]).toMatchObject([403, { error: 'access_denied' }]);
  });

  it('/health and /ready are where a probe finds them, and /healthz is not ours', async () => {
    const headers = await single(agent).headers();
    const statusOf = async (path: string) => (await fetch(cloudRun.origin + path, { headers })).status;
    expect([await statusOf('/health'), await statusOf('/ready'), await statusOf('/healthz')]).toEqual([200, 200, 404]);
  });

  it('all of that leaves a log that starts as it should, and complains of nothing but the stranger', () => {
    const lines = readLog(running.out());
    expect(startUpOf(lines)).toEqual(startUpEvents);
    const stranger = { event: 'authentication', reason: 'not_allowed' };
    expect([complaints(lines, [stranger]), complaints(lines)]).toMatchObject([[], [stranger]]);
  });
});

describe('where the header that was checked does not reach the container', () => {
  it('a person behind the gcloud proxy is told so, and a single header still comes in', async () => {
    const { cloudRun } = await service({ passesCheckedHeader: false });
    const headers = {
      'content-type': 'application/json',
      'x-serverless-authorization': `Bearer ${googleToken(key, 'ann@acme.example', gcloudAudience)}`,
    };
    const url = `${cloudRun.origin}/mcp-server/mcp/`;
    const answer = await fetch(url, { method: 'POST', headers, body: '{}' });
    expect([answer.status, await answer.text()]).toEqual([401, expect.stringMatching(/X-Serverless-Authorization/)]);
    expect(await callInBothEras(url, single(agent))).toEqual(eras);
  }, 60_000);
});

(hasTerraform ? describe : describe.skip)('behind the load balancer of the Terraform module', () => {
  const domain = 'mcp.acme.example';
  let cloudRun: CloudRun;
  let balancer: string;
  beforeAll(async () => {
    const { settings, ingress } = evaluateModule({ domain, settings: '{ RATE_LIMIT_PER_MINUTE = "3" }' });
    const { REDIS_URL: _, ...here } = settings;
    ({ cloudRun } = await service({ host: domain, ingress }, here));
    balancer = await cloudRun.listenBehindBalancer('203.0.113.80');
  }, 60_000);

  /** Status of a call with a token that the server refuses, from an address of this machine. */
  const refused = async (localAddress: string, forged?: string): Promise<number> => {
    const headers = {
      'x-serverless-authorization': `Bearer ${googleToken(key, agent, `https://${domain}`)}`,
      authorization: 'Bearer wrong',
      ...(forged === undefined ? {} : { 'x-forwarded-for': forged }),
    };
    return new Promise((resolve, reject) =>
      request(`${balancer}/mcp-server/mcp/`, { method: 'POST', headers, localAddress }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      })
        .on('error', reject)
        .end('{}'),
    );
  };

  it('an address that guesses is stopped, whatever it writes into X-Forwarded-For, and no other with it', async () => {
    const statuses: number[] = [];
    for (let n = 1; n <= 4; n++) statuses.push(await refused('127.0.0.2', `198.51.100.${String(n)}, 203.0.113.80`));
    expect(statuses).toEqual([401, 401, 401, 429]);
    expect([await refused('127.0.0.3'), await refused('127.0.0.3', '127.0.0.2')]).toEqual([401, 401]);
  });

  it("the service's own URL, where a caller could name any address, is closed", async () => {
    const headers = await single(agent).headers();
    expect((await fetch(`${cloudRun.origin}/health`, { headers })).status).toBe(404);
  });
});

describe('a start without CPU time', () => {
  // The server asks for its front end while it starts; what could not be answered then refused the first caller.
  it('does not cost the first requests of any kind of client their answers', async () => {
    const { cloudRun, running, stoppedAtMs } = withoutCpu;
    await wait(Math.max(0, stoppedAtMs + 5_500 - performance.now()));
    const proxy = await startGcloudProxy(cloudRun.origin, () => googleToken(key, 'ann@acme.example', gcloudAudience));
    closing.push(() => proxy.close());
    const url = (origin: string): string => `${origin}/mcp-server/mcp/`;
    // All of them at once, and none waits for another to have woken the container.
    const first = await Promise.all([
      callInBothEras(url(proxy.origin), noToken()),
      callInBothEras(url(cloudRun.origin), single(agent)),
      callInBothEras(url(cloudRun.origin), both(agent)),
    ]);
    expect(first).toEqual([eras, eras, eras]);
    expect(running.out()).toContain('"iam":"on"');
    expect(running.out()).not.toMatch(/"severity":"(ERROR|CRITICAL)"/);
  }, 60_000);
});
