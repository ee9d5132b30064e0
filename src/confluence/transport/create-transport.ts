import { setMaxListeners } from 'node:events';
import { bulkhead } from 'cockatiel';
import { isAppError, type AppError } from '../../errors.js';
import { InFlight } from '../../in-flight.js';
import { silentMeter, type Logger, type Meter, type Span } from '../../observability/index.js';
import type { CallerAccount, CallerIdentity } from '../port.js';
import { actAsCaller, noticingRejection } from './act-as-caller.js';
import { createBreaker, defaultBreaker, type BreakerOptions } from './breaker.js';
import { withBudget, type Budget } from './budget.js';
import { authorizationHeader, type Credentials } from './credentials.js';
import { createExchanger, type Agents } from './exchange.js';
import { failureError, isUnsent } from './failure.js';
import { identityHeaders, isRefused } from '../../outbound/index.js';
import { encodeMultipart } from './multipart.js';
import { readAnswer } from './read-answer.js';
import { metered } from './metered.js';
import { createRedirecting, type FirstHop } from './redirects.js';
import { withRetry } from './retry.js';
import { traced } from './traced.js';
import { createSharedReads } from './shared-reads.js';
import { isReadOnly, type Query, type Send, type WireRequest, type WireResponse } from './wire-request.js';

/** One site, and how hard it may be asked: `timeoutMs` is the budget of one request with all its retries. */
export interface TransportOptions {
  /** Absolute root that request paths are appended to, without a slash at its end. */
  root: string;
  credentials: Credentials;
  timeoutMs: number;
  maxConcurrency: number;
  agents: Agents;
  log: Logger;
  userAgent: string;
  /** Names the caller to the site and nobody else. */
  forwardIdentity?: boolean | undefined;
  breaker?: BreakerOptions;
  /** Told of every attempt, retry and shared read. */
  meter?: Meter | undefined;
}

/** What one call brings to each of its requests. */
interface SendScope {
  signal?: AbortSignal | undefined;
  requestId?: string | undefined;
  /** Acts in place of the transport's own credentials. */
  account?: CallerAccount | undefined;
  /** For whom a gateway in front of Confluence is told that this is. */
  identity?: CallerIdentity | undefined;
  /** Told of each answer that came. */
  onAnswer?: (() => void) | undefined;
  /** Holds each write that was done, or may have been, from before it is sent. */
  writes?: Set<object> | undefined;
  /** The call's place in its trace: each request is a part of it. */
  span?: Pick<Span, 'child'> | undefined;
}

/** Requests to one site. Cap, breaker and shared reads are one for all its calls. */
export interface Transport {
  /** A sender bound to one call. */
  forCall(scope: SendScope): Send;
  /** For how long calls are still paused because Confluence failed repeatedly, in ms; undefined while they are not. */
  openForMs(): number | undefined;
  /** Cancels what is in flight and refuses what comes later. */
  close(): void;
}

type Redirecting = ReturnType<typeof createRedirecting>;

/** Per request at work, this many may wait. */
const waitingPerRequest = 32;

/** How long a probe waits at most, whatever the budget of other requests. */
export const pingTimeoutMs = 5_000;

/**
 * The onion around every request, from the outside: error mapping, time budget, retry of reads, concurrency cap,
 * circuit breaker, redirects, and one exchange over axios. Identical reads of one caller in flight are one request. The
 * cap counts attempts, not the pauses between them.
 */
export function createTransport(options: TransportOptions): Transport {
  const { timeoutMs, log, meter = silentMeter } = options;
  const { respond, openForMs } = createResponder(options, meter);
  const reads = createSharedReads(meter);
  // Each request gets a signal of its own. The listeners of one old signal are a list, in which one that left still leads
  // to those that came after it, and so to answers that nobody waits for any more.
  const underWay = new InFlight<AbortController>();
  let isClosed = false;

  const untilClosed = async (controller: AbortController, run: () => Promise<WireResponse>): Promise<WireResponse> => {
    if (isClosed) controller.abort();
    controller.signal.throwIfAborted();
    const forget = underWay.add(controller);
    try {
      return await run();
    } finally {
      forget();
    }
  };

  const forCall = (scope: SendScope): Send => {
    const { signal, requestId, account, identity } = scope;
    const caller = JSON.stringify([account?.id, options.forwardIdentity === true ? identity : undefined]);
    // Each request listens while it runs, and a call may make many at once: Node would suspect a leak at eleven.
    if (signal !== undefined) setMaxListeners(0, signal);
    const cancellers = signal === undefined ? [] : [signal];
    return async (request) => {
      const writes = isReadOnly(request) ? undefined : scope.writes;
      const write = {};
      writes?.add(write);
      try {
        const budgetMs = request.timeoutMs ?? timeoutMs;
        const response = await reads.run(request, caller, cancellers, (signals, controller) =>
          untilClosed(controller, () =>
            withBudget(budgetMs, signals, (budget) => respond(request, budget, scope), controller),
          ),
        );
        scope.onAnswer?.();
        if (isRefused(response)) writes?.delete(write);
        return readAnswer(request, response);
      } catch (error) {
        if (isUnsent(error)) writes?.delete(write);
        const failure = failureError(request, error);
        if (isAppError(failure)) logFailure(log, request, failure, requestId);
        throw failure;
      }
    };
  };
  const close = (): void => {
    isClosed = true;
    for (const closing of underWay.items()) closing.abort();
  };
  return { forCall, openForMs, close };
}

interface Responder extends Pick<Transport, 'openForMs'> {
  /** The answer to a request within its budget, in the name of the call's own account where it has one. */
  respond(this: void, request: WireRequest<unknown>, budget: Budget, scope: SendScope): Promise<WireResponse>;
}

/** What is inside the time budget: retry, cap, breaker, redirects and the exchange. */
function createResponder(options: TransportOptions, meter: Meter): Responder {
  const { root, maxConcurrency, log, agents } = options;
  const exchange = metered(createExchanger(agents, options.userAgent), meter);
  const site = new URL(root);
  const service = authorizationHeader(options.credentials);
  const asService = (identity: Record<string, string>): Redirecting =>
    createRedirecting(exchange, site, { ...service, ...identity }, agents.findRoute);
  const asCaller = (authorization: Record<string, string>): Redirecting =>
    createRedirecting(noticingRejection(exchange), site, authorization, agents.findRoute);
  const breaker = createBreaker(options.breaker ?? defaultBreaker, log);
  const limiter = bulkhead(maxConcurrency, maxConcurrency * waitingPerRequest);

  const attempt = (hop: FirstHop, redirecting: Redirecting): Promise<WireResponse> =>
    limiter.execute(() => breaker.execute(() => redirecting(hop), hop.signal), hop.signal);

  const send = (
    request: WireRequest<unknown>,
    budget: Budget,
    redirecting: Redirecting,
    requestId?: string,
  ): Promise<WireResponse> => {
    const hop = firstHop(request, root, budget.signal);
    if (!isReadOnly(request) || request.once === true) return attempt(hop, redirecting);
    return withRetry(
      () => attempt(hop, redirecting),
      budget,
      (retry) => logRetry(log, meter, { path: request.path, request_id: requestId, ...retry }),
    );
  };

  const respond: Responder['respond'] = (request, budget, scope) => {
    const { account, requestId, span } = scope;
    const identity = options.forwardIdentity && scope.identity ? identityHeaders(scope.identity) : {};
    if (account === undefined) return send(request, budget, traced(asService(identity), span), requestId);
    return actAsCaller(account, request, (authorization) =>
      send(request, budget, traced(asCaller({ ...authorization, ...identity }), span), requestId),
    );
  };
  return { respond, openForMs: () => breaker.openForMs() };
}

function firstHop(request: WireRequest<unknown>, root: string, signal: AbortSignal): FirstHop {
  const { method, path, query, file } = request;
  const headers: Record<string, string> = {};
  if (method !== 'GET') headers['X-Atlassian-Token'] = 'no-check';
  if (file !== undefined) headers['Accept'] = '*/*';
  const { contentType, data } = encodedBody(request);
  if (contentType !== undefined) headers['Content-Type'] = contentType;
  const url = new URL(root + path + queryString(query));
  return { method, url, headers, data, maxBytes: file?.maxBytes, signal };
}

function encodedBody({ body, form }: WireRequest<unknown>): {
  contentType?: string;
  data: string | Uint8Array | undefined;
} {
  if (form !== undefined) return encodeMultipart(form);
  if (body === undefined) return { data: undefined };
  return { contentType: 'application/json', data: JSON.stringify(body) };
}

function queryString(query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of [value].flat()) if (item !== undefined) search.append(name, String(item));
  }
  return search.size === 0 ? '' : `?${search.toString()}`;
}

function logRetry(log: Logger, meter: Meter, fields: object): void {
  meter.confluenceRetry();
  log.debug({ event: 'confluence_retry', ...fields }, 'retry');
}

const faultsOfConfluence: ReadonlySet<string> = new Set([
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
  'CREDENTIALS_REJECTED',
  'INTERNAL',
]);

function logFailure(log: Logger, request: WireRequest<unknown>, failure: AppError, requestId?: string): void {
  const { method, path } = request;
  const reason = failure.cause instanceof Error ? failure.cause.message.slice(0, 300) : undefined;
  const fields = { event: 'confluence_call_failed', method, path, code: failure.code, reason, request_id: requestId };
  // What a probe comes to, whoever probes says: where callers bring their own account, it is refused and all is well.
  const isFault = request.once !== true && faultsOfConfluence.has(failure.code);
  if (isFault) log.warn(fields, 'a call to Confluence failed');
  else log.debug(fields, 'a call to Confluence was refused');
}
