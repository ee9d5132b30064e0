import type { IncomingHttpHeaders } from 'node:http';

/** The distributed trace that a request belongs to, as log fields. */
export interface Trace {
  /** 32 hexadecimal digits. */
  trace_id: string;
  /** 16 hexadecimal digits. */
  span_id?: string;
}

const traceparent = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}/;
const cloudTraceContext = /^([\da-f]{32})(?:\/\d{1,20})?(?:;o=\d)?$/i;

/** Reads W3C `traceparent`, or Google's older `X-Cloud-Trace-Context`. Malformed headers count as absent. */
export function traceOf(headers: IncomingHttpHeaders): Trace | undefined {
  const w3c = traceparent.exec(headers.traceparent?.toString() ?? '');
  if (w3c?.[1] !== undefined && w3c[2] !== undefined) return { trace_id: w3c[1], span_id: w3c[2] };
  const google = cloudTraceContext.exec(headers['x-cloud-trace-context']?.toString() ?? '');
  return google?.[1] === undefined ? undefined : { trace_id: google[1].toLowerCase() };
}
