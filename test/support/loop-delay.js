/** Preloaded into a process (`node --import`): tells on SIGUSR2 how long its event loop stood still, and begins anew. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  process.on('SIGUSR2', () => {
    process.stderr.write(`loop stood still for ${(delay.max / 1e6).toFixed(1)} ms\n`);
    delay.reset();
  });
}
