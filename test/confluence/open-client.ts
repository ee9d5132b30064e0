import {
  createConfluenceClient,
  type ConfluenceClient,
  type ConfluenceClientOptions,
} from '../../src/confluence/index.js';
import { createMemoryLog } from '../http/memory-log.js';
import type { Upstream } from './upstream.js';

/** A client in front of a raw upstream, for answers that the sandbox never gives. */
export function openConfluenceClient(
  upstream: Upstream,
  options: Partial<ConfluenceClientOptions> = {},
): ConfluenceClient {
  return createConfluenceClient({
    deployment: 'cloud',
    siteUrl: upstream.origin,
    credentials: { kind: 'bearer', token: 't' },
    timeoutMs: 2_000,
    maxConcurrency: 4,
    agents: upstream.outbound,
    log: createMemoryLog(upstream.lines),
    userAgent: 'test/1',
    ...options,
  });
}
