/**
 * What do we see? Logs, redaction, the audit trail and metrics.
 * May import: nothing; pino, prom-client and OpenTelemetry live only here.
 * Promise: one JSON object a line, and no token, body or page text in any of them.
 */
import type { OtlpOptions } from './otlp-exporter.js';
import type { Tracer } from './tracing.js';

export { createLogger, type LoggerOptions } from './logger.js';
export { createAuditLog } from './audit-log.js';
export type { Logger, LogLevel } from './logger.js';
export { createSecretHiding } from './hide-secrets.js';
export type { HideSecrets } from './hide-secrets.js';
export { redactText } from './redact-text.js';
export type { AuditLog, AuthenticationEvent, ToolCallEvent } from './audit-log.js';
export { silentMeter } from './meter.js';
export type { CacheName, LoginOutcome, Meter } from './meter.js';
export { readRemoteTrace, traceRequest } from './tracing.js';
export type { RemoteTrace, Span, SpanAttributes, Tracer } from './tracing.js';
export type { OtlpOptions } from './otlp-exporter.js';
export type { WatchedSources } from './metrics.js';
export { openMetrics } from './open-metrics.js';
export type { Metrics } from './open-metrics.js';

/** Loaded where somebody collects traces. */
export async function openTracer(options: OtlpOptions): Promise<Tracer> {
  const { createOtlpTracer } = await import('./otlp-tracer.js');
  return createOtlpTracer(options);
}
