import type { Logger } from '../../observability/index.js';
import type { HandlersFor } from '../server/handlers.js';
import type { HttpTransport } from './http.js';
import type { SseTransport } from './sse.js';
import { onDemand } from './on-demand.js';
import type { OnDemand } from './on-demand.js';
import type { startStdio, StdioOptions, StdioSession } from './stdio.js';

/** Every way in, each loaded with its first use: the SDK is a large part of what a start could wait for. */
interface Transports {
  readonly http: OnDemand<HttpTransport>;
  readonly sse: OnDemand<SseTransport>;
  serveStdio(caller: Parameters<typeof startStdio>[2], streams: StdioOptions['streams']): StdioSession;
  /** Ends streams that would never end by themselves, in those that were opened. */
  endStreams(): void;
  /** Ends everything, calls in flight included. */
  close(): Promise<void>;
}

interface TransportOptions {
  readonly log: Logger;
  readonly heartbeatMs: number;
  /** The oldest revision of the protocol that is served; every one that is known when absent. */
  readonly minProtocol: string | undefined;
}

/** Nothing is loaded before its first use; what was never used has nothing to end or close. */
export function createTransports(
  handlersFor: HandlersFor,
  { log, heartbeatMs, minProtocol }: TransportOptions,
): Transports {
  const http = onDemand(async () => {
    const { createHttpTransport } = await import('./http.js');
    return createHttpTransport(handlersFor, { log, keepAliveMs: heartbeatMs, minProtocol });
  });
  const sse = onDemand(async () => {
    const { createSseTransport } = await import('./sse.js');
    return createSseTransport(handlersFor, heartbeatMs, minProtocol);
  });
  return {
    http,
    sse,
    serveStdio(caller, streams) {
      const options = { streams, minProtocol };
      const session = import('./stdio.js').then(({ startStdio }) => startStdio(handlersFor, log, caller, options));
      return { closed: session.then(({ closed }) => closed), close: async () => (await session).close() };
    },
    endStreams() {
      void http.ifOpen((opened) => opened.endStreams());
      void sse.ifOpen((opened) => opened.endStreams());
    },
    close: async () => {
      await Promise.all([http.ifOpen((opened) => opened.close()), sse.ifOpen((opened) => opened.close())]);
    },
  };
}
