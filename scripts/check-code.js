/** What the gate asks of the code before its tests: types, lint, format and build, beside each other. Each prints when it is done. */
import { spawn } from 'node:child_process';

const steps = ['typecheck', 'lint', 'format:check', 'build'];

const passed = await Promise.all(steps.map(run));
process.exitCode = passed.every(Boolean) ? 0 : 1;

/** Whether the script of package.json succeeded. */
function run(script) {
  const child = spawn('npm', ['run', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  return new Promise((resolve) => {
    child.on('close', (status) => {
      process.stdout.write(printed);
      if (status !== 0) console.error(`npm run ${script} failed.`);
      resolve(status === 0);
    });
  });
}
