/** Words and numbers about a piece of work; never text of pages, and no secrets. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** One piece of work in a distributed trace. */
export interface Span {
  /** Work that is a part of this one: our own, or a request to somebody else. */
  child(name: string, kind: 'internal' | 'client', attributes?: SpanAttributes): Span;
  set(attributes: SpanAttributes): void;
  /** `error` is a machine word, such as an error code or a status. */
  end(error?: string): void;
  /** What a request to somebody else has to carry to belong to it: https://www.w3.org/TR/trace-context/ */
  readonly headers: Readonly<Record<string, string>>;
  readonly traceId: string;
  readonly spanId: string;
}

/** Where a caller's own trace stands. */
export interface RemoteTrace {
  readonly trace_id: string;
  readonly span_id?: string;
  readonly trace_sampled?: boolean;
  readonly trace_state?: string | undefined;
}

/** What more is known of a piece of work when it begins. */
export interface StartOptions {
  readonly attributes?: SpanAttributes;
  readonly link?: Pick<Span, 'traceId' | 'spanId'> | undefined;
}

/**
 * Reads W3C `traceparent` and `tracestate`, as headers have them and as `_meta` of an MCP message has them (SEP-414).
 * What is malformed counts as absent.
 */
export function readRemoteTrace({
  traceparent,
  tracestate,
}: Readonly<Record<string, unknown>>): RemoteTrace | undefined {
  const [, version, traceId, spanId, flags = '', more] =
    w3c.exec(typeof traceparent === 'string' ? traceparent : '') ?? [];
  // Later versions may have more fields; this one has none.
  if (traceId === undefined || spanId === undefined || (version === '00' && more !== undefined)) return undefined;
  return {
    ...{ trace_id: traceId, span_id: spanId, trace_sampled: (Number.parseInt(flags, 16) & 1) === 1 },
    ...(typeof tracestate === 'string' && { trace_state: tracestate }),
  };
}

/** https://www.w3.org/TR/trace-context/#traceparent-header: version ff, and ids of zeros alone, are invalid. */
const w3c = /^(?!ff)([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(-.*)?$/;

/** Begins the server's part of a trace, the caller's own where there is one. */
export interface Tracer {
  /** `link` names a span that led to this one without being its parent. */
  start(name: string, caller: RemoteTrace | undefined, more?: StartOptions): Span;
  /** Sends what has ended. */
  close(): Promise<void>;
}

/** A request to somebody else, as far as a trace tells of it. */
interface TracedRequest {
  readonly method: string;
  /** Of the address only the host is told: paths and queries name pages, and what people search for. */
  readonly url: URL;
  /** Whom it goes to, in a word. */
  readonly to: string;
}

/** Sends a request as a part of the trace, where there is one, with the headers that tell so to whoever answers it. */
export async function traceRequest<R extends { readonly status: number }>(
  span: Pick<Span, 'child'> | undefined,
  { method, url, to }: TracedRequest,
  send: (headers: Readonly<Record<string, string>>) => Promise<R>,
): Promise<R> {
  if (span === undefined) return send({});
  const attributes = { 'http.request.method': method, 'server.address': url.hostname };
  const own = span.child(`${method} ${to}`, 'client', attributes);
  try {
    const response = await send(own.headers);
    own.set({ 'http.response.status_code': response.status });
    own.end(response.status >= 400 ? String(response.status) : undefined);
    return response;
  } catch (error) {
    own.end(error instanceof Error ? error.name : 'unknown');
    throw error;
  }
}
