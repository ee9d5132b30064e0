/** Builds `dist` once, before the suites that run it in processes of their own. */
import { spawnSync } from 'node:child_process';
import compile from './compile.js';

/** Jest's globalSetup of the e2e suites. */
export default async function build(globalConfig, projectConfig) {
  await compile(globalConfig, projectConfig);
  const options = { cwd: projectConfig.rootDir, encoding: 'utf8' };
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'build'], options);
  if (status !== 0) throw new Error(`The build failed:\n${stdout}${stderr}`);
}
