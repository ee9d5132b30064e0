/** Builds `dist` once, before the suites that run it in processes of their own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import compile from './compile.js';

/** Jest's globalSetup of the e2e suites. */
export default async function build(globalConfig, projectConfig) {
  const building = buildDist(projectConfig.rootDir);
  await compile(globalConfig, projectConfig);
  const [status, printed] = await building;
  if (status !== 0) throw new Error(`The build failed:\n${printed}`);
}

/** Exit status, and what it printed. */
async function buildDist(rootDir) {
  const child = spawn(process.execPath, [join(rootDir, 'scripts/build.js')], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [[status], ...printed] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  return [status, printed.join('')];
}
