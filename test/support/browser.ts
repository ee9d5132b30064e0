/** A real Chromium, where one is installed. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where it is; undefined on machines without one. `CHROMIUM_PATH` wins. */
export function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const places = [
    process.env['CHROMIUM_PATH'] ?? '',
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
  ];
  return places.find((place) => place !== '' && existsSync(place));
}

export function launchChromium(executablePath: string): Promise<Browser> {
  // Containers run as root, where Chromium's own sandbox cannot start.
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--renderer-process-limit=1'],
  });
}

/** The page of the person before, as a new person finds it: a page of its own costs three times as much. */
export async function asNewPerson(page: Page): Promise<Page> {
  await page.goto('about:blank');
  await page.context().clearCookies();
  return page;
}
