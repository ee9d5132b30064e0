import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { asNewPerson, findChromium, launchChromium } from '../support/browser.js';
import { textOf } from '../support/clients.js';
import { startMcpApplication, type McpApplication, type SdkVersion } from '../support/mcp-application.js';
import { oidcSurroundings, serveInProcess, type InProcess, type Surroundings } from '../support/oauth-surroundings.js';
import { temporaryFile } from '../support/settings.js';

const executable = findChromium();
if (executable === undefined)
  process.stderr.write('SKIPPED: no Chromium on the PATH, so no SDK client logs in through a real browser.\n');

(executable === undefined ? describe.skip : describe)('people with a browser and an application', () => {
  let around: Surroundings;
  let service: InProcess;
  let env: Record<string, string>;
  let browser: Browser;
  let page: Page;
  const applications: McpApplication[] = [];

  beforeAll(async () => {
    around = await oidcSurroundings();
    const grants = { 'oauth:ada@example.com': { scopes: ['confluence:write'] } };
    env = { ...around.env, DEFAULT_SCOPES: 'confluence:read', GRANTS_FILE: temporaryFile(JSON.stringify(grants)) };
    service = await serveInProcess(env);
    browser = await launchChromium(executable ?? '');
    page = await browser.newPage();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    for (const application of applications) await application.close();
    await service.close();
    await around.close();
  });

  async function install(sdk: SdkVersion): Promise<McpApplication> {
    const application = await startMcpApplication(sdk, around.mcpUrl);
    applications.push(application);
    return application;
  }

  /** The person's half of a login; answers what the last page says. */
  async function logIn(url: URL | undefined, user: string): Promise<string> {
    await asNewPerson(page);
    await page.goto(url?.href ?? 'about:blank');
    expect(await page.locator('main').innerText()).toContain('SDK client');
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByLabel('User').fill(user);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page.locator('body').innerText();
  }

  const readPage = { space_key: 'ENG', title: 'Payments runbook' };

  describe.each<SdkVersion>(['1.x', '2.x'])('and the SDK client %s', (sdk) => {
    let application: McpApplication;

    it('register, consent, log in, and call a tool as that person', async () => {
      application = await install(sdk);
      await expect(application.connect()).rejects.toThrow();
      expect(application.memory.client?.client_id).toBeTruthy();
      expect(await logIn(application.memory.url, 'ada')).toContain('Back in the application');
      await application.finishLogin();
      await application.connect();
      expect(textOf(await application.call('confluence_get_page', readPage))).toContain('Payments runbook');
      const calls = service.logs().filter(({ event }) => event === 'tool_call');
      expect(calls.at(-1)).toMatchObject({ mode: 'oauth', principal: expect.stringContaining('u-ada') });
    });

    it('may do at once all that the person may, for which the server asked', async () => {
      const page = { space_key: 'ENG', title: `Written with ${sdk}`, content: 'x' };
      expect(textOf(await application.call('confluence_create_page', page))).toContain('Done, created');
      expect(application.memory.saved).toMatchObject({ scope: 'confluence:read confluence:write' });
    });

    it('get a new token when the old one is no longer taken, without asking the person', async () => {
      const before = application.memory.saved;
      application.memory.saved = { token_type: 'Bearer', ...before, access_token: `${before?.access_token ?? ''}x` };
      application.memory.url = undefined;
      expect(textOf(await application.call('hello', { name: 'Ada' }))).toContain('Ada');
      expect(application.memory.saved?.refresh_token).not.toBe(before?.refresh_token);
      expect(application.memory.url).toBeUndefined();
    });

    it('stay logged in when the server restarts', async () => {
      await service.close();
      service = await serveInProcess(env);
      // The client learns that its old connections are closed before it uses one again.
      await new Promise((resolve) => setTimeout(resolve, 300));
      application.memory.url = undefined;
      expect(textOf(await application.call('hello', { name: 'again' }))).toContain('again');
      const before = application.memory.saved;
      application.memory.saved = { token_type: 'Bearer', ...before, access_token: 'lost' };
      await application.connect();
      expect(textOf(await application.call('hello', { name: 'renewed' }))).toContain('renewed');
      expect(application.memory.url).toBeUndefined();
    });

    it('have to log in again when the login is taken back', async () => {
      const { saved, client } = application.memory;
      const body = new URLSearchParams({ token: saved?.refresh_token ?? '', client_id: client?.client_id ?? '' });
      expect((await fetch(`${around.baseUrl}/revoke`, { method: 'POST', body })).status).toBe(200);
      await expect(application.call('hello', { name: 'nobody' })).rejects.toThrow();
      expect(application.memory.url?.pathname).toBe('/authorize');
      expect(await logIn(application.memory.url, 'bob')).toContain('Back in the application');
      await application.finishLogin();
      await application.connect();
      expect(textOf(await application.call('hello', { name: 'Bob' }))).toContain('Bob');
    });
  });

  it('are asked again when a tool needs more than they allowed at first', async () => {
    const application = await install('2.x');
    await application.askFor('confluence:read');
    await logIn(application.memory.url, 'ada');
    await application.finishLogin();
    await application.connect();
    const page = { space_key: 'ENG', title: 'After a second question', content: 'x' };
    await expect(application.call('confluence_create_page', page)).rejects.toThrow();
    expect(application.memory.url?.searchParams.get('scope')?.split(' ')).toContain('confluence:write');
    await logIn(application.memory.url, 'ada');
    await application.finishLogin();
    await application.connect();
    expect(textOf(await application.call('confluence_create_page', page))).toContain('Done, created');
  });

  it('are told when their account is not on the list, and the application gets no token', async () => {
    const application = await install('2.x');
    await expect(application.connect()).rejects.toThrow();
    const text = await logIn(application.memory.url, 'eve');
    expect(text).toContain('This account may not use the service');
    expect(text).toContain('eve@elsewhere.test');
    expect([application.callback, application.memory.saved]).toEqual([undefined, undefined]);
  });
});
