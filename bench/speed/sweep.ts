import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { renewCapacityPage } from './capacity-page.js';
import { cpuUs, residentMb } from './counters.js';
import { startGenerator } from './generator.js';
import { lineChart } from './line-chart.js';
import { pageCount } from './payload.js';
import { createCallers, startOurs, startUpstream } from './servers.js';
import type { TargetName } from './targets.js';

/**
 * `npm run bench:sweep`: how the service's figures grow with callers and with the size of pages. It renews the table of docs/capacity.md and the plots beside it. CPU
 * time is the process's own, so that it holds for another machine better than requests per second do.
 */
interface Point {
  readonly target: TargetName;
  readonly callers: number;
  readonly pageKb: number;
  /** Processes of the service that share the callers. */
  readonly replicas: number;
  /** Of all replicas together, as the CPU time; latency and memory are those of the worst one. */
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMs: number;
  readonly residentMb: number;
}

const warmUpMs = 1_500;
const mostWarmUpMs = 9_000;
const roundMs = 2_500;
const upstreamMs = 20;

const callers = await createCallers(100);
const generators = [startGenerator(), startGenerator()];

async function measure(
  target: TargetName,
  pageKb: number,
  counts: readonly number[],
  replicas: 1 | 2 = 1,
): Promise<Point[]> {
  const upstream = await startUpstream(upstreamMs, pageKb * 1000);
  const ours = await Promise.all(
    generators.slice(0, replicas).map(async (generator) => ({
      generator,
      server: await startOurs(upstream.origin, callers),
    })),
  );
  const cpu = (): number => sumOf(ours.map(({ server }) => cpuUs(server.pid)));
  const points: Point[] = [];
  let from = 0;
  const load = async (concurrency: number, durationMs: number) => {
    const order = { target, tokens: callers.tokens, concurrency: Math.ceil(concurrency / replicas), durationMs, from };
    const rounds = await Promise.all(
      ours.map(({ generator, server }) => generator.run({ ...order, origin: server.origin })),
    );
    // Each replica has its own memory of pages, so that they go on together from the first one's last.
    from += Math.min(...rounds.map(({ requests }) => requests));
    return rounds;
  };
  // Every page once, so that what is remembered is; then until the compiler has had its time.
  for (let spent = 0; from < 2 * pageCount && spent < mostWarmUpMs; spent += warmUpMs) await load(10, warmUpMs);
  for (const concurrency of counts) {
    const before = cpu();
    const rounds = await load(concurrency, roundMs);
    const requests = sumOf(rounds.map((round) => round.requests));
    const wrong = sumOf(rounds.map((round) => round.wrong));
    if (wrong > 0) throw new Error(`${wrong} of ${requests} answers to ${target} were wrong.`);
    points.push({
      target,
      callers: concurrency,
      pageKb,
      replicas,
      perSecond: sumOf(rounds.map(({ perSecond }) => perSecond)),
      p50Ms: Math.max(...rounds.map(({ p50Ms }) => p50Ms)),
      p99Ms: Math.max(...rounds.map(({ p99Ms }) => p99Ms)),
      cpuMs: (cpu() - before) / 1000 / requests,
      residentMb: Math.max(...ours.map(({ server }) => residentMb(server.pid))),
    });
  }
  await Promise.all([...ours.map(({ server }) => server.stop()), upstream.stop()]);
  return points;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

const counts = [1, 10, 32, 100];
const byCallers: Point[] = [];
for (const target of ['storage', 'markdown', 'search', 'list'] as const) {
  process.stderr.write(`${target} by callers …\n`);
  byCallers.push(...(await measure(target, 20, counts)));
}
const bySize: Point[] = [];
for (const pageKb of [5, 50, 200]) {
  process.stderr.write(`pages of ${pageKb} KB …\n`);
  for (const target of ['storage', 'markdown'] as const) bySize.push(...(await measure(target, pageKb, [10])));
}
process.stderr.write('two replicas …\n');
const byReplicas: Point[] = [];
for (const target of ['storage', 'markdown'] as const) byReplicas.push(...(await measure(target, 20, [32], 2)));
for (const generator of generators) generator.stop();

const folder = fileURLToPath(new URL('../../../../bench/plots/', import.meta.url));
mkdirSync(folder, { recursive: true });
const write = (name: string, text: string): void => writeFileSync(`${folder}${name}`, text);
const machine = `Node ${process.versions.node}, ${cpus().length} CPUs, ${upstreamMs} ms upstream`;
const linesOf = (points: readonly Point[], x: keyof Point, y: keyof Point) =>
  [...new Set(points.map(({ target }) => target))].map((name) => ({
    name,
    points: points
      .filter(({ target }) => target === name)
      .map((point) => [Number(point[x]), Number(point[y])] as const),
  }));
const sizes = [
  ...bySize,
  ...byCallers.filter(({ callers, target }) => callers === 10 && /storage|markdown/.test(target)),
];
sizes.sort((a, b) => a.pageKb - b.pageKb);
const callersAxis = 'requests in flight';
write(
  'throughput.svg',
  lineChart({
    title: `Requests per second (${machine})`,
    x: callersAxis,
    lines: linesOf(byCallers, 'callers', 'perSecond'),
  }),
);
write(
  'p99.svg',
  lineChart({ title: `p99 in ms (${machine})`, x: callersAxis, lines: linesOf(byCallers, 'callers', 'p99Ms') }),
);
write(
  'page-size.svg',
  lineChart({
    title: `CPU ms per page read (${machine})`,
    x: 'KB of storage',
    lines: linesOf(sizes, 'pageKb', 'cpuMs'),
  }),
);
write('sweep.json', `${JSON.stringify({ machine, byCallers, bySize, byReplicas }, null, 2)}\n`);

const round = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
const rows = [...byCallers, ...bySize, ...byReplicas].map(
  ({ target, pageKb, replicas, callers: inFlight, ...rest }) => {
    const { perSecond, p50Ms, p99Ms, cpuMs, residentMb: resident } = rest;
    const perCpu = 1000 / cpuMs;
    return `| ${[target, pageKb, replicas, inFlight, ...[perSecond, p50Ms, p99Ms, cpuMs, perCpu, resident].map(round)].join(' | ')} |`;
  },
);
const table = [
  `${machine}, without a rate limit; two replicas share these CPUs with the load and the stand-in:`,
  '',
  '| request | KB of storage | replicas | in flight | requests/s | p50 ms | p99 ms | CPU ms each | requests/s for each vCPU | resident MB |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ...rows,
  '',
  ...['throughput', 'p99', 'page-size'].map((name) => `![${name}](../bench/plots/${name}.svg)`),
].join('\n');
process.stdout.write(`${table}\n`);
renewCapacityPage('sweep', table);
