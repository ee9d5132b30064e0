import type { ZodType } from 'zod';
import type { FormPart } from './multipart.js';
import type { Path } from './path.js';

/** Parameters of a query: undefined is left out, a list repeats its name (`status=a&status=b`). */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** One logical request to Confluence, in the words of the wire. */
export interface WireRequest<T> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: Path;
  query?: Query;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as multipart/form-data, instead of `body`. */
  form?: readonly FormPart[];
  /** The answer is a file: `answer` gets its bytes instead of JSON. */
  file?: ExpectedFile;
  /** What a good answer looks like; an answer of another shape is UPSTREAM_UNAVAILABLE. */
  answer: ZodType<T>;
  /** What the request is about, as it starts a sentence: `Page 123`. */
  subject: string;
  /** The OAuth scopes that the request needs; the first is named when the token lacks one. */
  scopes?: readonly string[];
  /** A POST that changes nothing, so that it may be repeated. GET always may. */
  readOnly?: boolean;
  /** The title that a write gives to its page, to name it when it is taken. */
  title?: string;
  /** What to do about a 400 that says nothing more precise. */
  badRequestHint?: string;
  /** Overrides the budget of the transport. */
  timeoutMs?: number;
  /** One attempt only, for probes. */
  once?: boolean;
}

/** The scopes that each method of a group of the port needs, the one that its errors name first. */
export type MethodScopes<Group> = Readonly<Record<keyof Group, readonly string[]>>;

/** For a deployment whose tokens have scopes: no request goes without saying which it needs. */
export type ScopedSend = <T>(request: ScopedRequest<T>) => Promise<T>;

/** A request that names the OAuth scopes it needs, for `lacks scope` to be an error that can be acted on. */
export type ScopedRequest<T> = WireRequest<T> & { scopes: readonly string[] };

/** What is known of a file before it comes, from its metadata. */
export interface ExpectedFile {
  /** More is INVALID_INPUT; counted while the bytes arrive. */
  maxBytes: number;
  /** What the file is known to be: a web page in place of any other file is none. */
  mediaType: string;
}

/** Sends a request on behalf of one call: `answer` is parsed, every failure is an AppError or the caller's abort reason. */
export type Send = <T>(request: WireRequest<T>) => Promise<T>;

/** What came back, before anybody judged it. Header names are lower case. */
export interface WireResponse {
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  text: string;
  /** In place of the text when a file was asked for and came. */
  bytes?: Uint8Array;
}

/**
 * Whether a request changes nothing, so that it may be repeated, shared with others, and followed where it is
 * redirected.
 */
export function isReadOnly(request: WireRequest<unknown>): boolean {
  return request.method === 'GET' || request.readOnly === true;
}
