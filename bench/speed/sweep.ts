import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
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
const generator = startGenerator();

async function measure(target: TargetName, pageKb: number, counts: readonly number[]): Promise<Point[]> {
  const upstream = await startUpstream(upstreamMs, pageKb * 1000);
  const ours = await startOurs(upstream.origin, callers);
  const points: Point[] = [];
  let from = 0;
  const load = async (concurrency: number, durationMs: number) => {
    const order = { target, origin: ours.origin, tokens: callers.tokens, concurrency, durationMs, from };
    const round = await generator.run(order);
    from += round.requests;
    return round;
  };
  // Every page once, so that what is remembered is; then until the compiler has had its time.
  for (let spent = 0; from < 2 * pageCount && spent < mostWarmUpMs; spent += warmUpMs) await load(10, warmUpMs);
  for (const concurrency of counts) {
    const before = cpuUs(ours.pid);
    const { requests, wrong, perSecond, p50Ms, p99Ms } = await load(concurrency, roundMs);
    if (wrong > 0) throw new Error(`${wrong} of ${requests} answers to ${target} were wrong.`);
    const cpuMs = (cpuUs(ours.pid) - before) / 1000 / requests;
    points.push({
      target,
      callers: concurrency,
      pageKb,
      perSecond,
      p50Ms,
      p99Ms,
      cpuMs,
      residentMb: residentMb(ours.pid),
    });
  }
  await Promise.all([ours.stop(), upstream.stop()]);
  return points;
}

const counts = [1, 8, 32];
const byCallers: Point[] = [];
for (const target of ['storage', 'markdown', 'search', 'list'] as const) {
  process.stderr.write(`${target} by callers …\n`);
  byCallers.push(...(await measure(target, 20, counts)));
}
const bySize: Point[] = [];
for (const pageKb of [5, 50, 200]) {
  process.stderr.write(`pages of ${pageKb} KB …\n`);
  for (const target of ['storage', 'markdown'] as const) bySize.push(...(await measure(target, pageKb, [8])));
}
generator.stop();

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
  ...byCallers.filter(({ callers, target }) => callers === 8 && /storage|markdown/.test(target)),
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
write('sweep.json', `${JSON.stringify({ machine, byCallers, bySize }, null, 2)}\n`);

const round = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
const rows = [...byCallers, ...bySize].map(({ target, pageKb, callers: inFlight, ...rest }) => {
  const { perSecond, p50Ms, p99Ms, cpuMs, residentMb: resident } = rest;
  const perCpu = 1000 / cpuMs;
  return `| ${[target, pageKb, inFlight, ...[perSecond, p50Ms, p99Ms, cpuMs, perCpu, resident].map(round)].join(' | ')} |`;
});
const table = [
  `${machine}, without a rate limit:`,
  '',
  '| request | KB of storage | in flight | requests/s | p50 ms | p99 ms | CPU ms each | requests/s for each vCPU | resident MB |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ...rows,
  '',
  ...['throughput', 'p99', 'page-size'].map((name) => `![${name}](../bench/plots/${name}.svg)`),
].join('\n');
process.stdout.write(`${table}\n`);

const page = fileURLToPath(new URL('../../../../docs/capacity.md', import.meta.url));
const [before = '', rest = ''] = readFileSync(page, 'utf8').split('<!-- sweep -->');
const [, after = ''] = rest.split('<!-- end of sweep -->');
writeFileSync(page, `${before}<!-- sweep -->\n\n${table}\n\n<!-- end of sweep -->${after}`);
