import { AppError } from '../../errors.js';
import { traceRequest, type Logger } from '../../observability/index.js';
import type { Api, ApiTool } from '../model.js';
import { buildRequest, type ApiRequest } from '../request/build-request.js';
import type { Arguments } from '../request/template.js';
import { sendAs, type ApiCaller } from './caller.js';
import { ExchangeFailed, isRefused } from '../../outbound/index.js';
import { createExchange, type Agents, type ApiResponse } from './exchange.js';
import { isUnsent, toFailure } from './failure.js';
import { fitResult } from './fit-result.js';
import { beginning, listOf, nextPart, pageQuery, parseCursor, type Place } from './paging.js';
import { readAnswer } from './read-answer.js';
import { createResilience } from './resilience.js';
import { selectResult, withoutContent } from './select-result.js';
import { SentSecrets } from './sent-secrets.js';

/** What the client of one API works with. */
export interface ApiClientOptions {
  readonly agents: Agents;
  readonly log: Logger;
  readonly userAgent: string;
}

/** What a call of an API tool brought. */
export interface ApiAnswer {
  readonly status: number;
  /** The selected part of the answer; null when there was no content. */
  readonly result: unknown;
  readonly nextCursor?: string;
  readonly warnings: readonly string[];
}

/** The way to one API, for all of its tools. */
export interface ApiClient {
  readonly api: Api;
  /** Whether calls are kept back, because the API failed many times in a row. */
  isPaused(): boolean;
  /** The request that a call makes, without credentials. Throws INVALID_INPUT for arguments that fit nowhere. */
  preview(tool: ApiTool, args: Arguments): Pick<ApiRequest, 'method' | 'url' | 'data'>;
  /** Throws AppError for everything but a success. */
  call(tool: ApiTool, args: Arguments, caller: ApiCaller): Promise<ApiAnswer>;
}

/** The client of one API: each of its tools has retries, a circuit breaker and limits of its own. */
export function createApiClient(api: Api, { agents, log, userAgent }: ApiClientOptions): ApiClient {
  const exchange = createExchange(agents, userAgent);
  const resilience = createResilience(api, log);
  const policies = new Map(api.tools.map((tool) => [tool, resilience.policyFor(tool)]));

  const toRequest = (tool: ApiTool, args: Arguments): { request: ApiRequest; place: Place } => {
    const build = (more: [string, string][]): ApiRequest => buildRequest(api.baseUrl, tool.request, args, more);
    const first = build([]);
    const place = tool.paging === undefined ? beginning : parseCursor(args['cursor'], listOf(first));
    const more = pageQuery(tool.paging, place);
    return { request: more.length === 0 ? first : build(more), place };
  };

  const send = async (
    tool: ApiTool,
    request: ApiRequest,
    caller: ApiCaller,
    secrets: SentSecrets,
  ): Promise<ApiResponse> => {
    const policy = policies.get(tool) ?? resilience.policyFor(tool);
    const attempt = (headers: Readonly<Record<string, string>>): Promise<ApiResponse> => {
      secrets.add(api.credentials, headers);
      return policy((signal) => {
        const send = (more: Readonly<Record<string, string>>): Promise<ApiResponse> =>
          exchange(withHeaders(request, { ...headers, ...more }), { maxBytes: tool.maxBytes, signal });
        return outOfTime(traceRequest(caller.span, { ...request, to: api.name }, send), signal, caller);
      }, caller.signal);
    };
    const writes = tool.effect === 'read' ? undefined : caller.writes;
    const write = {};
    writes?.add(write);
    try {
      const response = await sendAs(api, caller, attempt);
      if (isRefused(response)) writes?.delete(write);
      return { ...response, headers: secrets.headers(response.headers) };
    } catch (error) {
      if (isUnsent(error)) writes?.delete(write);
      caller.signal.throwIfAborted();
      const failure = toFailure(api, tool, error, resilience.pausedForMs());
      if (failure instanceof AppError) log.warn(describeFailure(api, tool, failure, secrets, caller), failedCall);
      throw failure;
    }
  };

  return {
    api,
    isPaused: () => resilience.isPaused(),
    preview: (tool, args) => toRequest(tool, args).request,
    async call(tool, args, caller) {
      const { request, place } = toRequest(tool, args);
      const secrets = new SentSecrets();
      const response = await send(tool, request, caller, secrets);
      const { value } = readAnswer(api, tool, response, secrets);
      const { result, warnings } = value === undefined ? withoutContent(response) : selectResult(api, tool, value);
      const { headers, status } = response;
      const facts = { place, answer: value, result, headers, url: request.url };
      const next = tool.paging === undefined ? {} : nextPart(tool.paging, facts);
      const part = fitResult(tool, result, place, next.place);
      const further = next.warning === undefined ? [] : [next.warning];
      return { status, ...part, warnings: [...warnings, ...further, ...secrets.warnings] };
    },
  };
}

function withHeaders(request: ApiRequest, credentials: Readonly<Record<string, string>>): ApiRequest {
  const contentType = request.data === undefined ? {} : { 'Content-Type': request.contentType };
  return { ...request, headers: { ...request.headers, ...contentType, ...credentials } };
}

/** Time that ran out is the API's failure, which the breaker counts; a caller who went away is not. */
async function outOfTime(response: Promise<ApiResponse>, signal: AbortSignal, caller: ApiCaller): Promise<ApiResponse> {
  try {
    return await response;
  } catch (error) {
    if (signal.aborted && !caller.signal.aborted) throw new ExchangeFailed('ETIMEDOUT', error);
    throw error;
  }
}

const failedCall = 'A call to an API failed.';

function describeFailure(
  api: Api,
  tool: ApiTool,
  { code, cause }: AppError,
  secrets: SentSecrets,
  { requestId }: ApiCaller,
): Record<string, unknown> {
  const reason = cause instanceof Error ? secrets.text(cause.message).slice(0, 300) : undefined;
  return { event: 'api_call_failed', api: api.name, tool: tool.name, code, reason, request_id: requestId };
}
