/** Runs the tests nearest to what changed since the last commit, as its hook will: `npm run test:fast [-- what Jest takes]`. */
import { execFileSync, spawnSync } from 'node:child_process';
import { nearTests } from './near-tests.js';

const lines = (...args) => execFileSync('git', args, { encoding: 'utf8' }).split('\n').filter(Boolean);
const changed = [
  ...lines('diff', 'HEAD', '--name-only', '--diff-filter=d'),
  ...lines('ls-files', '-o', '--exclude-standard'),
];
const suites = lines('ls-files', '-c', '-o', '--exclude-standard', 'test/**.test.ts');
const jest = ['jest', '--passWithNoTests', '--selectProjects', 'unit', 'integration'];
const near = ['--runTestsByPath', ...nearTests(changed, suites)];
const { status } = spawnSync('npx', ['--no', '--', ...jest, ...near, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
