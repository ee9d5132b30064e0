/** The page for people and the document for programs, of a real service and of every kind of app. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { oauthPaths } from '../../../src/auth/index.js';
import { asNewPerson, findChromium, launchChromium } from '../../support/browser.js';
import { startTestService, type TestService } from '../../support/service.js';
import { openApp } from '../open-app.js';

interface Document {
  readonly servers: { url: string }[];
  readonly paths: Record<string, Record<string, { security: object[]; responses: Record<string, object> }>>;
}

const documentOf = async (app: Parameters<typeof request>[0]): Promise<Document> =>
  (await request(app).get('/openapi.json').expect(200)).body as Document;

const everything = {
  oauthServer: { handle: () => Promise.resolve() },
  authorizationServer: 'https://mcp.example.com',
  metrics: { token: 'x'.repeat(32), contentType: 'text/plain', render: () => Promise.resolve('') },
  devIssuer: { sign: () => Promise.reject(new Error('not now')) },
};

describe('/openapi.json', () => {
  it.each([
    ['everything on', everything],
    ['nothing but MCP', { sse: false }],
  ])('is valid OpenAPI 3.1 with %s', async (_, options) => {
    const validator = new Validator();
    const document = await documentOf(openApp(options).app);
    expect(await validator.validate({ ...document })).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('has every path that the app answers, and no other', async () => {
    const { app, paths } = openApp(everything);
    const routes = paths();
    const inOpenApi = (path: string) => path.replace(/:(\w+)/g, '{$1}').replace(/\/$/, '');
    const documented = Object.keys((await documentOf(app)).paths).map(inOpenApi);
    expect([...new Set(documented)].sort()).toEqual([...new Set(routes.map(inOpenApi))].sort());
    expect(routes).toEqual(expect.arrayContaining([...oauthPaths.endpoints]));
  });

  it('says where a token is asked for, as the app does', async () => {
    const { app } = openApp({ sse: true });
    const { paths } = await documentOf(app);
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, { security }] of Object.entries(operations)) {
        const { status } = await request(app)[method as 'get'](path).set('Authorization', '');
        expect([method, path, status === 401]).toEqual([method, path, security.length > 0]);
      }
    }
  });
});

describe('/docs', () => {
  let service: TestService;
  beforeAll(
    async () =>
      void (service = await startTestService({
        env: { BASE_URL: 'https://mcp.acme.example', ALLOWED_HOSTS: '127.0.0.1' },
      })),
  );
  afterAll(() => service.close());
  const page = async () => fetch(`${service.origin}/docs`);

  it('needs no token and no script, takes nothing from elsewhere, and says so to the browser', async () => {
    const response = await page();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'/,
    );
    const html = await response.text();
    expect(html).not.toMatch(/<script|<img|<link|src=|@import|url\(/);
    // What a screen reader goes by: everything is in a landmark, and the links have a name.
    expect(html).toMatch(/<header>[^]*<h1>[^]*<nav aria-label=[^]*<\/header>\s*<main>[^]*<\/main>\s*<\/html>/);
  });

  it('lists each tool that is on, the scopes, and the public URL for each client', async () => {
    const html = await (await page()).text();
    for (const name of (await service.services.mcp.get()).toolNames) expect(html).toContain(`<details id="${name}">`);
    for (const text of ['confluence:delete', 'claude mcp add', '.vscode/mcp.json', 'Gemini CLI', 'mcp-remote'])
      expect(html).toContain(text);
    expect(html).toContain('https://mcp.acme.example/mcp-server/mcp/');
    expect(html).not.toContain(service.origin);
  });

  it.each([
    ['where people log in', true],
    ['where a token is needed', false],
  ])('has install links that hold its own URL and no token, %s', async (_where, isLogin) => {
    const { app } = openApp(isLogin ? everything : {});
    const { text } = await request(app).get('/docs').expect(200);
    const [endpoint = ''] = /(?<=The endpoint is <code>)[^<]+/.exec(text) ?? [];
    const [vsCode = '', cursor = ''] = [...text.matchAll(/<a href="((?:vscode|cursor):[^"]+)">/g)].map(
      ([, href = '']) => href.replaceAll('&amp;', '&'),
    );
    const proof = (value: string) => (isLogin ? {} : { headers: { Authorization: `Bearer ${value}` } });
    const forVsCode = JSON.parse(decodeURIComponent(vsCode.split('?')[1] ?? '')) as { inputs?: { id: string }[] };
    const { inputs = [], ...entry } = forVsCode;
    expect(entry).toEqual({ name: 'confluence', type: 'http', url: endpoint, ...proof('${input:token}') });
    expect(inputs.map(({ id }) => id)).toEqual(isLogin ? [] : ['token']);
    const config = Buffer.from(new URL(cursor).searchParams.get('config') ?? '', 'base64').toString();
    expect(JSON.parse(config)).toEqual({ url: endpoint, ...proof('TOKEN') });
  });

  it('shows text of an operator as text', async () => {
    const { app, mcp } = openApp();
    mcp.tools = [
      {
        name: 'x',
        title: '<script>alert(1)</script>',
        description: 'a & "b"',
        inputSchema: { type: 'object' },
        annotations: { readOnlyHint: true },
      },
    ];
    const { text } = await request(app).get('/docs').expect(200);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toContain('<script>');
  });

  const executable = findChromium();
  if (executable === undefined) console.warn('SKIPPED: no Chromium on the PATH, so the page is not looked at.');
  (executable === undefined ? it.skip : it)(
    'fits a phone and a desk, without script, and breaks no rule of its own policy',
    async () => {
      const browser = await launchChromium(executable ?? '');
      const tab = await browser.newPage({ javaScriptEnabled: false });
      for (const width of [360, 1280]) {
        await asNewPerson(tab);
        await tab.setViewportSize({ width, height: 800 });
        const complaints: string[] = [];
        tab.on('console', (message) => complaints.push(message.text()));
        const requests: string[] = [];
        tab.on('request', (one) => requests.push(one.url()));
        await tab.goto(`${service.origin}/docs`);
        await tab.locator('summary').first().click();
        expect(await tab.locator('details').first().locator('pre').first().isVisible()).toBe(true);
        const shot = join(process.env['SHOTS'] ?? mkdtempSync(join(tmpdir(), 'docs-')), `docs-${String(width)}.png`);
        await tab.screenshot({ path: shot });
        // Nothing is cut off to the right, and what the person reads is not small.
        const boxes = await tab.locator('h1, h2, p, pre, dl, details').all();
        for (const box of boxes.slice(0, 40)) {
          const { x = 0, width: wide = 0 } = (await box.boundingBox()) ?? {};
          expect(x + wide).toBeLessThanOrEqual(width);
        }
        expect(complaints).toEqual([]);
        expect(requests.filter((url) => !url.endsWith('/docs') && !url.endsWith('/favicon.ico'))).toEqual([]);
      }
      await browser.close();
    },
    60_000,
  );
});
