import { LRUCache } from 'lru-cache';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { AuditLog, ToolCallEvent } from './audit-log.js';
import type { Meter } from './meter.js';

/** What counts, and what Prometheus scrapes. No label holds an id, an e-mail or anything unbounded. */
export interface LoadedMetrics {
  /** In Prometheus' text format. */
  render(): Promise<string>;
  /** Counts audit events, and writes none of them. */
  readonly events: AuditLog;
  readonly meter: Meter;
  /** What is asked at each scrape; later calls add to earlier ones. */
  watch(sources: WatchedSources): void;
}

/** States that are read when somebody looks. */
export interface WatchedSources {
  /** Whether calls to Confluence are paused. */
  readonly confluenceCircuitOpen?: () => boolean;
  /** Whether calls to each other API are paused, by its name. */
  readonly apiCircuitsOpen?: () => ReadonlyMap<string, boolean>;
  /** Conversions that are waiting for a thread. */
  readonly conversionQueue?: () => number;
  /** Lines that could not be written, since the start. */
  readonly lostLogLines?: () => number;
}

const callSeconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const conversionSeconds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30];

/** Callers count as active for this long after a call, and at most so many of them are told apart. */
const activeForMs = 15 * 60_000;
const mostCallers = 10_000;

/** One registry for the process, so that tests can have several: nothing is registered globally. */
export function createMetrics({ version }: { version: string }): LoadedMetrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> =>
    new Counter({ name, help, labelNames, registers });
  collectDefaultMetrics({ register: registry });
  withoutMisnamed(registry);
  new Gauge({ name: 'build_info', help: 'The version that is running.', labelNames: ['version'], registers }).set(
    { version },
    1,
  );
  return {
    render: () => registry.metrics(),
    events: createEventCounter(registers, counter),
    meter: createMeter(registers, counter),
    watch: createWatch(registers),
  };
}

/**
 * Some of prom-client's own gauges end in `_total`, which is for counters alone, so that `promtool check metrics` fails.
 * Each is no more than the sum of the gauge beside it: `sum(nodejs_active_handles)`.
 */
function withoutMisnamed(registry: Registry): void {
  for (const metric of registry.getMetricsAsArray())
    if (metric instanceof Gauge && metric.name.endsWith('_total')) registry.removeSingleMetric(metric.name);
}

type MakeCounter = <Label extends string>(name: string, help: string, labelNames: Label[]) => Counter<Label>;

function createEventCounter(registers: Registry[], counter: MakeCounter): AuditLog {
  const decisions = counter('auth_decisions_total', 'Callers who were let in or refused.', ['mode', 'outcome']);
  const calls = counter('mcp_tool_calls_total', 'Tool calls by tool and by code: ok, or the code of the error.', [
    'tool',
    'code',
  ]);
  const usage = counter('mcp_tool_usage_total', 'Tool calls by kind of caller.', ['tool', 'mode', 'caller']);
  const durations = new Histogram({
    name: 'mcp_tool_call_duration_seconds',
    help: 'How long tool calls took.',
    buckets: callSeconds,
    registers,
  });
  const active = new LRUCache<string, string>({ max: mostCallers, ttl: activeForMs });
  new Gauge({
    name: 'mcp_active_callers',
    help: `Different callers of tools within ${activeForMs / 60_000} minutes, up to ${mostCallers}.`,
    labelNames: ['mode'],
    registers,
    collect() {
      this.reset();
      active.purgeStale();
      for (const mode of active.values()) this.inc({ mode });
    },
  });
  return {
    authentication(event) {
      decisions.inc({ mode: event.mode ?? 'unknown', outcome: event.outcome });
    },
    toolCall(event) {
      const { tool, mode } = event;
      calls.inc({ tool, code: event.outcome });
      usage.inc({ tool, mode, caller: kindOf(event) });
      durations.observe(event.duration_ms / 1000);
      active.set(event.principal, mode);
    },
  };
}

/** Google tells accounts of services by their domain; people log in; of other tokens nobody knows whose they are. */
function kindOf({ mode, email }: ToolCallEvent): 'person' | 'service' | 'unknown' {
  if (email?.endsWith('.gserviceaccount.com')) return 'service';
  return email !== undefined || mode === 'oauth' || mode === 'iap' || mode === 'stdio' ? 'person' : 'unknown';
}

function createMeter(registers: Registry[], counter: MakeCounter): Meter {
  const requests = counter('mcp_requests_total', 'Messages of MCP over HTTP, by method and status.', [
    'method',
    'status',
  ]);
  const upstream = counter('confluence_requests_total', 'Requests to Confluence, each attempt, by outcome.', [
    'method',
    'status',
  ]);
  const retries = counter('confluence_retries_total', 'Reads that were retried.', []);
  const logins = counter('oauth_logins_total', 'Logins at the identity provider, by outcome.', ['outcome']);
  const caches = counter('cache_requests_total', 'Look-ups in caches.', ['cache', 'result']);
  const conversions = new Histogram({
    name: 'conversion_duration_seconds',
    help: 'How long conversions of page text took, including waiting time.',
    labelNames: ['conversion'],
    buckets: conversionSeconds,
    registers,
  });
  return {
    mcpRequest: (method, status) => requests.inc({ method, status }),
    confluenceRequest: (method, status) => upstream.inc({ method, status }),
    confluenceRetry: () => retries.inc(),
    conversion: (conversion, seconds) => conversions.observe({ conversion }, seconds),
    cacheRequest: (cache, result) => caches.inc({ cache, result }),
    login: (outcome) => logins.inc({ outcome }),
  };
}

function createWatch(registers: Registry[]): LoadedMetrics['watch'] {
  let sources: WatchedSources = {};
  new Gauge({
    name: 'confluence_circuit_open',
    help: '1 while calls to Confluence are paused because it failed many times in a row.',
    registers,
    collect() {
      this.set(sources.confluenceCircuitOpen?.() === true ? 1 : 0);
    },
  });
  new Gauge({
    name: 'api_circuit_open',
    help: '1 while calls to another API are paused because it failed many times in a row.',
    labelNames: ['api'],
    registers,
    collect() {
      for (const [api, isOpen] of sources.apiCircuitsOpen?.() ?? []) this.set({ api }, isOpen ? 1 : 0);
    },
  });
  new Gauge({
    name: 'conversion_queue_length',
    help: 'Conversions that are waiting for a thread.',
    registers,
    collect() {
      this.set(sources.conversionQueue?.() ?? 0);
    },
  });
  new Counter({
    name: 'log_lines_lost_total',
    help: 'Log lines that could not be written, including audit events.',
    registers,
    collect() {
      this.reset();
      this.inc(sources.lostLogLines?.() ?? 0);
    },
  });
  return (more) => void (sources = { ...sources, ...more });
}
