import { compare, medianOf, ratioOf, type Arena, type Comparison, type Contestant } from './compare.js';
import type { Measured } from './figures.js';
import {
  createCallers,
  startOurs,
  startServer,
  startShop,
  startUpstream,
  toolListOf,
  withApiTools,
  type Callers,
  type ServerName,
} from './servers.js';
import { spawnServer, type Spawned } from './process.js';
import { fileURLToPath } from 'node:url';

export interface Scene extends Arena {
  readonly callers: Callers;
}

const pageBytes = 20_000;
const perSecond = ({ perSecond: value }: { perSecond: number }): number => value;

/** Page reads, no latency upstream: throughput against each baseline, and what stays in memory afterwards. */
export async function measureReads(scene: Scene): Promise<Measured[]> {
  const upstream = await startUpstream(0, pageBytes);
  const servers = await startAll(scene, upstream, ['express', 'sdk', 'fastmcp', 'ours']);
  try {
    const { express, sdk, fastmcp, ours } = servers;
    const storage = await compare(scene, 10, [
      { name: 'express', server: express, target: 'rest-page' },
      { name: 'sdk', server: sdk, target: 'storage' },
      { name: 'fastmcp', server: fastmcp, target: 'storage' },
      { name: 'ours', server: ours, target: 'storage' },
    ]);
    const markdown = await compare(scene, 10, [
      { name: 'express', server: express, target: 'rest-page' },
      { name: 'ours', server: ours, target: 'markdown' },
    ]);
    return [
      ...measured('storageExpress', storage, 'express', perSecond),
      ...measured('markdownExpress', markdown, 'express', perSecond),
      ...measured('storageSdk', storage, 'sdk', perSecond),
      ...measured('storageFastmcp', storage, 'fastmcp', perSecond),
      ...measured('memory', markdown, 'express', ({ residentMb }) => residentMb, 'MB'),
    ];
  } finally {
    await stopAll([upstream, ...Object.values(servers)]);
  }
}

/** The list of all default tools. */
export async function measureLists(scene: Scene): Promise<Measured[]> {
  const upstream = await startUpstream(0, 1_000);
  const ours = await startServer('ours', upstream.origin, scene.callers);
  const list = await toolListOf(ours.origin, scene.tokens[0] ?? '');
  const express = await startServer('express', upstream.origin, scene.callers, list);
  const sdk = await startServer('sdk', upstream.origin, scene.callers);
  try {
    const contestants: Contestant[] = [
      { name: 'express', server: express, target: 'fixed' },
      { name: 'sdk', server: sdk, target: 'list' },
      { name: 'ours', server: ours, target: 'list' },
    ];
    const lists = await compare(scene, 10, contestants);
    return [
      ...measured('listSdk', lists, 'sdk', perSecond),
      ...measured('listCpu', lists, 'express', ({ cpuUsPerRequest }) => cpuUsPerRequest, 'µs CPU'),
    ];
  } finally {
    await stopAll([upstream, ours, express, sdk]);
  }
}

/** The same list with a hundred tools of another API in it. */
export async function measureApiToolLists(scene: Scene): Promise<Measured[]> {
  const upstream = await startUpstream(0, 1_000);
  const ours = await startOurs(upstream.origin, scene.callers, withApiTools());
  const list = await toolListOf(ours.origin, scene.tokens[0] ?? '');
  const express = await startServer('express', upstream.origin, scene.callers, list);
  try {
    const lists = await compare(scene, 10, [
      { name: 'express', server: express, target: 'fixed' },
      { name: 'ours', server: ours, target: 'list' },
    ]);
    return measured('listToolsCpu', lists, 'express', ({ cpuUsPerRequest }) => cpuUsPerRequest, 'µs CPU');
  } finally {
    await stopAll([upstream, ours, express]);
  }
}

/** A hundred callers, and an upstream that takes 20 ms. */
export async function measureTail(scene: Scene): Promise<Measured[]> {
  const upstream = await startUpstream(20, pageBytes);
  const { express, ours } = await startAll(scene, upstream, ['express', 'ours']);
  try {
    const tail = await compare(scene, 100, [
      { name: 'express', server: express, target: 'rest-page' },
      { name: 'ours', server: ours, target: 'storage' },
    ]);
    return measured('p99', tail, 'express', ({ p99Ms }) => p99Ms, 'ms');
  } finally {
    await stopAll([upstream, express, ours]);
  }
}

/** The workload of http4k/benchmark-mcp-servers-v2, of which the plain server checks no token. */
export async function measurePublic(scene: Scene): Promise<Measured[]> {
  const callers = await createCallers(50, 'confluence:write');
  const { api, sdk, ours } = await startShop(callers);
  try {
    const shop = await compare({ ...scene, tokens: callers.tokens }, 50, [
      { name: 'sdk', server: sdk, target: 'shop' },
      { name: 'ours', server: ours, target: 'shop' },
    ]);
    return measured('publicTools', shop, 'sdk', perSecond);
  } finally {
    await stopAll([api, sdk, ours]);
  }
}

/** Twenty identical reads at once, of one caller: all requests that they make upstream. */
export async function measureCoalescing(scene: Scene): Promise<Measured[]> {
  // Slow enough for all twenty to be in flight on a busy machine as well.
  const upstream = await startUpstream(500, pageBytes);
  const ours = await startOurs(upstream.origin, scene.callers);
  try {
    const order = { target: 'storage', origin: ours.origin, concurrency: 20, durationMs: 1, from: 0 } as const;
    const [token = ''] = scene.tokens;
    await scene.generator.run({ ...order, target: 'health', tokens: [token] });
    // In which space the page is, and who wrote it, is known from a read before.
    await scene.generator.run({ ...order, target: 'same-page', tokens: [token], concurrency: 1 });
    const before = await requestsOf(upstream);
    await scene.generator.run({ ...order, target: 'same-page', tokens: [token] });
    const count = (await requestsOf(upstream)) - before;
    return [{ name: 'coalescing', ratio: { median: count, min: count, max: count } }];
  } finally {
    await stopAll([upstream, ours]);
  }
}

/** From the spawn to the first 200 of /health, several times in turn: without API tools, and with a hundred in each form. */
export async function measureColdStart(scene: Scene): Promise<Measured[]> {
  const bare = fileURLToPath(new URL('./servers/bare-express.js', import.meta.url));
  const start = (env?: Record<string, string>) => () => startOurs('http://127.0.0.1:9', scene.callers, env);
  const starts = {
    express: () => spawnServer({ args: [bare] }),
    ours: start(),
    json: start(withApiTools('json')),
    yaml: start(withApiTools('yaml')),
    openapi: start(withApiTools('openapi')),
  };
  const names = ['express', 'ours', 'json', 'yaml', 'openapi'] as const;
  const times: Record<(typeof names)[number], number[]> = { express: [], ours: [], json: [], yaml: [], openapi: [] };
  // A start is short, and what else the machine does is a large part of it.
  for (let n = 0; n < 2 * scene.effort.rounds + 1; n += 1) {
    for (const name of names) {
      const ms = await firstAnswerMs(starts[name]);
      // The first start of each reads its files from the disk.
      if (n > 0) times[name].push(ms);
    }
  }
  const over = (above: readonly number[], below: readonly number[]): Pick<Measured, 'ratio' | 'detail'> => ({
    ratio: {
      median: medianOf(above) / medianOf(below),
      min: Math.min(...above) / Math.max(...below),
      max: Math.max(...above) / Math.min(...below),
    },
    detail: `${shown(medianOf(above))} / ${shown(medianOf(below))} ms`,
  });
  return [
    { name: 'coldStart', ...over(times.ours, times.express) },
    { name: 'coldStartTools', ...over(times.json, times.express) },
    { name: 'coldStartYaml', ...over(times.yaml, times.express) },
    { name: 'coldStartOpenApi', ...over(times.openapi, times.express) },
  ];
}

async function firstAnswerMs(start: () => Promise<Spawned>): Promise<number> {
  const startedAt = performance.now();
  const server = await start();
  await fetch(`${server.origin}/health`);
  const ms = performance.now() - startedAt;
  await server.stop();
  return ms;
}

async function requestsOf(upstream: Spawned): Promise<number> {
  const answer = await fetch(`${upstream.origin}/__requests`);
  return ((await answer.json()) as { requests: number }).requests;
}

async function startAll<N extends ServerName>(
  { callers }: Scene,
  upstream: Spawned,
  names: readonly N[],
): Promise<Record<N, Spawned>> {
  const started = await Promise.all(
    names.map(async (name) => [name, await startServer(name, upstream.origin, callers)] as const),
  );
  return Object.fromEntries(started) as Record<N, Spawned>;
}

async function stopAll(servers: readonly Spawned[]): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()));
}

function measured(
  name: Measured['name'],
  comparison: Comparison,
  baseline: string,
  figure: Parameters<typeof ratioOf>[3],
  unit = '/s',
): Measured[] {
  // No border holds for what could not be measured.
  const ratio = ratioOf(comparison, 'ours', baseline, figure) ?? { median: NaN, min: NaN, max: NaN };
  const both = (of: typeof figure): string =>
    ['ours', baseline].map((who) => shown(medianOf((comparison.samples.get(who) ?? []).map(of)))).join(' / ');
  // The load and the far end share the machine, which throughput shows and the CPU of the server alone does not.
  const cpu = figure === perSecond ? `, ${both(({ cpuUsPerRequest }) => cpuUsPerRequest)} µs CPU` : '';
  return [{ name, ratio, detail: `${both(figure)} ${unit}${cpu}` }];
}

function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
