/**
 * Looks for what a suite has started and not closed: servers, sockets, processes and timers that keep a worker alive. Each would
 * slow the suites behind it, and a run could end only by force. Node does not count threads among them.
 */
import { setTimeout as sleep } from 'node:timers/promises';

/** A closed socket is gone a moment later; the timeout of a request that was answered may outlive it. */
const longestMs = 3000;
const pauseMs = 10;

/** What comes and goes by itself, and the streams of this process, which whoever reads `process.stdin` opens. */
const passing = new Set(['Immediate', 'PipeWrap', 'TTYWrap', 'FSReqCallback', 'FSReqPromise']);

/** The real clock, which fake timers stand in for otherwise. */
const now = performance.now.bind(performance);

export function createHandleWatch(patienceMs = longestMs) {
  const atStart = count();
  return {
    /** What is open that was not at the start, by its kind: `2 TCPSocketWrap`. Waits for what is closing. */
    async open() {
      const until = now() + patienceMs;
      for (;;) {
        const open = [...count()].filter(([kind, number]) => number > (atStart.get(kind) ?? 0));
        if (open.length === 0 || now() > until)
          return open.map(([kind, number]) => `${number - (atStart.get(kind) ?? 0)} ${kind}`);
        await sleep(pauseMs, undefined, { ref: false });
      }
    },
  };
}

/** How many of each kind keep this process alive. */
function count() {
  const counted = new Map();
  for (const kind of process.getActiveResourcesInfo())
    if (!passing.has(kind)) counted.set(kind, (counted.get(kind) ?? 0) + 1);
  return counted;
}
