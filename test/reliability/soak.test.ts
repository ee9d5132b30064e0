import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createKeyPair, signToken } from '../../src/auth/index.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { settingsOf } from '../support/deployments.js';
import { freePort } from '../support/free-port.js';
import { start, type Running } from '../support/process.js';
import { openRpc, type Rpc } from '../support/rpc.js';
import { audience, issuer } from '../support/service.js';
import { Figures, load } from './figures.js';

/** The full run: 100,000. */
const wanted = Number(process.env['SOAK_CALLS'] ?? 100_000);
const workers = 16;
/** Until then caches fill. */
const warmUp = Math.max(wanted / 5, 2_000);
/** At the full size a share says something; a short run is small beside what one collection leaves by chance. */
const mostGrowth = wanted >= 50_000 ? 0.05 : 0.12;

let sandbox: Sandbox;
let server: Running;
let rpc: Rpc;
let healthPort: number;
beforeAll(async () => {
  sandbox = await startSandbox();
  const keys = await createKeyPair();
  healthPort = await freePort();
  server = start(['serve'], {
    ...settingsOf(sandbox, 'cloud'),
    ...{ AUTH_MODES: 'jwt', JWT_PUBLIC_KEY: keys.publicKeyPem, JWT_ISSUER: issuer, JWT_AUDIENCE: audience },
    ...{ HOST: '127.0.0.1', PORT: '0', HEALTH_PORT: String(healthPort), RATE_LIMIT_PER_MINUTE: '0', LOG_LEVEL: 'info' },
    ...{
      TOOLSETS: 'all',
      NODE_OPTIONS: `--import=${new URL('../support/collect-on-signal.js', import.meta.url).pathname}`,
    },
  });
  const [line] = await server.waitFor(/.*"server_started".*/);
  const { port } = JSON.parse(line) as { port: number };
  // What it goes on to say would pile up here.
  server.child.stdout.removeAllListeners('data').resume();
  const claims = { subject: 'alice', issuer, audience, scope: 'confluence:delete', expiresIn: '12h' };
  rpc = openRpc(
    `http://127.0.0.1:${port}/mcp-server/mcp/`,
    await signToken({ privateKeyPem: keys.privateKeyPem, ...claims }),
  );
});
afterAll(async () => {
  server.child.kill('SIGKILL');
  await server.exited;
  await sandbox.close();
});

async function scrape(): Promise<Record<'heap' | 'handles' | 'resident', number>> {
  server.child.kill('SIGUSR2');
  await wait(300);
  const text = await (await fetch(`http://127.0.0.1:${healthPort}/metrics`)).text();
  /** With the values of all its labels together. */
  const value = (name: string) => {
    const values = Array.from(text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'gm')), ([, one]) =>
      Number(one),
    );
    if (values.length === 0) throw new Error(`${name} is not among the metrics`);
    return values.reduce((sum, one) => sum + one, 0);
  };
  return {
    heap: value('nodejs_heap_size_used_bytes'),
    handles: value('nodejs_active_handles'),
    resident: value('process_resident_memory_bytes'),
  };
}

const page = { space_key: 'ENG', title: 'Payments runbook' };
const reads: readonly (() => Promise<string>)[] = [
  () => rpc.text('confluence_get_page', page),
  () => rpc.text('confluence_get_page', { ...page, format: 'outline' }),
  () => rpc.text('confluence_search', { query: 'runbook' }),
  () => rpc.text('confluence_get_comments', { page_id: '131073' }),
  () => rpc.text('confluence_list_spaces', {}),
  () => rpc.ask('tools/list').then(() => 'listed'),
  () => rpc.text('confluence_get_page', { page_id: '999999999' }),
];

let turn = 0;
let written = 0;
/** One in fifty makes a page. */
async function step(figures: Figures): Promise<void> {
  const n = turn++;
  if (n % 50 !== 0) return void (await figures.measure(reads[n % reads.length] ?? (() => Promise.resolve(''))));
  written += 1;
  const title = `Soak ${n}`;
  const made = await figures.measure(() =>
    rpc.text('confluence_create_page', { space_key: 'ENG', title, content: `Line ${n}` }),
  );
  expect(made).toMatch(/created/i);
}

/** So many calls at a time; between them the sandbox forgets, which would search ever more pages otherwise. */
const chunk = 2_000;

/** Each page that was asked for is there once. */
function settle(): void {
  const { world, requests } = sandbox;
  const pages = world.pages().filter(({ title }) => title.startsWith('Soak '));
  expect(new Set(pages.map(({ title }) => title)).size).toBe(written);
  expect(pages).toHaveLength(written);
  for (const { id } of pages) world.contents.delete(id);
  written = 0;
  requests.length = 0;
}

it(`answers ${wanted} mixed calls rightly, with heap and handles as they were`, async () => {
  const figures = new Figures();
  const part = async (calls: number): Promise<void> => {
    const end = turn + calls;
    while (turn < end) {
      const stop = Math.min(turn + chunk, end);
      await load(
        workers,
        () => turn >= stop,
        () => step(figures),
      );
      settle();
    }
  };
  await part(warmUp);
  const before = await scrape();
  await part(wanted - warmUp);
  const after = await scrape();
  figures.print('soak');
  const growth = (after.heap / before.heap - 1) * 100;
  const mib = (bytes: number) => Math.round(bytes / 1_048_576);
  process.stdout.write(
    `heap after GC ${mib(before.heap)} -> ${mib(after.heap)} MiB (${growth.toFixed(1)} %), ` +
      `handles ${before.handles} -> ${after.handles}, resident ${mib(after.resident)} MiB\n`,
  );
  expect(Object.keys(figures.outcomes).sort()).toEqual(['NOT_FOUND', 'ok']);
  expect(growth).toBeLessThan(mostGrowth * 100);
  expect(after.handles).toBeLessThanOrEqual(before.handles + 5);
});
