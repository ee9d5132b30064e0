import type { Response } from 'express';
import type { IncomingMessage, IncomingHttpHeaders } from 'node:http';
import type { Principal } from '../auth/index.js';
import { readRemoteTrace } from '../observability/index.js';
import type { Logger, RemoteTrace, Span } from '../observability/index.js';
import type { Caller, RequestOptions } from '../mcp/index.js';

/** What is known about one request. */
interface RequestContext {
  readonly requestId: string;
  log: Logger;
  /** Set by authentication; absent on public routes. */
  principal?: Principal;
  /** How the request narrows itself; set behind authentication. */
  options?: RequestOptions | undefined;
  /** The request's place in its trace, where traces are collected. */
  span?: Span;
  /** A health probe: logged at debug, because it comes every few seconds. */
  probe?: true;
}

/** Once for each request, before everything that may log or refuse. */
export function setContext(res: Response, context: RequestContext): void {
  res.locals['context'] = context;
}

/** What `setContext` left there; on a response that never passed it, undefined in spite of its type. */
export function contextOf(res: Response): RequestContext {
  return res.locals['context'] as RequestContext;
}

/** The identified caller. Throws when a route forgot to authenticate, so that nothing is ever served to nobody. */
export function callerOf(res: Response): Caller {
  const { principal, requestId, log, options, span } = contextOf(res);
  if (principal === undefined) throw new Error('This route was reached without authentication.');
  return { principal, requestId, log, options, span };
}

/**
 * Every value of one header as it was sent; `name` in lower case. Node's `headers` joins or drops repeated ones, and its
 * `headersDistinct` throws for a header called `__proto__` in releases before March 2026 (CVE-2026-21710).
 */
export function headerValues({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>, name: string): string[] {
  const values: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const sent = rawHeaders[at] ?? '';
    if (sent.length === name.length && sent.toLowerCase() === name) values.push(rawHeaders[at + 1] ?? '');
  }
  return values;
}

/** The distributed trace that a request belongs to, as log fields: 32 hexadecimal digits, and 16 for the span. */
type Trace = RemoteTrace;

const cloudTraceContext = /^([\da-f]{32})(?:\/\d{1,20})?(?:;o=(\d))?$/i;

/** Reads W3C `traceparent`, or Google's older `X-Cloud-Trace-Context`. Malformed headers count as absent. */
export function traceOf(headers: IncomingHttpHeaders): Trace | undefined {
  const w3c = readRemoteTrace({ traceparent: headers.traceparent?.toString() });
  if (w3c !== undefined) return w3c;
  const google = cloudTraceContext.exec(headers['x-cloud-trace-context']?.toString() ?? '');
  if (google?.[1] === undefined) return undefined;
  return { trace_id: google[1].toLowerCase(), ...(google[2] && { trace_sampled: google[2] !== '0' }) };
}
