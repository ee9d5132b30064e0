export type FaultKind =
  'status' | 'reset' | 'hang' | 'slow-drip' | 'html-login' | 'garbage' | 'answer' | 'huge' | 'latency';

export interface Fault {
  kind: FaultKind;
  /** All requests when absent. `path` is tried against the path with its query, e.g. `/wiki/api/v2/pages/1?version=2`. */
  match?: { method?: string; path?: RegExp };
  /** How many requests it spoils; until `clear()` when absent. */
  times?: number;
  /** For `status`; default 500. */
  status?: number;
  /** `Retry-After` of a `status` fault, seconds or an HTTP date. */
  retryAfter?: number | string;
  /** What an `answer` fault sends as JSON with status 200, well-formed or not. */
  text?: string;
  /** Delay of `latency`, interval of `slow-drip`. */
  latencyMs?: number;
  /** false: the request takes effect and its answer is lost to the fault. Default true. */
  beforeEffect?: boolean;
}
