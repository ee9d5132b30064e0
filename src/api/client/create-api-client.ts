import { AppError } from '../../errors.js';
import type { Logger } from '../../observability/index.js';
import type { Api, ApiTool } from '../model.js';
import { buildRequest, type ApiRequest } from '../request/build-request.js';
import type { Arguments } from '../request/template.js';
import { sendAs, type ApiCaller } from './caller.js';
import { ExchangeFailed } from '../../outbound/index.js';
import { createExchange, type Agents, type ApiResponse } from './exchange.js';
import { toFailure } from './failure.js';
import { fitResult } from './fit-result.js';
import { nextValue, pageQuery, parseCursor, type Place } from './paging.js';
import { readAnswer } from './read-answer.js';
import { createResilience } from './resilience.js';

export interface ApiClientOptions {
  readonly agents: Agents;
  readonly log: Logger;
  readonly userAgent: string;
}

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
  /** The request that a call makes, without credentials. Throws INVALID_INPUT for arguments that fit nowhere. */
  preview(tool: ApiTool, args: Arguments): Pick<ApiRequest, 'method' | 'url' | 'data'>;
  /** Throws AppError for everything but a success. */
  call(tool: ApiTool, args: Arguments, caller: ApiCaller): Promise<ApiAnswer>;
}

export function createApiClient(api: Api, { agents, log, userAgent }: ApiClientOptions): ApiClient {
  const exchange = createExchange(agents, userAgent);
  const resilienceFor = createResilience(api, log);
  const policies = new Map(api.tools.map((tool) => [tool, resilienceFor(tool)]));

  const toRequest = (tool: ApiTool, args: Arguments): { request: ApiRequest; place: Place } => {
    const place = tool.paging === undefined ? parseCursor(undefined) : parseCursor(args['cursor']);
    return { request: buildRequest(api.baseUrl, tool.request, args, pageQuery(tool.paging, place)), place };
  };

  const send = async (tool: ApiTool, request: ApiRequest, caller: ApiCaller): Promise<ApiResponse> => {
    const policy = policies.get(tool) ?? resilienceFor(tool);
    const attempt = (headers: Readonly<Record<string, string>>): Promise<ApiResponse> =>
      policy.execute<ApiResponse>(
        ({ signal }) =>
          outOfTime(exchange(withHeaders(request, headers), { maxBytes: tool.maxBytes, signal }), signal, caller),
        caller.signal,
      );
    try {
      return await sendAs(api, caller, attempt);
    } catch (error) {
      caller.signal.throwIfAborted();
      const failure = toFailure(api, tool, error);
      logFailure(log, api, tool, failure, caller.requestId);
      throw failure;
    }
  };

  return {
    api,
    preview: (tool, args) => toRequest(tool, args).request,
    async call(tool, args, caller) {
      const { request, place } = toRequest(tool, args);
      const response = await send(tool, request, caller);
      const { value } = readAnswer(api, tool, response);
      const { result, warnings } = value === undefined ? withoutContent(response) : selected(api, tool, value);
      const { paging } = tool;
      const { headers, status } = response;
      const next = paging && nextValue({ paging, place, answer: value, result, headers, args, url: request.url });
      const part = fitResult(tool, result, place, next);
      return { status, ...part, warnings };
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

/** An answer without content may still say where the thing is that was made (RFC 9110, 10.2.2). */
function withoutContent({ headers: { location } }: ApiResponse): Selected {
  return { result: location === undefined ? null : { location }, warnings: ['The API answered without content.'] };
}

interface Selected {
  readonly result: unknown;
  readonly warnings: readonly string[];
}

/** Nothing where something was selected is no success of a read. A write has happened, and then the whole answer is told. */
function selected(api: Api, tool: ApiTool, value: unknown): Selected {
  const { result, fault } = attempt(tool, value);
  if (fault === undefined && (result !== null || value === null)) return { result, warnings: [] };
  if (tool.effect !== 'read')
    return { result: value, warnings: ['The answer has not the form that was expected: all of it follows.'] };
  const check = `the operator has to check \`select\` in the definition${fault === undefined ? '' : `: ${fault}`}`;
  throw new AppError('NOT_FOUND', `The answer of the API ${api.name} holds nothing where ${tool.name} looks for it.`, {
    hint: `Check the ids and filters. If it lasts, ${check}.`,
  });
}

/** An expression may want another type than what is there: `length(items)` of nothing. */
function attempt(tool: ApiTool, value: unknown): { result: unknown; fault?: string } {
  try {
    return { result: tool.select(value) ?? null };
  } catch (error) {
    return {
      result: null,
      fault: error instanceof Error ? error.message.replace(/\.$/, '') : 'it cannot be evaluated',
    };
  }
}

function logFailure(log: Logger, api: Api, tool: ApiTool, failure: unknown, requestId: string): void {
  if (!(failure instanceof AppError)) return;
  const reason = failure.cause instanceof Error ? failure.cause.message.slice(0, 300) : undefined;
  const fields = {
    event: 'api_call_failed',
    api: api.name,
    tool: tool.name,
    code: failure.code,
    reason,
    request_id: requestId,
  };
  log.warn(fields, 'A call to an API failed.');
}
