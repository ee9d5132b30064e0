/** Draws `docs/icon.svg` as the PNG that stores and desktop clients want, with Chromium: `node scripts/draw-icon.js`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const root = join(import.meta.dirname, '..');
const size = 512;

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: size, height: size } });
const drawing = readFileSync(join(root, 'docs/icon.svg'), 'utf8');
await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing}`);
await page.screenshot({ path: join(root, 'mcpb/icon.png'), omitBackground: true });
await browser.close();
