import type { AuditLog } from './audit-log.js';
import type { Meter } from './meter.js';
import type { LoadedMetrics, WatchedSources } from './metrics.js';

/** What is counted, and what Prometheus scrapes of it. */
export interface Metrics {
  readonly contentType: string;
  render(): Promise<string>;
  /** The same audit log, whose events are counted on their way. */
  counting(audit: AuditLog): AuditLog;
  readonly meter: Meter;
  /** What is asked at each scrape; later calls add to earlier ones. */
  watch(sources: WatchedSources): void;
  /** Loads what counts, ahead of the first event and the first scrape. */
  prepare(): Promise<void>;
}

/**
 * Counts from the first event on. The library that counts is loaded by then or by the first scrape: no start waits for
 * it. What happens until it is there is counted in its order as soon as it is.
 */
export function openMetrics(version: string): Metrics {
  let metrics: LoadedMetrics | undefined;
  let waiting: ((loaded: LoadedMetrics) => void)[] = [];
  const load = async (): Promise<LoadedMetrics> => {
    const { createMetrics } = await import('./metrics.js');
    metrics = createMetrics({ version });
    for (const tell of waiting) tell(metrics);
    waiting = [];
    return metrics;
  };
  let loading: Promise<LoadedMetrics> | undefined;
  const loaded = (): Promise<LoadedMetrics> => (loading ??= load());
  const onceLoaded = (tell: (loaded: LoadedMetrics) => void): void => {
    if (metrics === undefined) waiting.push(tell);
    else tell(metrics);
  };
  const count = (tell: (loaded: LoadedMetrics) => void): void => {
    onceLoaded(tell);
    // A failure is nobody's to handle: it ends the process, as at a start.
    if (metrics === undefined) void loaded();
  };
  return {
    // https://prometheus.io/docs/instrumenting/exposition_formats/
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
    render: async () => (await loaded()).render(),
    counting: (audit) => ({
      authentication(event) {
        count(({ events }) => events.authentication(event));
        audit.authentication(event);
      },
      toolCall(event) {
        count(({ events }) => events.toolCall(event));
        audit.toolCall(event);
      },
    }),
    meter: {
      mcpRequest: (method, status) => count(({ meter }) => meter.mcpRequest(method, status)),
      confluenceRequest: (method, status) => count(({ meter }) => meter.confluenceRequest(method, status)),
      confluenceRetry: () => count(({ meter }) => meter.confluenceRetry()),
      conversion: (name, seconds) => count(({ meter }) => meter.conversion(name, seconds)),
      cacheRequest: (cache, result) => count(({ meter }) => meter.cacheRequest(cache, result)),
      login: (outcome) => count(({ meter }) => meter.login(outcome)),
    },
    watch: (sources) => onceLoaded((one) => one.watch(sources)),
    prepare: async () => void (await loaded()),
  };
}
