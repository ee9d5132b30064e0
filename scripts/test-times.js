/**
 * Runs the tests and prints where their time goes: `npm run test:times [-- what Jest takes]`; with `--hook`, how long the
 * hook of a commit takes.
 *
 * Time outside tests is what suites spend on loading, in hooks that serve several tests, and on tearing down. The
 * processor's time, of the workers and of the processes that they started, is what can be compared on a busy machine.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { printHookTimes, seconds } from './hook-times.js';

if (process.argv[2] === '--hook') process.exit(printHookTimes().every(Boolean) ? 0 : 1);

const folder = mkdtempSync(join(tmpdir(), 'test-times-'));
const outputFile = join(folder, 'results.json');
const cpuFile = join(folder, 'processor.jsonl');
const started = performance.now();
const jest = ['jest', '--json', `--outputFile=${outputFile}`, '--silent', ...process.argv.slice(2)];
const { status } = spawnSync('npx', jest, {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, TEST_TIMES_FILE: cpuFile },
});
const wallMs = performance.now() - started;

const { testResults, numPassedTests, numFailedTests } = JSON.parse(readFileSync(outputFile, 'utf8'));
const lines = readFileSync(cpuFile, 'utf8').trim().split('\n');
const cpuMs = new Map(lines.map((line) => JSON.parse(line)).map(({ path, ...cpu }) => [path, cpu]));
rmSync(folder, { recursive: true });
const suites = testResults.map(({ name, startTime, endTime, assertionResults }) => ({
  path: relative(process.cwd(), name),
  ms: endTime - startTime,
  ownMs: cpuMs.get(name)?.ownMs ?? 0,
  childrenMs: cpuMs.get(name)?.childrenMs ?? 0,
  inTestsMs: assertionResults.reduce((sum, { duration }) => sum + (duration ?? 0), 0),
}));
const sum = (key) => suites.reduce((total, suite) => total + suite[key], 0);

console.log(
  `${seconds(wallMs)}  on the clock, ${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)} at the end`,
);
console.log(
  `${seconds(sum('ms'))}  in ${suites.length} suites, ${numPassedTests} tests passed, ${numFailedTests} failed`,
);
console.log(
  `${seconds(sum('ms') - sum('inTestsMs'))}  of it outside tests (${share(sum('ms') - sum('inTestsMs'), sum('ms'))})`,
);
console.log(
  `${seconds(sum('ownMs'))}  of the processor in workers, ${seconds(sum('childrenMs')).trim()} in what they started`,
);
const ranking = [
  ['The ten slowest suites, and what of each is outside tests', ({ ms }) => ms],
  ['The ten that take the most of the processor, and what of each is outside tests', cpuOf],
];
for (const [title, by] of ranking) {
  console.log(`\n${title}:`);
  for (const suite of suites.toSorted((a, b) => by(b) - by(a)).slice(0, 10)) {
    const { path, ms, inTestsMs } = suite;
    console.log(`${seconds(by(suite))}  ${share(ms - inTestsMs, ms).padStart(4)}  ${path}`);
  }
}
process.exitCode = status ?? 1;

function share(part, whole) {
  return `${Math.round((100 * part) / Math.max(whole, 1))} %`;
}

function cpuOf({ ownMs, childrenMs }) {
  return ownMs + childrenMs;
}
