/**
 * Preloaded into a process (`node --import`): tells on SIGUSR2 for how long its event loop was busy without a turn, and begins anew.
 * On Linux that is processor time of the main thread (schedstat), so that a machine with much else to do adds nothing to it.
 */
import { readFileSync } from 'node:fs';
import { setInterval } from 'node:timers';
import { isMainThread } from 'node:worker_threads';

const schedstat = `/proc/self/task/${process.pid}/schedstat`;

function cpuMs() {
  try {
    return Number(readFileSync(schedstat, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
}

if (isMainThread) {
  let last = cpuMs();
  let longest = 0;
  setInterval(() => {
    const now = cpuMs();
    longest = Math.max(longest, now - last);
    last = now;
  }, 5).unref();
  process.on('SIGUSR2', () => {
    process.stderr.write(`loop stood still for ${longest.toFixed(1)} ms\n`);
    longest = 0;
  });
}
