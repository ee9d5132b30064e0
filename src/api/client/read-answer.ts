import { AppError } from '../../errors.js';
import { parseExactJson } from '../../exact-json.js';
import type { Api, ApiTool } from '../model.js';
import type { ApiResponse } from './exchange.js';
import { mayHaveHappened, toRefusal } from './failure.js';
import type { SentSecrets } from './sent-secrets.js';

/** What a successful answer holds. `value` is undefined when there was no content, as 204 and writes may have it. */
interface ReadAnswer {
  readonly value: unknown;
}

/** Formats under `application/` that are read as the text that they are. */
const textTypes =
  /^(?:text\/.*|[^/]+\/(?:.*\+)?(?:xml|yaml)|application\/(?:x-)?(?:yaml|ndjson|jsonl|jsonlines|javascript|toml|sql|www-form-urlencoded))$/;

/**
 * JSON, or text as a string, without what was secret in the request. Throws for everything that is no success, and for
 * what only looks like one.
 */
export function readAnswer(api: Api, tool: ApiTool, response: ApiResponse, secrets: SentSecrets): ReadAnswer {
  const { status, text } = response;
  if (status < 200 || status > 299) throw toRefusal(api, tool, { ...response, text: secrets.text(text) });
  return { value: secrets.value(valueOf(api, tool, response)) };
}

/** Undefined for no content. */
function valueOf(api: Api, tool: ApiTool, { status, headers, text }: ApiResponse): unknown {
  const [type = ''] = (headers['content-type'] ?? '').toLowerCase().split(/[;\s]/);
  if (text === '') {
    if (status === 204 || tool.effect !== 'read' || tool.request.method === 'HEAD') return undefined;
    throw useless(api, tool, 'is empty');
  }
  if (type.includes('html') || /^\s{0,100}<(?:!doctype html|html)/i.test(text))
    throw useless(api, tool, 'is a web page');
  if (type === '' || /[/+]json$/.test(type)) return toJson(api, tool, text);
  if (type === 'text/plain') return structureIn(text) ?? text;
  if (textTypes.test(type)) return text;
  const structure = structureIn(text);
  if (structure !== undefined) return structure;
  throw new AppError('NOT_SUPPORTED', `The API ${api.name} answered with ${type}, which is neither JSON nor text.`, {
    hint: `${tool.effect === 'read' ? '' : `${mayHaveHappened(tool)} `}A tool hands out JSON and text alone.`,
  });
}

/** Many an API calls its JSON text, or a stream of bytes. */
function structureIn(text: string): unknown {
  const value = /^\s*[[{]/.test(text) ? parseExactJson(text) : undefined;
  return isDeep(value) ? undefined : value;
}

function toJson(api: Api, tool: ApiTool, text: string): unknown {
  const value = parseExactJson(text);
  if (value === undefined) throw useless(api, tool, 'is not JSON');
  if (isDeep(value)) throw useless(api, tool, 'is nested too deeply to be read');
  return value;
}

const deepest = 200;

/** Whether values lie within values further than anything that goes through them by recursion should. */
function isDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth < deepest && level.length > 0; depth += 1) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? (Object.values(one) as unknown[]) : []));
  }
  return level.length > 0;
}

function useless({ name }: Api, tool: ApiTool, what: string): AppError {
  return new AppError('UPSTREAM_UNAVAILABLE', `The answer of the API ${name} ${what}.`, {
    hint: `${mayHaveHappened(tool)} If it lasts, the operator has to check base_url and what stands before the API.`,
  });
}
