import {
  createTraceState,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Span as OtelSpan,
  type Tracer as OtelTracer,
} from '@opentelemetry/api';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { createOtlpExporter, type OtlpOptions } from './otlp-exporter.js';
import type { RemoteTrace, Span, StartOptions, Tracer } from './tracing.js';

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;

/**
 * Spans by OpenTelemetry's SDK, sent to an OTLP endpoint in batches. Parents are handed on as arguments, so that
 * nothing global is registered. Whether a trace is recorded is the caller's choice, else everything is; the SDK's own
 * OTEL_TRACES_SAMPLER and OTEL_BSP_* variables hold.
 */
export function createOtlpTracer(options: OtlpOptions): Tracer {
  const provider = new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(createOtlpExporter(options))] });
  const tracer = provider.getTracer(options.service.name, options.service.version);
  return {
    start: (name, caller, more = {}) => open(tracer, name, 'server', contextOf(caller), more),
    // The exporter has said what it could not send.
    close: () => provider.shutdown().catch(() => undefined),
  };
}

function contextOf(caller: RemoteTrace | undefined): Context {
  if (caller?.span_id === undefined) return ROOT_CONTEXT;
  const { trace_id: traceId, span_id: spanId, trace_sampled: isSampled = true, trace_state: state } = caller;
  return trace.setSpanContext(ROOT_CONTEXT, {
    ...{ traceId, spanId, isRemote: true },
    traceFlags: isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
    ...(state !== undefined && { traceState: createTraceState(state) }),
  });
}

function open(
  tracer: OtelTracer,
  name: string,
  kind: keyof typeof kinds,
  parent: Context,
  { attributes = {}, link }: StartOptions,
): Span {
  const links = link === undefined ? [] : [{ context: { ...link, traceFlags: TraceFlags.NONE } }];
  const span = tracer.startSpan(name, { kind: kinds[kind], attributes, links }, parent);
  const context = trace.setSpan(parent, span);
  const { traceId, spanId } = span.spanContext();
  return {
    traceId,
    spanId,
    headers: headersOf(span),
    child: (childName, childKind, attributes = {}) => open(tracer, childName, childKind, context, { attributes }),
    set: (more) => void span.setAttributes(more),
    end: (error) => {
      if (error !== undefined) {
        span.setAttribute('error.type', error);
        span.setStatus({ code: SpanStatusCode.ERROR, message: error });
      }
      span.end();
    },
  };
}

function headersOf(span: OtelSpan): Record<string, string> {
  const { traceId, spanId, traceFlags, traceState } = span.spanContext();
  const traceparent = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
  const state = traceState?.serialize() ?? '';
  return state === '' ? { traceparent } : { traceparent, tracestate: state };
}
