import type { HrTime } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { Logger } from './logger.js';

/** Where spans go (OTLP over HTTP, https://opentelemetry.io/docs/specs/otlp). */
export interface OtlpOptions {
  /** Where the collector listens, without the path of a signal: `http://localhost:4318`. */
  readonly endpoint: string;
  readonly service: { readonly name: string; readonly version: string };
  /** The way out, with the certificates and proxies of the service. */
  readonly fetch: typeof fetch;
  readonly log: Logger;
}

const timeoutMs = 10_000;
const done = 0;
const failed = 1;

/**
 * Sends spans as OTLP in JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding). Written here and not
 * taken from OpenTelemetry because its exporters have ways out of their own, which know no proxy and no private
 * authority of ours. What cannot be sent is dropped: traces never hold up anything.
 */
export function createOtlpExporter({ endpoint, service, fetch, log }: OtlpOptions): SpanExporter {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const sending = new Set<Promise<void>>();
  const send = async (spans: readonly ReadableSpan[]): Promise<number> => {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(toRequest(spans, service)),
        signal: AbortSignal.timeout(timeoutMs),
      });
      await answer.body?.cancel();
      if (answer.ok) return done;
      log.warn({ event: 'traces_refused', status: answer.status, spans: spans.length }, 'Traces were refused.');
    } catch (error) {
      log.warn({ event: 'traces_lost', err: error, spans: spans.length }, 'Traces could not be sent.');
    }
    return failed;
  };
  return {
    export(spans, report) {
      const sent = send(spans).then((code) => report({ code }));
      sending.add(sent);
      void sent.finally(() => sending.delete(sent));
    },
    forceFlush: async () => void (await Promise.all(sending)),
    shutdown: async () => void (await Promise.all(sending)),
  };
}

function toRequest(spans: readonly ReadableSpan[], { name, version }: OtlpOptions['service']): object {
  const resource = { attributes: toAttributes({ 'service.name': name, 'service.version': version }) };
  return { resourceSpans: [{ resource, scopeSpans: [{ scope: { name, version }, spans: spans.map(toSpan) }] }] };
}

function toSpan(span: ReadableSpan): object {
  const { traceId, spanId, traceState } = span.spanContext();
  return {
    ...{ traceId, spanId, name: span.name },
    ...(span.parentSpanContext && { parentSpanId: span.parentSpanContext.spanId }),
    ...(traceState && { traceState: traceState.serialize() }),
    // The API counts from internal = 0, the protocol has 0 for none.
    kind: span.kind + 1,
    startTimeUnixNano: toNanos(span.startTime),
    endTimeUnixNano: toNanos(span.endTime),
    attributes: toAttributes(span.attributes),
    links: span.links.map(({ context }) => ({ traceId: context.traceId, spanId: context.spanId })),
    status: span.status,
  };
}

function toNanos([seconds, nanos]: HrTime): string {
  return (BigInt(seconds) * 1_000_000_000n + BigInt(nanos)).toString();
}

function toAttributes(attributes: Readonly<Record<string, unknown>>): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: toValue(value) }));
}

function toValue(value: unknown): object {
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  return typeof value === 'boolean' ? { boolValue: value } : { stringValue: String(value) };
}
