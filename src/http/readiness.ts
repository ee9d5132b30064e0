import type { Logger } from '../observability/index.js';

/** Resolves when the dependency answers, rejects when it does not. */
export type ReadinessCheck = () => Promise<void>;

/** What readiness depends on, and how often it is asked. */
export interface ReadinessOptions {
  /** By the name that the report shows. */
  checks: Readonly<Record<string, ReadinessCheck>>;
  /** By the name that the report shows: whether calls to a dependency are paused because it failed repeatedly. */
  circuits?: Readonly<Record<string, () => boolean>>;
  log: Logger;
  /** How long one check may take (2000). */
  timeoutMs?: number;
  /** How long a report is served again (5000). */
  cacheMs?: number;
}

/** What `/ready` answers with. */
export interface ReadinessReport {
  status: 'ok' | 'failing' | 'draining';
  checks: Record<string, 'ok' | 'failing'>;
  /** `open` while calls to that dependency are paused; absent where nothing has a circuit breaker. */
  circuits?: Record<string, 'open' | 'closed'>;
}

/** Whether the service should get requests; one for the process, so that every listener says the same. */
export interface Readiness {
  report(): Promise<ReadinessReport>;
  /** From now on the service is on its way out. */
  drain(): void;
}

/** Probes share one run of the checks and its result for a while, so that they cannot hammer a dependency. */
export function createReadiness(options: ReadinessOptions): Readiness {
  const { checks, circuits, log, timeoutMs = 2_000, cacheMs = 5_000 } = options;
  let draining = false;
  let latest: Promise<ReadinessReport> | undefined;
  let freshUntilMs = 0;

  async function run(): Promise<ReadinessReport> {
    // Loaded with the first probe: a start would wait for it.
    const { runCheck } = await import('./run-check.js');
    const results = await Promise.all(
      Object.entries(checks).map(
        async ([name, check]) => [name, await runCheck(name, check, { log, timeoutMs })] as const,
      ),
    );
    freshUntilMs = performance.now() + cacheMs;
    const status = results.every(([, result]) => result === 'ok') ? 'ok' : 'failing';
    return { status, checks: Object.fromEntries(results) };
  }

  return {
    report: async () => {
      if (draining) return { status: 'draining', checks: {} };
      if (latest === undefined || performance.now() >= freshUntilMs) {
        freshUntilMs = Number.POSITIVE_INFINITY;
        latest = run();
      }
      const report = await latest;
      return circuits === undefined ? report : { ...report, circuits: statesOf(circuits) };
    },
    drain: () => void (draining = true),
  };
}

/** Read anew for each probe: it costs nothing, and a circuit can open and close between two checks. */
function statesOf(circuits: Readonly<Record<string, () => boolean>>): Record<string, 'open' | 'closed'> {
  return Object.fromEntries(Object.entries(circuits).map(([name, isOpen]) => [name, isOpen() ? 'open' : 'closed']));
}
