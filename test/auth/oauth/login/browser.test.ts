/// <reference lib="dom" />
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { asNewPerson, findChromium, launchChromium } from '../../../support/browser.js';
import { until } from '../../../support/until.js';
import {
  authorizeUrl,
  callMcp,
  createClient,
  redeem,
  startRealm,
  type Client,
  type Realm,
  type Tokens,
} from '../fixtures/realm.js';

const executable = findChromium();
if (executable === undefined)
  process.stderr.write('SKIPPED: no Chromium on the PATH, so no page is tried in a real browser.\n');

/** Contrast of the two colours (WCAG 2.2, 1.4.3), worked out in the page. */
function contrastOf(element: Element): number {
  const luminance = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const view = element.ownerDocument.defaultView;
  if (view === null) return 0;
  let ground: Element | null = element;
  while (ground?.parentElement && /, 0\)$/.test(view.getComputedStyle(ground).backgroundColor))
    ground = ground.parentElement;
  const [a, b] = [view.getComputedStyle(element).color, view.getComputedStyle(ground ?? element).backgroundColor].map(
    luminance,
  );
  const [light, dark] = [Math.max(a ?? 0, b ?? 0), Math.min(a ?? 0, b ?? 0)];
  return (light + 0.05) / (dark + 0.05);
}

(executable === undefined ? describe.skip : describe)('in a real browser', () => {
  let realm: Realm;
  let browser: Browser;
  let everyday: Page;
  let client: Client;
  const received: URL[] = [];
  const app = createServer((req, res) => {
    if (req.url?.startsWith('/callback')) received.push(new URL(req.url, 'http://127.0.0.1'));
    res
      .writeHead(200, { 'Content-Type': 'text/html' })
      .end('<!doctype html><title>App</title><h1>Back in the application</h1>');
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
    realm = await startRealm();
    const { port } = app.address() as AddressInfo;
    client = await createClient(realm, {
      client_name: 'Desk <b>app</b>',
      redirect_uris: [`http://127.0.0.1:${port}/callback`],
    });
    browser = await launchChromium(executable ?? '');
    everyday = await browser.newPage();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await realm.close();
    app.close();
    app.closeAllConnections();
  });

  async function open(page = everyday): Promise<{ page: Page; complaints: string[] }> {
    const complaints: string[] = [];
    await asNewPerson(page);
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    page.on('pageerror', (error) => void complaints.push(error.message));
    await page.goto(authorizeUrl(realm, client));
    return { page, complaints };
  }

  /** Chromium asks every site for an icon; that is no complaint about the page. */
  const aboutPage = (text: string): boolean => !text.includes('404');

  it('a person allows, logs in, and is back in the application', async () => {
    const { page, complaints } = await open();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByLabel('User').fill('ada');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'Back in the application' }).waitFor();
    const code = received.at(-1)?.searchParams.get('code') ?? '';
    const tokens = (await (await redeem(realm, client, code)).json()) as Tokens;
    expect((await callMcp(realm, tokens.access_token)).status).toBe(200);
    expect(complaints.filter(aboutPage)).toEqual([]);
  });

  it('works without any script', async () => {
    const { page } = await open(await browser.newPage({ javaScriptEnabled: false }));
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.getByRole('heading', { name: 'Back in the application' }).waitFor();
    expect(received.at(-1)?.searchParams.get('error')).toBe('access_denied');
  });

  it('works with the keyboard alone, and shows where it is', async () => {
    const { page } = await open();
    await page.keyboard.press('Tab');
    const allow = page.getByRole('button', { name: 'Allow' });
    expect(await allow.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
    expect(
      await allow.evaluate((element) => element.ownerDocument.defaultView?.getComputedStyle(element).outlineStyle),
    ).toBe('solid');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Back in the application' }).waitFor();
  });

  it.each(['light', 'dark'] as const)('is readable on a phone, in a %s room', async (colorScheme) => {
    await everyday.setViewportSize({ width: 320, height: 640 });
    await everyday.emulateMedia({ colorScheme });
    const { page, complaints } = await open();
    expect(await page.locator('main h1').count()).toBe(1);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('main').innerText()).toContain('Desk <b>app</b>');
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    for (const element of await page.locator('h1, p, dt, dd, li, button, .note').all()) {
      expect(await element.evaluate(contrastOf)).toBeGreaterThanOrEqual(4.5);
    }
    for (const button of await page.getByRole('button').all()) {
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    }
    expect(complaints.filter(aboutPage)).toEqual([]);
  });

  it('[O14] cannot be put into a frame', async () => {
    const { page } = await open();
    const url = page.url();
    await page.goto(`http://127.0.0.1:${(app.address() as AddressInfo).port}/frame`);
    await page.setContent(`<iframe src="${url}"></iframe>`);
    const [, inner] = page.frames();
    // It has come to what was asked for, or to the browser's own page about why not.
    await until(() => !['', 'about:blank'].includes(inner?.url() ?? ''));
    expect(await inner?.getByRole('button', { name: 'Allow' }).count()).toBe(0);
  });

  it('tells a stranger so, and takes them back', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByLabel('User').fill('eve');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('link', { name: 'Return to the application' }).click();
    await page.getByRole('heading', { name: 'Back in the application' }).waitFor();
    expect(received.at(-1)?.searchParams.get('error')).toBe('access_denied');
  });
});
