import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { seedIds, startSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { folderWith } from '../api/api-server.js';
import { signingKey } from '../support/oauth-surroundings.js';
import { canStartRedis, startRedis, type TestRedis } from '../support/redis.js';
import { openRpc, type Rpc } from '../support/rpc.js';
import { startTestService, type TestService } from '../support/service.js';
import { upstreamWrites } from '../support/upstream-writes.js';

if (!canStartRedis) process.stderr.write('SKIPPED: no redis-server on the PATH, so no two replicas share a Redis.\n');

const policy = folderWith({ 'policy.yaml': 'default: {confirm: {create: preview, update: preview}}' });
const common = { WRITE_POLICY_FILE: `${policy}/policy.yaml`, MCP_JWT_SIGNING_KEY: signingKey };

/** Adding to what is there, a comment is what a repetition doubles. */
const comment = 'confluence_add_comment';
const used = /^POLICY_DENIED: .*rule confirm\.create.*the token has been used/;

/** Two services on one Confluence, as replicas of one deployment. */
interface Pair {
  readonly services: readonly TestService[];
  readonly callers: readonly [Rpc, Rpc];
}

async function open(sandbox: Sandbox, env: Record<string, string>): Promise<Pair> {
  const start = () => startTestService({ sandbox, env: { ...common, ...env } });
  const services = [await start(), await start()] as const;
  const token = await services[0].token();
  return { services, callers: [openRpc(services[0].url, token), openRpc(services[1].url, token)] };
}

const close = async ({ services }: Pair): Promise<void> => void (await Promise.all(services.map((one) => one.close())));

/** The arguments of a comment, and the token of its preview. */
async function preview(rpc: Rpc) {
  const args = { page_id: seedIds.meetingNotes, body: `Said ${Math.random()}.` };
  const shown = await rpc.text(comment, { ...args, dry_run: true });
  return { ...args, preview_token: /preview_token "([^"]+)"/.exec(shown)?.[1] ?? '' };
}

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.close());

const sent = (): number => upstreamWrites(sandbox.requests).length;

const embedded = (): Promise<Record<string, string>> =>
  Promise.resolve({
    AUTH_MODES: 'jwt,oauth',
    BASE_URL: 'http://127.0.0.1:9',
    MCP_CLIENT_STORAGE_DIR: mkdtempSync(join(tmpdir(), 'claims-')),
    OIDC_CONFIG_URL: 'https://login.example/.well-known/openid-configuration',
    OIDC_CLIENT_ID: 'confluence-mcp',
    OAUTH_ALLOWED_DOMAINS: 'example.com',
  });

let redis: TestRedis | undefined;
const withRedis = async (): Promise<Record<string, string>> => {
  redis = await startRedis();
  return { REDIS_URL: redis.url };
};
afterAll(() => redis?.stop());

describe.each([['the embedded store', embedded], ...(canStartRedis ? ([['Redis', withRedis]] as const) : [])] as const)(
  'a token of a preview, on two replicas that share %s,',
  (_store, settings) => {
    let pair: Pair;
    beforeAll(async () => {
      pair = await open(sandbox, await settings());
    });
    afterAll(() => close(pair));

    it('[C20] allows one write of all that come at once, and none later, however it is spelled', async () => {
      const args = await preview(pair.callers[0]);
      const before = sent();
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, n) => pair.callers[n % 2 === 0 ? 0 : 1].text(comment, args)),
      );
      expect(answers.filter((answer) => !used.test(answer))).toEqual([expect.not.stringMatching(/^[A-Z_]+:/)]);
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
      const respelled = alphabet[alphabet.indexOf(args.preview_token.at(-1) ?? '') + 1] ?? '';
      for (const rpc of pair.callers) {
        expect(await rpc.text(comment, args)).toMatch(used);
        const spelled = { ...args, preview_token: args.preview_token.slice(0, -1) + respelled };
        expect(await rpc.text(comment, spelled)).toMatch(used);
      }
      expect(sent()).toBe(before + 1);
    });

    it('is used up by a write whose answer was lost', async () => {
      const args = await preview(pair.callers[0]);
      sandbox.faults.add({ kind: 'reset', match: { method: 'POST' }, times: 1, beforeEffect: false });
      const before = sent();
      expect(await pair.callers[0].text(comment, args)).toMatch(/^UPSTREAM_UNAVAILABLE: .*may have happened/);
      for (const rpc of pair.callers) expect(await rpc.text(comment, args)).toMatch(used);
      expect(sent()).toBe(before + 1);
    });

    it('is not used up by what Confluence refused', async () => {
      const args = await preview(pair.callers[1]);
      sandbox.faults.add({ kind: 'status', status: 429, match: { method: 'POST' }, times: 1 });
      expect(await pair.callers[0].text(comment, args)).toMatch(/^RATE_LIMITED/);
      expect(await pair.callers[1].text(comment, args)).not.toMatch(/^[A-Z_]+:/);
      expect(await pair.callers[0].text(comment, args)).toMatch(used);
    });
  },
);

(canStartRedis ? it : it.skip)(
  'while Redis is away no token is taken, and nothing is written',
  async () => {
    const own = await startRedis();
    const pair = await open(sandbox, { REDIS_URL: own.url });
    const [rpc] = pair.callers;
    const args = await preview(rpc);
    await own.stop();
    const before = sent();
    expect(await rpc.text(comment, args)).toMatch(
      /^UPSTREAM_UNAVAILABLE: .*confirmation was already used.*Nothing was written/,
    );
    expect(sent()).toBe(before);
    await close(pair);
  },
  30_000,
);

it('[C20] replicas that share no store do not take the tokens of each other', async () => {
  const pair = await open(sandbox, {});
  const args = await preview(pair.callers[0]);
  expect(await pair.callers[1].text(comment, args)).toMatch(/^POLICY_DENIED: .*the token is not for this change/);
  expect(await pair.callers[0].text(comment, args)).not.toMatch(/^[A-Z_]+:/);
  expect(await pair.callers[0].text(comment, args)).toMatch(used);
  await close(pair);
});

it("[C20] replicas that share no store do not take each other's answers of a person, so that one yes is one write", async () => {
  const asks = folderWith({ 'policy.yaml': 'default: {confirm: {create: person}}' });
  const pair = await open(sandbox, { WRITE_POLICY_FILE: `${asks}/policy.yaml` });
  const [first, second] = pair.services.map(({ url }) => url);
  const sentByClient: RequestInit[] = [];
  const token = await (pair.services[0] as TestService).token();
  const client = new Client(
    { name: 'test', version: '1' },
    { capabilities: { elicitation: {} }, versionNegotiation: { mode: 'auto' } },
  );
  client.setRequestHandler('elicitation/create', () => ({ action: 'accept', content: {} }));
  const recorded: typeof fetch = (url, init = {}) => {
    sentByClient.push(init);
    return fetch(url, init);
  };
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(first ?? ''), { requestInit, fetch: recorded }));
  const before = sent();
  await client.callTool({ name: comment, arguments: { page_id: seedIds.meetingNotes, body: 'Said once.' } });
  expect(sent()).toBe(before + 1);
  const answered = sentByClient.findLast(({ body }) => typeof body === 'string' && body.includes('inputResponses'));
  expect(await (await fetch(second ?? '', answered)).text()).toContain('inputRequests');
  expect(sent()).toBe(before + 1);
  await client.close();
  await close(pair);
});
