import { createHash } from 'node:crypto';
import { AppError } from '../../errors.js';
import type { Paging, Told as Source } from '../model.js';
import type { ApiRequest } from '../request/build-request.js';
import type { ApiResponse } from './exchange.js';
import { evaluate } from './select-result.js';
import { formatTrail, noTrail, parseTrail, wasSent, withValue, type Trail } from './trail.js';

/** Where a list goes on: the value of the paging parameter, and how many items of that part were handed out already. */
export interface Place {
  /** Which list it is: what `listOf` says of the request. */
  readonly list: string;
  readonly value: string | undefined;
  readonly skip: number;
  /** Where parts are counted: how many items came before this one, and what `digest` says of the one before. */
  readonly seen?: number;
  readonly before?: string;
  /** Where the answer tells of the next part: the values that were sent before this one. */
  readonly trail?: Trail;
}

/** Where everything begins that is not read in parts. */
export const beginning: Place = { list: '', value: undefined, skip: 0 };

/** Tells lists apart by the request for their first part. A caller who changes a filter on the way would lose items unseen. */
export function listOf({ url, data }: Pick<ApiRequest, 'url' | 'data'>): string {
  return digest(`${url.href}\n${data ?? ''}`);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 6);
}

/** A cursor only ever gives a value to the one paging parameter; whoever forges one asks for another part of the list. */
export function parseCursor(cursor: unknown, list: string): Place {
  if (cursor === undefined) return { ...beginning, list };
  const text = Buffer.from(typeof cursor === 'string' ? cursor : '', 'base64url').toString('utf8');
  const [, of = '', skip = '', seen, before, sent = '', value] =
    /^([\w-]{6}) (\d{1,9})(?: (\d{1,9}) ([\w-]{6})| (\d+\.[\w-]*))?(?::([^]*))?$/.exec(text) ?? [];
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
  const counted = before === undefined ? {} : { seen: Number(seen), before };
  const trail = parseTrail(sent);
  return { list, value, skip: Number(skip), ...counted, ...(trail && { trail }) };
}

/**
 * The place as base64url of `list skip[ seen before| trail][:value]`. It is no secret, and not signed: `parseCursor` says
 * why none is needed.
 */
export function formatCursor({ list, value, skip, seen, before, trail }: Place): string {
  const counted = before === undefined ? '' : ` ${String(seen ?? 0)} ${before}`;
  const sent = trail === undefined ? '' : ` ${formatTrail(trail)}`;
  const text = `${list} ${String(skip)}${counted}${sent}${value === undefined ? '' : `:${value}`}`;
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
  readonly url: URL;
}

interface NextPart {
  /** Where the part after this one is; absent at the end. */
  readonly place?: Place;
  /** The list may go on, but nobody here can tell how. */
  readonly warning?: string;
}

/** What asks for the part behind this one, by what the answer says or by counting its items. */
export function nextPart(paging: Paging, facts: PageFacts): NextPart {
  return paging.kind === 'told' ? toldPart(paging, facts) : countedPart(paging, facts);
}

type Told = Extract<Paging, { kind: 'told' }>;
type Counted = Extract<Paging, { kind: 'counted' }>;

/**
 * A token as it is; of a URL only the paging parameter counts, wherever the URL leads. The end is what JMESPath holds
 * for false: null, false, and an empty text, list or object.
 */
function toldPart({ next, parameter }: Told, { place, answer, headers, url }: PageFacts): NextPart {
  const { found: told, fault } = read(next, { answer, headers });
  if (fault !== undefined) {
    return { warning: `Whether there is more cannot be told: the operator has to check \`paging.next\`: ${fault}.` };
  }
  if (typeof told === 'number') return goOn(place, String(told));
  if (isFalse(told)) return {};
  if (typeof told !== 'string') return { warning: mayBeMore('what tells of it is neither a text nor a number') };
  const inUrl = URL.canParse(told, url.href) ? new URL(told, url.href).searchParams.get(parameter) : null;
  if (inUrl !== null) return goOn(place, inUrl);
  const isLink = typeof next === 'object' && next.header === 'link';
  if (!isLink && !/^(?:https?:\/\/|\/?[^?]*\?.*=)/i.test(told)) return goOn(place, told);
  const warning = `The API tells of more, but its address has no ${parameter}: the operator has to check \`paging\`.`;
  return { warning };
}

function isFalse(told: unknown): boolean {
  if (typeof told === 'object' && told !== null) return Object.keys(told).length === 0;
  return told === null || told === undefined || told === false || told === '';
}

/** A value that was sent before would bring the same parts again, without end. */
function goOn({ list, value: sent, trail: before = noTrail }: Place, value: string): NextPart {
  if (sent === undefined) return { place: { list, value, skip: 0 } };
  const trail = withValue(before, sent);
  if (value !== sent && !wasSent(trail, value)) return { place: { list, value, skip: 0, trail } };
  return { warning: mayBeMore('the API told the value again that had already been sent') };
}

/**
 * Ends behind as many items as the API says that there are, and otherwise at an empty part: one that is short may have been
 * capped or filtered by the API. Where the parameter turns nothing, the same part comes again, and would without end.
 */
function countedPart({ unit, start, total, items }: Counted, { place, answer, result, headers }: PageFacts): NextPart {
  const counted = items === undefined ? result : evaluate(items, answer).found;
  if (!Array.isArray(counted)) return { warning: mayBeMore('what is counted is no list') };
  const seen = (place.seen ?? 0) + counted.length;
  const all = total === undefined ? undefined : toCount(read(total, { answer, headers }).found);
  if (seen === all) return {};
  if (counted.length === 0) {
    if (all === undefined || seen > all) return {};
    return { warning: `The API tells of ${String(all)} items, and has given ${String(seen)}: there may be more.` };
  }
  const before = digest(JSON.stringify(counted));
  if (before === place.before) return { warning: mayBeMore('the API gave the part before once again') };
  const present = place.value === undefined ? start : Number(place.value);
  const value = String(present + (unit === 'pages' ? 1 : counted.length));
  return { place: { list: place.list, value, skip: 0, seen, before } };
}

function mayBeMore(why: string): string {
  return `There may be more, which cannot be followed: ${why}, and the operator has to check \`paging\`.`;
}

function toCount(told: unknown): number | undefined {
  return /^\d{1,9}$/.test(String(told)) ? Number(told) : undefined;
}

function read(source: Source, { answer, headers }: Pick<PageFacts, 'answer' | 'headers'>): ReturnType<typeof evaluate> {
  return typeof source === 'object' ? { found: toldByHeader(source.header, headers) } : evaluate(source, answer);
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
