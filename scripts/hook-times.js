/**
 * Plays the hook of a commit on three changes as they are made every day, in a checkout of its own, and prints how long each
 * takes: `npm run test:times -- --hook`. The first of all fills the caches, as the first commit on a fresh clone does.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { childrenMs } from '../test/runner/processor.js';

const changes = [
  ['the first, with empty caches', ['src/content/edit/apply.ts']],
  ['a file of src/content', ['src/content/edit/apply.ts']],
  ['a tool and its test', ['src/mcp/tools/pages/edit-page.ts', 'test/mcp/tools/pages/edit-page.test.ts']],
  ['a page of the documentation', ['docs/gateways.md']],
];

/** As the tables have it. */
export const seconds = (ms) => `${(ms / 1000).toFixed(1).padStart(7)} s`;

/** Prints the times of the hook for each change; whether all of them passed. */
export function printHookTimes() {
  const checkout = join(mkdtempSync(join(tmpdir(), 'hook-times-')), 'checkout');
  const options = { cwd: checkout, encoding: 'utf8' };
  const git = (...args) => execFileSync('git', args, options);
  try {
    execFileSync('git', ['worktree', 'add', '--detach', '--quiet', checkout, 'HEAD']);
    linkPackages(checkout);
    return changes.map(([what, files]) => {
      for (const file of files) appendFileSync(join(checkout, file), file.endsWith('.md') ? '\nMore.\n' : '// More.\n');
      git('add', ...files);
      const [startedAt, cpuBefore] = [performance.now(), childrenMs()];
      const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/precommit.js'], options);
      const [ms, cpuMs] = [performance.now() - startedAt, childrenMs() - cpuBefore];
      const load = loadavg()[0].toFixed(1);
      console.log(`${seconds(ms)} on the clock, ${seconds(cpuMs)} of the processor, load ${load}: ${what}`);
      if (status !== 0) console.log(`It failed:\n${stdout}${stderr.replace(/^PASS .*\n/gm, '')}`);
      git('reset', '--quiet', '--hard');
      return status === 0;
    });
  } finally {
    execFileSync('git', ['worktree', 'remove', '--force', checkout]);
    rmSync(dirname(checkout), { recursive: true, force: true });
  }
}

/** The packages of this checkout, one by one: what is cached of the code stands beside them. */
function linkPackages(checkout) {
  const packages = join(import.meta.dirname, '../node_modules');
  mkdirSync(join(checkout, 'node_modules'));
  for (const name of readdirSync(packages))
    if (name !== '.cache') symlinkSync(join(packages, name), join(checkout, 'node_modules', name));
}
