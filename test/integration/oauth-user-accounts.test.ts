import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import type { Browser, Page } from 'playwright-core';
import type { Principal } from '../../src/auth/index.js';
import { seedPeople } from '../../src/sandbox/index.js';
import { asNewPerson, findChromium, launchChromium } from '../support/browser.js';
import { textOf } from '../support/clients.js';
import { startMcpApplication, type SdkVersion } from '../support/mcp-application.js';
import { authorizeAtOnce, callTool, createClient, redeem, refresh, type Tokens } from '../support/oauth-client.js';
import {
  atlassianSurroundings,
  serveInProcess,
  type InProcess,
  type Surroundings,
} from '../support/oauth-surroundings.js';

const executable = findChromium();
if (executable === undefined)
  process.stderr.write('SKIPPED: no Chromium on the PATH, so nobody logs in at Atlassian through a real browser.\n');

let around: Surroundings;
let service: InProcess;
beforeAll(async () => {
  around = await atlassianSurroundings();
  service = await serveInProcess(around.env);
});
afterEach(() => around.sandbox.faults.clear());
afterAll(async () => {
  await service.close();
  await around.close();
});

const runbook = { space_key: 'ENG', title: 'Payments runbook' };
const gateway = { path: /^\/ex\/confluence\// };

/** Somebody whom Atlassian knows already; answers what their application got. */
async function logIn(person: keyof typeof seedPeople): Promise<Tokens & { again: () => Promise<Response> }> {
  around.sandbox.oauth.signedIn = seedPeople[person];
  const client = await createClient(around);
  const answer = await authorizeAtOnce(around, client, { scope: 'confluence:delete' });
  around.sandbox.oauth.signedIn = undefined;
  const tokens = (await (await redeem(around, client, answer.searchParams.get('code') ?? '')).json()) as Tokens;
  return { ...tokens, again: () => refresh(around, client, tokens.refresh_token) };
}

const call = (token: string, name: string, args: object) => callTool(around, token, name, args);
const read = (token: string) => call(token, 'confluence_get_page', runbook);

async function expectLoggedOut({ access_token: token, again }: Awaited<ReturnType<typeof logIn>>): Promise<void> {
  const next = await call(token, 'hello', { name: 'nobody' });
  expect([next.status, next.challenge]).toEqual([401, expect.stringContaining('resource_metadata=')]);
  expect(next.challenge).toContain('error="invalid_token"');
  expect(await (await again()).json()).toMatchObject({ error: 'invalid_grant' });
}

(executable === undefined ? describe.skip : describe)('a person at a browser', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchChromium(executable ?? '');
    page = await browser.newPage();
  }, 60_000);
  afterAll(() => browser.close());

  it.each<[SdkVersion, string, string]>([
    ['1.x', 'Amina Diallo', seedPeople.amina],
    ['2.x', 'Jonas Weber', seedPeople.jonas],
  ])('edits a page in their own name through the SDK client %s', async (sdk, name, accountId) => {
    const application = await startMcpApplication(sdk, around.mcpUrl);
    try {
      await expect(application.connect()).rejects.toThrow();
      await asNewPerson(page);
      await page.goto(application.memory.url?.href ?? 'about:blank');
      await page.getByRole('button', { name: 'Allow' }).click();
      await page.getByRole('button', { name: `Accept as ${name}` }).click();
      await page.getByRole('heading', { name: 'Back in the application' }).waitFor();
      await application.finishLogin();
      await application.connect();
      const comment = `Written by ${name}.`;
      const title = `Notes of ${name}`;
      const made = await application.call('confluence_create_page', { space_key: 'ENG', title, content: comment });
      expect(textOf(made)).toContain('Done, created');
      const id = String(made.structuredContent?.['id']);
      const edits = [{ op: 'replace_text', find: comment, replace: 'Written twice.' }];
      await application.call('confluence_edit_page', { page_id: id, edits });
      const { revisions } = around.sandbox.world.contents.get(id) ?? { revisions: [] };
      expect(revisions.map(({ authorId }) => authorId)).toEqual([accountId, accountId]);
    } finally {
      await application.close();
    }
  });
});

describe('what Atlassian lets a person do', () => {
  it('is what the service can do for them: nothing of the service itself comes in', async () => {
    const { access_token: token } = await logIn('priya');
    expect((await read(token)).text).toContain('Payments runbook');
    const answer = await call(token, 'confluence_create_page', { space_key: 'ENG', title: 'Not mine', content: 'x' });
    expect(answer.text).toMatch(/"isError":true/);
    const seen = around.sandbox.requests.filter(({ path }) => /^\/(?:ex|wiki)\//.test(path));
    expect(new Set(seen.map(({ headers }) => headers['authorization']))).toEqual(new Set(['Bearer']));
  });

  it('is nothing for somebody without access to the site: the application is told, and gets no code', async () => {
    around.sandbox.oauth.signedIn = seedPeople.omar;
    const answer = await authorizeAtOnce(around, await createClient(around));
    around.sandbox.oauth.signedIn = undefined;
    expect(answer.searchParams.get('error')).toBe('access_denied');
    expect(answer.searchParams.get('error_description')).toContain('has no access to');
    expect(answer.searchParams.has('code')).toBe(false);
  });
});

describe("Atlassian's token", () => {
  it('is renewed when it ran out, each time with the newest refresh token', async () => {
    const { access_token: token } = await logIn('amina');
    const { oauth } = around.sandbox;
    const before = oauth.refreshes;
    oauth.reuseLeewayMs = 0;
    for (const nth of [1, 2, 3]) {
      oauth.expireAccessTokens();
      const answer = await read(token);
      expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('Payments runbook')]);
      expect(oauth.refreshes - before).toBe(nth);
    }
    oauth.reuseLeewayMs = 600_000;
  });

  it('that Atlassian took back ends the login here as well', async () => {
    const login = await logIn('amina');
    around.sandbox.oauth.revoke(seedPeople.amina);
    const answer = await read(login.access_token);
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('CREDENTIALS_REJECTED')]);
    await expectLoggedOut(login);
  });

  it('that is refused right after it was renewed ends the login', async () => {
    const login = await logIn('jonas');
    around.sandbox.faults.add({ kind: 'status', status: 401, match: gateway });
    expect((await read(login.access_token)).text).toContain('CREDENTIALS_REJECTED');
    around.sandbox.faults.clear();
    await expectLoggedOut(login);
  });

  it('that is refused once is only renewed', async () => {
    const login = await logIn('jonas');
    around.sandbox.faults.add({ kind: 'status', status: 401, match: gateway, times: 1 });
    expect((await read(login.access_token)).text).toContain('Payments runbook');
    expect((await read(login.access_token)).text).toContain('Payments runbook');
  });

  it('is not taken as a token for this service', async () => {
    const grantId = String(decodeJwt((await logIn('amina')).access_token)['grant_id']);
    const theirs = await service.services.oauth?.credentialFor({ mode: 'oauth', grantId } as Principal).accessToken();
    expect(around.sandbox.oauth.find(theirs ?? '')?.user.accountId).toBe(seedPeople.amina);
    const answer = await read(theirs ?? '');
    expect([answer.status, answer.challenge]).toEqual([401, expect.stringContaining('error="invalid_token"')]);
  });
});

it('a scope that Atlassian did not grant is named, and ends no login', async () => {
  await service.close();
  const scopes = 'read:page:confluence read:space:confluence read:user:confluence';
  service = await serveInProcess({ ...around.env, ATLASSIAN_OAUTH_SCOPES: scopes });
  const { access_token: token } = await logIn('amina');
  const page = await read(token);
  const id = /"id":"(\d+)"/.exec(page.text)?.[1] ?? '';
  const answer = await call(token, 'confluence_add_labels', { page_id: id, labels: ['mine'] });
  expect(answer.text).toContain('FORBIDDEN');
  expect(answer.text).toContain('write:label:confluence');
  expect((await read(token)).text).toContain('Payments runbook');
});
