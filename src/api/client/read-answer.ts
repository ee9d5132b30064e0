import { AppError } from '../../errors.js';
import type { Api, ApiTool } from '../model.js';
import type { ApiResponse } from './exchange.js';
import { mayHaveHappened, toRefusal } from './failure.js';

/** What a successful answer holds. `value` is undefined when there was no content, as 204 and writes may have it. */
export interface ReadAnswer {
  readonly value: unknown;
}

/** JSON, or text as a string. Throws for everything that is no success, and for what only looks like one. */
export function readAnswer(api: Api, tool: ApiTool, response: ApiResponse): ReadAnswer {
  const { status, headers, text } = response;
  if (status < 200 || status > 299) throw toRefusal(api, tool, response);
  const contentType = headers['content-type'] ?? '';
  if (text === '') {
    if (status === 204 || tool.effect !== 'read' || tool.request.method === 'HEAD') return { value: undefined };
    throw useless(api, tool, 'is empty');
  }
  if (/html/i.test(contentType) || /^\s{0,100}<(?:!doctype|html)/i.test(text))
    throw useless(api, tool, 'is a web page');
  if (/[/+]json/i.test(contentType) || contentType === '') return { value: parseJson(api, tool, text) };
  if (/^text\//i.test(contentType)) return { value: text };
  throw new AppError(
    'NOT_SUPPORTED',
    `The API ${api.name} answered with ${contentType.split(';')[0] ?? ''}, which is no text.`,
    {
      hint: mayHaveHappened(tool),
    },
  );
}

function parseJson(api: Api, tool: ApiTool, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw useless(api, tool, 'is not JSON');
  }
}

function useless({ name }: Api, tool: ApiTool, what: string): AppError {
  return new AppError('UPSTREAM_UNAVAILABLE', `The answer of the API ${name} ${what}.`, {
    hint: `${mayHaveHappened(tool)} If it lasts, the operator has to check base_url and what stands before the API.`,
  });
}
