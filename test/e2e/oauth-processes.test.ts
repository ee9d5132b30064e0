import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { seedPeople } from '../../src/sandbox/index.js';
import {
  authorizeAtOnce,
  callTool,
  createClient,
  redeem,
  refresh,
  type Client,
  type Tokens,
} from '../support/oauth-client.js';
import { atlassianSurroundings, type Surroundings } from '../support/oauth-surroundings.js';
import { start } from '../support/process.js';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.js';
import { startReplicas, type Replicas } from '../support/replicas.js';
import { isThorough } from '../support/thorough.js';
import { Visitor } from '../support/visitor.js';

if (!hasRedis) process.stderr.write('SKIPPED: no redis-server on the PATH, so no two replicas share their logins.\n');

interface Login {
  client: Client;
  tokens: Tokens;
}

/** What somebody reads in Confluence by their own account: what costs a process that has just started the least. */
async function readSpace({ mcpUrl }: Pick<Surroundings, 'mcpUrl'>, { access_token }: Pick<Tokens, 'access_token'>) {
  const { status, text } = await callTool({ mcpUrl }, access_token, 'confluence_get_space', { space_key: 'ENG' });
  return { status, text };
}
const served = { status: 200, text: expect.stringContaining('Engineering') };

describe('one process on a disk of its own', () => {
  it('knows every login again after it was killed', async () => {
    const around = await atlassianSurroundings();
    around.sandbox.oauth.signedIn = seedPeople.amina;
    const processes = await startReplicas(around.env, 1);
    const client = await createClient(around);
    const answer = await authorizeAtOnce(around, client);
    const tokens = (await (await redeem(around, client, answer.searchParams.get('code') ?? '')).json()) as Tokens;
    await processes.all[0]?.kill();
    await processes.add();
    expect(await readSpace(around, tokens)).toEqual(served);
    expect((await refresh(around, client, tokens.refresh_token)).status).toBe(200);
    await processes.close();
    await around.close();
  }, 60_000);

  it('does not start on Cloud Run, whose disk forgets, and says what is missing', async () => {
    const around = await atlassianSurroundings();
    const server = start(['serve'], { ...around.env, K_SERVICE: 'confluence-mcp' });
    expect(await server.exited).toBe(78);
    expect(server.err()).toContain('REDIS_URL');
    expect(server.out()).toBe('');
    await around.close();
  });
});

(hasRedis ? describe : describe.skip)('two replicas on one Redis, behind a balancer that takes turns', () => {
  let around: Surroundings;
  let redis: TestRedis;
  let replicas: Replicas;
  beforeAll(async () => {
    around = await atlassianSurroundings();
    around.sandbox.oauth.signedIn = seedPeople.amina;
    redis = await startRedis();
    replicas = await startReplicas({ ...around.env, REDIS_URL: redis.url }, 2);
  }, 120_000);
  beforeEach(async () => {
    around.sandbox.faults.clear();
    while (replicas.all.length < 2) await replicas.add();
  });
  afterAll(async () => {
    await replicas.close();
    await redis.stop();
    await around.close();
  });

  async function logIn(): Promise<Login> {
    const client = await createClient(around);
    const answer = await authorizeAtOnce(around, client);
    const tokens = (await (await redeem(around, client, answer.searchParams.get('code') ?? '')).json()) as Tokens;
    expect(tokens.error).toBeUndefined();
    return { client, tokens };
  }
  const read = ({ tokens }: Pick<Login, 'tokens'>, mcpUrl = around.mcpUrl) => readSpace({ mcpUrl }, tokens);
  const expectIn = async (login: Pick<Login, 'tokens'>): Promise<void> => expect(await read(login)).toEqual(served);

  /** The lock of a dead replica falls by itself, a quarter of a minute later. */
  async function endLock(): Promise<void> {
    const client = new Redis(redis.url);
    const locks = await client.keys('*lock:*');
    expect(locks).toHaveLength(1);
    const [lock = ''] = locks;
    expect(await client.pttl(lock)).toBeGreaterThan(0);
    await client.pexpire(lock, 1);
    client.disconnect();
  }

  it('serve a login, calls, a renewal and a log-out, whoever is asked', async () => {
    const { client, tokens } = await logIn();
    for (let n = 0; n < 4; n++) await expectIn({ tokens });
    const renewed = (await (await refresh(around, client, tokens.refresh_token)).json()) as Tokens;
    for (let n = 0; n < 2; n++) await expectIn({ tokens: renewed });
    const body = new URLSearchParams({ token: renewed.refresh_token, client_id: client.id });
    expect((await fetch(`${around.baseUrl}/revoke`, { method: 'POST', body })).status).toBe(200);
    for (let n = 0; n < 2; n++) expect((await read({ tokens: renewed })).status).toBe(401);
    for (const { served } of replicas.all) expect(served).toBeGreaterThanOrEqual(6);
  });

  it('renew an upstream token that is refused once, for twenty calls at the same time', async () => {
    const login = await logIn();
    const { oauth } = around.sandbox;
    const before = oauth.refreshes;
    oauth.expireAccessTokens();
    const answers = await Promise.all(Array.from({ length: 20 }, () => read(login)));
    expect(answers).toEqual(Array(20).fill(served));
    expect(oauth.refreshes - before).toBe(1);
  });

  it('renew an upstream token that has run out once, for twenty calls at the same time', async () => {
    const { oauth } = around.sandbox;
    oauth.accessTokenLifeMs = 1_000;
    const login = await logIn();
    oauth.accessTokenLifeMs = 3_600_000;
    await wait(1_000);
    const before = oauth.refreshes;
    const answers = await Promise.all(Array.from({ length: 20 }, () => read(login)));
    expect(answers).toEqual(Array(20).fill(served));
    expect(oauth.refreshes - before).toBe(1);
  });

  it('finish a login although the one that began each step is killed before the next', async () => {
    const victims = [/\/oauth\/callback/, /\/finish$/];
    const seen: string[] = [];
    const client = await createClient(around);
    const visitor = new Visitor(async (url) => {
      const place = victims.find((pattern) => pattern.test(url));
      if (place === undefined) return;
      seen.push(String(place));
      await replicas.replaceOldest();
    });
    const answer = await authorizeAtOnce(around, client, {}, visitor);
    await replicas.all[0]?.kill();
    const tokens = (await (await redeem(around, client, answer.searchParams.get('code') ?? '')).json()) as Tokens;
    expect(seen).toEqual(victims.map(String));
    await expectIn({ tokens });
  }, 60_000);

  it('keep a login when one is killed while it renews our own tokens', async () => {
    const { client, tokens } = await logIn();
    const [victim] = replicas.all;
    const lost = refresh({ ...around, baseUrl: victim?.origin ?? '' }, client, tokens.refresh_token).catch(
      () => undefined,
    );
    await wait(5);
    await victim?.kill();
    await lost;
    // The answer may be lost with the replica; the client asks again with what it has.
    const answer = await refresh(around, client, tokens.refresh_token);
    expect(answer.status).toBe(200);
    await expectIn({ tokens: (await answer.json()) as Tokens });
  }, 60_000);

  it('keep a login when one is killed after Atlassian renewed its token and before anybody heard of it', async () => {
    const login = await logIn();
    const { oauth, faults } = around.sandbox;
    const [victim] = replicas.all;
    const before = oauth.refreshes;
    faults.add({ kind: 'hang', beforeEffect: false, match: { path: /^\/oauth\/token/ }, times: 1 });
    oauth.expireAccessTokens();
    const lost = read(login, `${victim?.origin ?? ''}/mcp-server/mcp`).catch(() => undefined);
    while (oauth.refreshes === before) await wait(10);
    await victim?.kill();
    await lost;
    if (!isThorough) await endLock();
    await expectIn(login);
    expect(oauth.refreshes - before).toBe(2);
  }, 60_000);
});
