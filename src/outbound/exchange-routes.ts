import type { InternalAxiosRequestConfig } from 'axios';
import { openRoutes, pinnedAgent, type DispatcherLimits, type Routes } from './dispatchers.js';
import type { PinnedLookup } from './find-route.js';
import type { ProxyRule } from './proxy-rule.js';
import type { Trust } from './trust.js';
import type { OpenDispatcher } from './undici-adapter.js';

/** Whoever asks has limits of their own for time and size. */
const limits: DispatcherLimits = { connections: 256, silenceMs: 0, maxResponseBytes: -1 };

/** The ways of the exchanges: opened with the first of them, kept for all, and one of its own for a pinned look-up. */
export function createExchangeRoutes(trust: Trust, rule: ProxyRule): { open: OpenDispatcher; close: () => void } {
  let opening: Promise<Routes> | undefined;
  return {
    async open({ lookup }: InternalAxiosRequestConfig) {
      if (lookup !== undefined) {
        const agent = await pinnedAgent(trust, lookup as unknown as PinnedLookup, limits);
        // A connection that is kept would be found by name, not by the address that was judged.
        return { dispatcher: agent, release: () => void agent.destroy() };
      }
      opening ??= openRoutes(trust, rule, limits);
      return { dispatcher: (await opening).dispatcher };
    },
    close: () => void opening?.then(({ destroy }) => destroy()),
  };
}
