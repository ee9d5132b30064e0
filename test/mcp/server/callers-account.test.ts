import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { DownstreamCredential, Principal } from '../../../src/auth/index.js';
import { createConfluenceClient, type ConfluenceClient } from '../../../src/confluence/index.js';
import { createDocumentReader } from '../../../src/documents/index.js';
import { createContentConverter } from '../../../src/content/index.js';
import { defineTool } from '../../../src/mcp/tools/define-tool.js';
import { createDispatch } from '../../../src/mcp/server/dispatch.js';
import { catalogue } from '../../../src/mcp/index.js';
import { createBoundedRead } from '../../../src/mcp/resources/index.js';
import { createBoundary } from '../../../src/mcp/server/boundary.js';
import { createOutbound, type Outbound } from '../../../src/outbound/index.js';
import { cloudId } from '../../../src/sandbox/cloud/gateway.js';
import { seedIds, seedPeople, startSandbox, type CloudSandbox } from '../../../src/sandbox/index.js';
import { createMemoryStore, type StateStore } from '../../../src/state/index.js';
import { atlassianAt, logIn } from '../../auth/oauth/upstream/atlassian-login.js';
import { openUpstreamCredentials, type TestCredentials } from '../../auth/oauth/grants/open-upstream-credentials.js';
import { caller, principal, recordingAudit, recordingLogger, openClaims } from '../fixtures/callers.js';

let sandbox: CloudSandbox;
let outbound: Outbound;
let store: StateStore;
let clients: ConfluenceClient[];
const content = createContentConverter();
afterAll(() => content.close());
beforeEach(async () => {
  sandbox = await startSandbox();
  outbound = createOutbound();
  store = createMemoryStore();
  clients = [];
});
afterEach(async () => {
  for (const confluenceClient of clients) confluenceClient.close();
  outbound.close();
  await sandbox.close();
});

const personal = (name: string): Principal =>
  principal('confluence:delete', { id: `oauth:${name}`, mode: 'oauth', subject: name, grantId: `grant-of-${name}` });

/** Tells the token that it would act with. */
const telling = defineTool({
  name: 'telling',
  title: 'Telling',
  toolset: 'examples',
  effect: 'read',
  description: 'A tool of this test.',
  input: z.strictObject({}),
  output: z.object({ token: z.string() }),
  run: async (_args, { downstream }) => ({ token: await downstream.accessToken() }),
  render: () => 'told',
});

/** One replica: its own credentials and client over the store that all share. */
function replica(): { credentials: TestCredentials; call: ReturnType<typeof callOf> } {
  const credentials = openUpstreamCredentials(store, atlassianAt(sandbox));
  const confluenceClient = createConfluenceClient({
    deployment: 'cloud',
    siteUrl: sandbox.url,
    gateway: { url: sandbox.oauth.apiUrl, cloudId },
    credentials: { kind: 'caller' },
    timeoutMs: 5_000,
    maxConcurrency: 16,
    agents: outbound,
    log: recordingLogger(),
    userAgent: 'test/1',
  });
  clients.push(confluenceClient);
  return { credentials, call: callOf(confluenceClient, (who) => credentials.credentialFor(who)) };
}

function callOf(confluenceClient: ConfluenceClient, downstream?: (who: Principal) => DownstreamCredential) {
  const tools = new Map([...catalogue, telling].map((tool) => [tool.name, tool]));
  const acting = downstream && { actAs: 'caller' as const, downstream };
  const dispatch = createDispatch(
    tools,
    createBoundary({ confluenceClient, content, documents: createDocumentReader(), audit: recordingAudit(), acting }),
    { form: 'always', openClaims },
  );
  const signal = new AbortController().signal;
  return async (who: Principal, name: string, args: Record<string, unknown> = {}) => {
    const result = await dispatch({ name, arguments: args, signal, progress: () => undefined }, caller(who));
    return result.isError === true ? result.content[0].text : (result.structuredContent as Record<string, unknown>);
  };
}

async function letIn(credentials: TestCredentials, name: 'amina' | 'jonas' | 'priya'): Promise<Principal> {
  const who = personal(name);
  await credentials.save(who.grantId ?? '', await logIn(sandbox, seedPeople[name]));
  return who;
}

describe("a tool call in the caller's own name", () => {
  it('[C19] changes pages as that person, and sees what that person sees', async () => {
    const { credentials, call } = replica();
    const [jonas, amina] = [await letIn(credentials, 'jonas'), await letIn(credentials, 'amina')];
    const { oauth } = sandbox;
    await call(jonas, 'confluence_update_page', { page_id: seedIds.onboarding, title: 'Onboarding II' });
    expect(sandbox.world.page(seedIds.onboarding).version).toMatchObject({
      title: 'Onboarding II',
      authorId: seedPeople.jonas,
    });
    const secret = { page_id: seedIds.securityIncident };
    expect(await call(jonas, 'confluence_get_page', secret)).toContain('NOT_FOUND');
    expect(await call(amina, 'confluence_get_page', secret)).toMatchObject({ id: seedIds.securityIncident });
    expect(oauth.refreshes).toBe(0);
  });

  it('is one of forty on two replicas that find an expired token, and one refresh serves all', async () => {
    const [here, there] = [replica(), replica()];
    const amina = await letIn(here.credentials, 'amina');
    sandbox.oauth.expireAccessTokens();
    const results = await Promise.all(
      [here, there].flatMap(({ call }) =>
        Array.from({ length: 20 }, () => call(amina, 'confluence_get_labels', { page_id: seedIds.paymentsRunbook })),
      ),
    );
    expect(results.filter((result) => typeof result === 'string')).toEqual([]);
    expect([sandbox.oauth.refreshes, here.credentials.revoked, there.credentials.revoked]).toEqual([1, [], []]);
  });

  it('ends the grant when the person took the consent back, and asks no more', async () => {
    const { credentials, call } = replica();
    const amina = await letIn(credentials, 'amina');
    sandbox.oauth.revoke(seedPeople.amina);
    const error = await call(amina, 'confluence_get_labels', { page_id: seedIds.paymentsRunbook });
    expect(error).toContain('CREDENTIALS_REJECTED');
    expect(error).toContain('Sign in again');
    expect(credentials.revoked).toEqual(['grant-of-amina']);
    expect(await credentials.isAlive('grant-of-amina')).toBe(false);
  });

  it('is refused for a caller of another mode, without a word to Confluence', async () => {
    const { call } = replica();
    const answer = await call(principal(), 'confluence_get_labels', { page_id: seedIds.paymentsRunbook });
    expect(answer).toContain('FORBIDDEN');
    expect(answer).toContain('came by jwt');
    expect(sandbox.requests).toEqual([]);
  });
});

describe('the downstream credential of a tool', () => {
  it('is the token of the upstream, and never nothing', async () => {
    const { credentials, call } = replica();
    const amina = await letIn(credentials, 'amina');
    const { token } = (await call(amina, 'telling')) as { token: string };
    expect(sandbox.oauth.find(token)?.user.accountId).toBe(seedPeople.amina);
    expect(await call(principal(), 'telling')).toContain('FORBIDDEN');
    const withoutLogins = callOf(clients[0] as ConfluenceClient);
    expect(await withoutLogins(amina, 'telling')).toMatch(/^FORBIDDEN.*AUTH_MODES=oauth/s);
  });
});

describe("a resource in the caller's own name", () => {
  it('is read as that person', async () => {
    const { credentials } = replica();
    const amina = await letIn(credentials, 'amina');
    const acting = { actAs: 'caller' as const, downstream: (who: Principal) => credentials.credentialFor(who) };
    const [confluenceClient] = clients as [ConfluenceClient];
    const read = createBoundedRead(
      createBoundary({ confluenceClient, content, documents: createDocumentReader(), audit: recordingAudit(), acting }),
    );
    const call = { signal: new AbortController().signal, progress: () => undefined };
    const space = await read({ method: 'resources/read' }, call, caller(amina), ({ confluence }) =>
      confluence.spaces.get('ENG'),
    );
    expect(space.key).toBe('ENG');
    expect(new Set(sandbox.requests.map(({ path }) => path.startsWith(`/ex/confluence/${cloudId}`)))).toContain(true);
  });
});
