/**
 * What a commit has to pass, in half a minute: lint of what is staged beside types of everything, then the unit tests
 * that the change can reach, with 90 % of the changed files' lines run by them. `npm run check` is the whole gate.
 */
import { execFileSync, spawn } from 'node:child_process';

const staged = execFileSync('git', ['diff', '--cached', '--name-only', '--diff-filter=d', '--', '*.ts', '*.js'])
  .toString()
  .split('\n')
  .filter(Boolean);

const cache = 'node_modules/.cache';
const lint = ['eslint', '--max-warnings', '0', '--no-warn-ignored', '--cache', '--cache-strategy', 'content'];
const types = ['tsc', '-p', 'tsconfig.json', '--noEmit', '--incremental'];
const tests = ['jest', '--selectProjects', 'unit', '--silent', '--onlyChanged', '--passWithNoTests', '--coverage'];

const passed = await Promise.all([
  staged.length === 0 || run([...lint, '--cache-location', `${cache}/eslint/`, ...staged]),
  run([...types, '--tsBuildInfoFile', `${cache}/tsc/precommit.tsbuildinfo`]),
]);
const threshold = ['--coverageReporters=text-summary', '--coverageThreshold={"global":{"lines":90}}'];
process.exitCode = passed.every(Boolean) && (await run([...tests, ...threshold])) ? 0 : 1;

/** Whether the command succeeded; what it prints is shown. */
function run(command) {
  return new Promise((resolve) => {
    spawn('npx', ['--no', '--', ...command], { stdio: 'inherit' }).on('close', (code) => resolve(code === 0));
  });
}
