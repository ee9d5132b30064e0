import { createHash } from 'node:crypto';
import { AppError } from '../../errors.js';
import type { Paging } from '../model.js';
import type { ApiRequest } from '../request/build-request.js';
import { argumentOf, type Arguments } from '../request/template.js';
import type { ApiResponse } from './exchange.js';
import { evaluate } from './select-result.js';

/** Where a list goes on: the value of the paging parameter, and how many items of that part were handed out already. */
export interface Place {
  /** Which list it is: what `listOf` says of the request. */
  readonly list: string;
  readonly value: string | undefined;
  readonly skip: number;
}

/** Where everything begins that is not read in parts. */
export const beginning: Place = { list: '', value: undefined, skip: 0 };

/** Tells lists apart by the request for their first part. A caller who changes a filter on the way would lose items unseen. */
export function listOf({ url, data }: Pick<ApiRequest, 'url' | 'data'>): string {
  return createHash('sha256')
    .update(`${url.href}\n${data ?? ''}`)
    .digest('base64url')
    .slice(0, 6);
}

/** A cursor only ever gives a value to the one paging parameter; whoever forges one asks for another part of the list. */
export function parseCursor(cursor: unknown, list: string): Place {
  if (cursor === undefined) return { ...beginning, list };
  const text = Buffer.from(typeof cursor === 'string' ? cursor : '', 'base64url').toString('utf8');
  const [, of = '', skip = '', value] = /^([\w-]{6}) (\d{1,9})(?::([^]*))?$/.exec(text) ?? [];
  if (skip === '') {
    throw new AppError('INVALID_INPUT', 'cursor: this is no next_cursor of this tool.', {
      hint: 'Send the next_cursor of the answer before, or leave it out to begin.',
    });
  }
  if (of !== list) {
    throw new AppError('INVALID_INPUT', 'cursor: it goes on with a call that had other arguments.', {
      hint: 'Send all other arguments as they were in that call, or leave the cursor out to begin.',
    });
  }
  return { list, value, skip: Number(skip) };
}

/**
 * The place as base64url of `list skip` or `list skip:value`. It is no secret, and not signed: `parseCursor` says why
 * none is needed.
 */
export function formatCursor({ list, value, skip }: Place): string {
  const text = value === undefined ? `${list} ${String(skip)}` : `${list} ${String(skip)}:${value}`;
  return Buffer.from(text).toString('base64url');
}

/** The query parameter that asks for a part. The first one is asked for as the API does by itself, unless it counts. */
export function pageQuery(paging: Paging | undefined, { value }: Place): [string, string][] {
  return paging === undefined || value === undefined ? [] : [[paging.parameter, value]];
}

interface PageFacts {
  readonly place: Place;
  readonly answer: unknown;
  readonly result: unknown;
  readonly headers: ApiResponse['headers'];
  readonly args: Arguments;
  readonly url: URL;
}

interface NextPart {
  /** What asks for the part after this one; absent at the end. */
  readonly value?: string;
  /** The list may go on, but nobody here can tell how. */
  readonly warning?: string;
}

/** What asks for the part behind this one, by what the answer says or by counting its items. */
export function nextPart(paging: Paging, facts: PageFacts): NextPart {
  return paging.kind === 'told' ? toldPart(paging, facts) : countedPart(paging, facts);
}

type Told = Extract<Paging, { kind: 'told' }>;
type Counted = Extract<Paging, { kind: 'counted' }>;

/** A token as it is; of a URL only the paging parameter counts, wherever the URL leads. */
function toldPart({ next, parameter }: Told, { answer, headers, url }: PageFacts): NextPart {
  const isLink = typeof next === 'object' && next.header === 'link';
  const { found: told, fault } =
    typeof next === 'object' ? { found: toldByHeader(next.header, headers) } : evaluate(next, answer);
  if (fault !== undefined) {
    return { warning: `Whether there is more cannot be told: the operator has to check \`paging.next\`: ${fault}.` };
  }
  if (typeof told === 'number') return { value: String(told) };
  if (typeof told !== 'string' || told === '') return {};
  const inUrl = URL.canParse(told, url.href) ? new URL(told, url.href).searchParams.get(parameter) : null;
  if (inUrl !== null) return { value: inUrl };
  if (!isLink && !/^(?:https?:\/\/|\/?[^?]*\?.*=)/i.test(told)) return { value: told };
  const warning = `The API tells of more, but its address has no ${parameter}: the operator has to check \`paging\`.`;
  return { warning };
}

function countedPart({ unit, start, size, items }: Counted, { place, answer, result, args }: PageFacts): NextPart {
  const counted = items === undefined ? result : evaluate(items, answer).found;
  if (!Array.isArray(counted)) {
    const warning = 'There may be more: what is counted is no list, and the operator has to check `paging`.';
    return { warning };
  }
  const full = typeof size === 'number' ? size : Number(argumentOf(args, size.argument));
  if (counted.length === 0 || counted.length < full) return {};
  const present = place.value === undefined ? start : Number(place.value);
  return { value: String(present + (unit === 'pages' ? 1 : counted.length)) };
}

function toldByHeader(name: string, headers: ApiResponse['headers']): string | undefined {
  return name === 'link' ? nextLink(headers['link']) : headers[name];
}

/** RFC 8288: `<https://…>; title="a, b"; rel="next"`. */
const links = /<([^>]*)>((?:\s*;\s*[^\s;,="]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))?)*)/g;

function nextLink(header = ''): string | undefined {
  for (const [, target, parameters = ''] of header.matchAll(links)) {
    const [, quoted, bare = ''] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters) ?? [];
    if ((quoted ?? bare).toLowerCase().split(/\s+/).includes('next')) return target;
  }
  return undefined;
}
