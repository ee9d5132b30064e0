/**
 * Runs the tests and prints where their time goes: `npm run test:times [-- what Jest takes]`.
 *
 * Time outside tests is what suites spend on loading, in hooks that serve several tests, and on tearing down.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const outputFile = join(mkdtempSync(join(tmpdir(), 'test-times-')), 'results.json');
const started = performance.now();
const jest = ['jest', '--json', `--outputFile=${outputFile}`, '--silent', ...process.argv.slice(2)];
const { status } = spawnSync('npx', jest, { stdio: ['ignore', 'ignore', 'inherit'] });
const wallMs = performance.now() - started;

const { testResults, numPassedTests, numFailedTests } = JSON.parse(readFileSync(outputFile, 'utf8'));
const suites = testResults.map(({ name, startTime, endTime, assertionResults }) => ({
  path: relative(process.cwd(), name),
  ms: endTime - startTime,
  inTestsMs: assertionResults.reduce((sum, { duration }) => sum + (duration ?? 0), 0),
}));
const sum = (key) => suites.reduce((total, suite) => total + suite[key], 0);
const seconds = (ms) => `${(ms / 1000).toFixed(1).padStart(7)} s`;

console.log(
  `${seconds(wallMs)}  on the clock, ${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)} at the end`,
);
console.log(
  `${seconds(sum('ms'))}  in ${suites.length} suites, ${numPassedTests} tests passed, ${numFailedTests} failed`,
);
console.log(
  `${seconds(sum('ms') - sum('inTestsMs'))}  of it outside tests (${share(sum('ms') - sum('inTestsMs'), sum('ms'))})`,
);
console.log('\nThe ten slowest suites, and what of each is outside tests:');
for (const { path, ms, inTestsMs } of suites.toSorted((a, b) => b.ms - a.ms).slice(0, 10))
  console.log(`${seconds(ms)}  ${share(ms - inTestsMs, ms).padStart(4)}  ${path}`);
process.exitCode = status ?? 1;

function share(part, whole) {
  return `${Math.round((100 * part) / Math.max(whole, 1))} %`;
}
