import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createConfluenceClient, type CallerAccount, type ConfluenceClient } from '../../src/confluence/index.js';
import { createOutbound, type Outbound } from '../../src/outbound/index.js';
import { cloudId } from '../../src/sandbox/cloud/gateway.js';
import { seedIds, seedPeople, startSandbox, type CloudSandbox } from '../../src/sandbox/index.js';
import { silent } from '../contract/test-site.js';
import { caught } from '../contract/caught.js';

const allScopes = [
  'read:page:confluence',
  'write:page:confluence',
  'read:space:confluence',
  'read:user:confluence',
  'read:attachment:confluence',
  'search:confluence',
];

let sandbox: CloudSandbox;
let outbound: Outbound;
let confluenceClient: ConfluenceClient;
beforeEach(async () => {
  sandbox = await startSandbox();
  outbound = createOutbound();
  confluenceClient = open();
});
afterEach(async () => {
  confluenceClient.close();
  outbound.close();
  await sandbox.close();
});

const open = (id = cloudId): ConfluenceClient =>
  createConfluenceClient({
    deployment: 'cloud',
    siteUrl: sandbox.url,
    gateway: { url: sandbox.oauth.apiUrl, cloudId: id },
    credentials: { kind: 'caller' },
    timeoutMs: 5_000,
    maxConcurrency: 4,
    agents: outbound,
    log: silent,
    userAgent: 'test/1',
  });

function tokenOf(accountId: string, scopes: readonly string[] = allScopes): string {
  const code = sandbox.oauth.openCode({
    accountId,
    redirectUri: 'http://localhost/',
    scopes,
    codeChallenge: undefined,
  });
  return sandbox.oauth.redeem(code, 'http://localhost/', undefined).body['access_token'] as string;
}

interface TestAccount extends CallerAccount {
  /** What it was asked: the token that was rejected, if any. */
  readonly asked: (string | undefined)[];
  revocations: number;
}

/** Hands out these tokens one after the other, as each is rejected. */
function accountWith(id: string, ...tokens: string[]): TestAccount {
  const asked: (string | undefined)[] = [];
  const account: TestAccount = {
    id,
    asked,
    revocations: 0,
    accessToken: (rejected) => {
      asked.push(rejected);
      return Promise.resolve(tokens[rejected === undefined ? 0 : tokens.indexOf(rejected) + 1] ?? '');
    },
    revoke: () => {
      account.revocations += 1;
      return Promise.resolve();
    },
  };
  return account;
}

describe("a call with the caller's own account", () => {
  it('reads and writes as that person', async () => {
    const account = accountWith('amina', tokenOf(seedPeople.amina));
    const { pages } = confluenceClient.forCall({ account });
    const page = await pages.create({
      type: 'page',
      spaceKey: 'ENG',
      title: 'Mine',
      body: '<p>x</p>',
      status: 'current',
    });
    expect(sandbox.world.page(page.id).version.authorId).toBe(seedPeople.amina);
    expect(new Set(sandbox.requests.map(({ headers }) => headers['authorization']))).toEqual(new Set(['Bearer']));
  });

  it('repeats even a write once with a newer token after a 401', async () => {
    const account = accountWith('amina', 'outdated', tokenOf(seedPeople.amina));
    const { pages } = confluenceClient.forCall({ account });
    const change = {
      expectedVersion: sandbox.world.page(seedIds.onboarding).revisions.length,
      type: 'page',
      title: 'Onboarding, again',
      body: '<p>x</p>',
      status: 'current',
    } as const;
    await pages.update(seedIds.onboarding, change);
    const puts = sandbox.requests.filter(({ method }) => method === 'PUT');
    expect(puts.map(({ status }) => status)).toEqual([401, 200]);
    expect([account.asked.slice(-2), account.revocations]).toEqual([[undefined, 'outdated'], 0]);
  });

  it('ends the sign-in when a token that was just renewed is refused as well', async () => {
    const account = accountWith('amina', 'outdated', 'renewed');
    const error = await caught(confluenceClient.forCall({ account }).spaces.get('ENG'));
    expect(error).toMatchObject({ code: 'CREDENTIALS_REJECTED' });
    expect(error.message).toMatch(/^Your Atlassian sign-in/);
    expect([account.revocations, sandbox.requests.length]).toEqual([1, 2]);
  });

  it('names a scope that the token lacks, and leaves the sign-in alone', async () => {
    const narrow = tokenOf(seedPeople.amina, ['read:page:confluence']);
    for (const account of [accountWith('amina', narrow), accountWith('amina', 'outdated', narrow)]) {
      const error = await caught(confluenceClient.forCall({ account }).search.cql('type = page', { limit: 1 }));
      expect(error).toMatchObject({ code: 'FORBIDDEN', details: { scope: 'search:confluence' } });
      expect(error.message).toContain('search:confluence');
      expect(account.revocations).toBe(0);
    }
  });

  it('is not ended by a 401 of a place that a download leads to', async () => {
    const account = accountWith('amina', tokenOf(seedPeople.amina));
    sandbox.faults.add({ kind: 'status', status: 401, match: { path: /^\/media\// } });
    const { attachments } = confluenceClient.forCall({ account });
    await expect(attachments.download(seedIds.capacityCsv, { maxBytes: 1_000 })).rejects.toMatchObject({
      code: 'CREDENTIALS_REJECTED',
    });
    expect([account.revocations, account.asked.filter((rejected) => rejected !== undefined)]).toEqual([0, []]);
  });

  it('fails as the account does when that has no token', async () => {
    const account: CallerAccount = {
      id: 'x',
      accessToken: () => Promise.reject(new Error('no token today')),
      revoke: () => Promise.resolve(),
    };
    await expect(confluenceClient.forCall({ account }).spaces.get('ENG')).rejects.toThrow('no token today');
    expect(sandbox.requests).toEqual([]);
  });
});

describe('a client that acts as its callers', () => {
  it('refuses a call without an account, and never acts as anybody else', async () => {
    expect(await caught(confluenceClient.forCall({}).spaces.get('ENG'))).toMatchObject({ code: 'FORBIDDEN' });
    expect(sandbox.requests).toEqual([]);
  });

  it('remembers nothing across accounts', async () => {
    const [amina, omar] = [seedPeople.amina, seedPeople.priya].map((id) => accountWith(id, tokenOf(id)));
    const spaceOf = async (account: CallerAccount | undefined): Promise<number> => {
      const before = sandbox.requests.filter(({ path }) => path.endsWith('/api/v2/spaces')).length;
      await confluenceClient.forCall({ account }).pages.findByTitle('ENG', 'Onboarding');
      return sandbox.requests.filter(({ path }) => path.endsWith('/api/v2/spaces')).length - before;
    };
    expect([await spaceOf(amina), await spaceOf(amina), await spaceOf(omar), await spaceOf(amina)]).toEqual([
      1, 0, 1, 0,
    ]);
  });

  it('is ready when the gateway answers at all, and not when it cannot', async () => {
    for (const ping of [confluenceClient.ping(), open('auto').ping()]) await expect(ping).resolves.toBeUndefined();
    expect(sandbox.requests.every(({ headers }) => headers['authorization'] === undefined)).toBe(true);
    sandbox.faults.add({ kind: 'status', status: 503 });
    await expect(confluenceClient.ping()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });

  it('is for Cloud alone', () => {
    const openElsewhere = () =>
      createConfluenceClient({
        deployment: 'datacenter',
        siteUrl: 'https://wiki.example',
        credentials: { kind: 'caller' },
        timeoutMs: 1,
        maxConcurrency: 1,
        agents: outbound,
        log: silent,
        userAgent: 'test/1',
      });
    expect(openElsewhere).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});
