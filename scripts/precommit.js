/**
 * What a commit has to pass, in half a minute on two quiet cores: beside each other the lint of what is staged, the types of everything, and
 * the tests nearest to it, short of whole processes. They have to run 90 % of the changed files' lines; where they do not, those of the files'
 * folders do, and then those of their rooms. `npm run check` is the whole gate, as CI runs it.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nearTests, widerTests } from './near-tests.js';

const wantedPercent = 90;
const cache = 'node_modules/.cache';
const lint = ['eslint', '--max-warnings', '0', '--no-warn-ignored', '--cache', '--cache-strategy', 'content'];
// Who is reached only through others is checked by the gate.
const types = [
  'tsc',
  '-p',
  'tsconfig.json',
  '--noEmit',
  '--incremental',
  '--assumeChangesOnlyAffectDirectDependencies',
];
const tests = ['jest', '--silent', '--passWithNoTests', '--selectProjects', 'unit', 'integration'];

const lines = (...args) => execFileSync('git', args, { encoding: 'utf8' }).split('\n').filter(Boolean);
const staged = lines('diff', '--cached', '--name-only', '--diff-filter=d');
const code = staged.filter((path) => /\.[jt]s$/.test(path));
const counted = code.filter((path) => /^src\/.*\.ts$/.test(path) && !path.endsWith('index.ts'));

const passed = await Promise.all([
  code.length === 0 || run([...lint, '--cache-location', `${cache}/eslint/`, ...code]),
  code.length === 0 || run([...types, '--tsBuildInfoFile', `${cache}/tsc/precommit.tsbuildinfo`]),
  runTests(),
]);
process.exitCode = passed.every(Boolean) ? 0 : 1;

async function runTests() {
  const suites = lines('ls-files', 'test/**.test.ts');
  const near = nearTests(staged, suites);
  let percent = 0;
  for (const round of [near, ...widerTests(counted, suites, near)]) {
    if (round !== near)
      console.log(`The nearest suites run ${percent} % of the changed lines; running ${round.length}.`);
    const outcome = await runCounted(['--runTestsByPath', ...round]);
    if (!outcome.isPassed) return false;
    percent = outcome.percent;
    if (percent >= wantedPercent) return true;
  }
  console.log(`The tests of these folders run ${percent} % of the changed lines, not ${wantedPercent} %.`);
  return false;
}

/** Whether the suites passed, and how much of the changed files they ran. */
async function runCounted(suites) {
  if (counted.length === 0) return { isPassed: await run([...tests, ...suites]), percent: 100 };
  const folder = mkdtempSync(join(tmpdir(), 'precommit-'));
  const coverage = [
    '--coverage',
    '--coverageThreshold={}',
    '--coverageReporters=json-summary',
    `--coverageDirectory=${folder}`,
  ];
  const from = counted.map((path) => `--collectCoverageFrom=${path}`);
  try {
    const isPassed = await run([...tests, ...coverage, ...from, ...suites]);
    return { isPassed, percent: isPassed ? percentOf(join(folder, 'coverage-summary.json')) : 0 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Files without a statement, of types alone, have nothing to count. */
function percentOf(summaryFile) {
  const { pct } = JSON.parse(readFileSync(summaryFile, 'utf8')).total.lines;
  return typeof pct === 'number' ? pct : 100;
}

/** Whether the command succeeded; what it prints is shown. */
function run(command) {
  return new Promise((resolve) => {
    spawn('npx', ['--no', '--', ...command], { stdio: 'inherit' }).on('close', (status) => resolve(status === 0));
  });
}
