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

/** Begins the server's part of a trace, the caller's own where there is one. */
export interface Tracer {
  start(name: string, caller: RemoteTrace | undefined): Span;
  /** Sends what has ended. */
  close(): Promise<void>;
}
