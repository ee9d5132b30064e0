import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { AuditLog } from './audit-log.js';

/** What Prometheus scrapes (text exposition format). No label holds an id, an e-mail or anything unbounded. */
export interface Metrics {
  readonly contentType: string;
  render(): Promise<string>;
  /** The same audit log, whose events are counted on their way. */
  counting(audit: AuditLog): AuditLog;
}

const callSeconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** One registry for the process, so that tests can have several: nothing is registered globally. */
export function createMetrics({ version }: { version: string }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({ name: 'build_info', help: 'The version that runs.', labelNames: ['version'], registers }).set(
    { version },
    1,
  );
  const decisions = new Counter({
    name: 'auth_decisions_total',
    help: 'Callers who were let in or refused.',
    labelNames: ['mode', 'outcome'],
    registers,
  });
  const calls = new Counter({
    name: 'mcp_tool_calls_total',
    help: 'Tool calls by tool and by code: ok, or the code of the error.',
    labelNames: ['tool', 'code'],
    registers,
  });
  const durations = new Histogram({
    name: 'mcp_tool_call_duration_seconds',
    help: 'How long tool calls took.',
    buckets: callSeconds,
    registers,
  });
  return {
    contentType: registry.contentType,
    render: () => registry.metrics(),
    counting: (audit) => ({
      authentication(event) {
        decisions.inc({ mode: event.mode ?? 'unknown', outcome: event.outcome });
        audit.authentication(event);
      },
      toolCall(event) {
        calls.inc({ tool: event.tool, code: event.outcome });
        durations.observe(event.duration_ms / 1000);
        audit.toolCall(event);
      },
    }),
  };
}
