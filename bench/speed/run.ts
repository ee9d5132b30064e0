import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { renewCapacityPage } from './capacity-page.js';
import type { Effort } from './compare.js';
import { figures, holds, type Measured } from './figures.js';
import { startGenerator } from './generator.js';
import { isMissed, lookAgain } from './look-again.js';
import * as scenes from './scenes.js';
import { createCallers, withMetricsAndPolicy } from './servers.js';

/**
 * `npm run bench`: every figure is a ratio of two servers that took turns under the same load in this very run. A whole run
 * takes a quarter of an hour at most, and renews bench/results.json and the table of docs/capacity.md.
 * `--quick` looks for less than three minutes; `--check` ends with 1 when a figure is below 70 % of its floor three times
 * in a row, so that a loss of a third shows and noise does not; `--only NAME` runs the scenes whose name holds NAME.
 * `--with-metrics-and-policy` starts our server with METRICS_TOKEN and a WRITE_POLICY_FILE; the audit log is always on.
 */
const isQuick = process.argv.includes('--quick');
const isCheck = process.argv.includes('--check');
const isPart = process.argv.includes('--only');
const hasAll = process.argv.includes('--with-metrics-and-policy');
const only = process.argv[process.argv.indexOf('--only') + 1];
const effort: Effort = isQuick
  ? { rounds: 3, roundMs: 1_500, warmUpMs: [4_000, 8_000] }
  : { rounds: 5, roundMs: 5_000, warmUpMs: [20_000, 30_000] };

const callers = { ...(await createCallers(100)), ...(hasAll && { ours: withMetricsAndPolicy() }) };
const generator = startGenerator();
const scene: scenes.Scene = { generator, tokens: callers.tokens, callers, effort };

const results: Measured[] = [];
for (const [name, measure] of Object.entries(scenes)) {
  if (isPart && !name.toLowerCase().includes((only ?? '').toLowerCase())) continue;
  process.stderr.write(`${name} …\n`);
  const look = (howLong: Effort): Promise<readonly Measured[]> => measure({ ...scene, effort: howLong });
  results.push(...(isCheck ? await lookAgain(look, effort) : await look(effort)));
}
generator.stop();

const shown = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
const rows = results.map(({ name, ratio, detail = '' }) => {
  const { what, floor, goal } = figures[name];
  const verdict = holds(name, ratio.median, 'goal') ? 'goal' : holds(name, ratio.median, 'floor') ? 'floor' : 'below';
  const spread = `${shown(ratio.median)} (${shown(ratio.min)}–${shown(ratio.max)})`;
  return `| ${what} | ${spread} | ${floor} | ${goal} | ${verdict} | ${detail} |`;
});
const table = [
  `Node ${process.versions.node}, ${cpus().length} CPUs, ${effort.rounds} rounds of ${effort.roundMs} ms${hasAll ? ', with metrics and a write policy' : ''}.`,
  '',
  '| figure | ours (min–max) | floor | goal | reaches | medians |',
  '| --- | --- | --- | --- | --- | --- |',
  ...rows,
].join('\n');
process.stdout.write(`${table}\n`);

if (!isQuick && !isPart && !hasAll) {
  const file = fileURLToPath(new URL('../../../../bench/results.json', import.meta.url));
  const record = { node: process.versions.node, cpus: cpus().length, effort, results };
  writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
  renewCapacityPage('bench', table);
}

const missed = results.filter(isMissed);
if (isCheck && missed.length > 0) {
  process.stderr.write(`Below 70 % of the floor: ${missed.map(({ name }) => name).join(', ')}\n`);
  process.exitCode = 1;
}
