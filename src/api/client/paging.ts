import { AppError } from '../../errors.js';
import type { Paging } from '../model.js';
import { argumentOf, type Arguments } from '../request/template.js';
import type { ApiResponse } from './exchange.js';

/** Where a list goes on: the value of the paging parameter, and how many items of that part were handed out already. */
export interface Place {
  readonly value: string | undefined;
  readonly skip: number;
}

const beginning: Place = { value: undefined, skip: 0 };

/** A cursor only ever gives a value to the one paging parameter; whoever forges one asks for another part of the list. */
export function parseCursor(cursor: unknown): Place {
  if (cursor === undefined) return beginning;
  const text = Buffer.from(typeof cursor === 'string' ? cursor : '', 'base64url').toString('utf8');
  const [, skip = '', value = ''] = /^(\d{1,9})(?::([^]*))?$/.exec(text) ?? [];
  if (skip === '') {
    throw new AppError('INVALID_INPUT', 'cursor: this is no next_cursor of this tool.', {
      hint: 'Send the next_cursor of the answer before, or leave it out to begin.',
    });
  }
  return { value: text.includes(':') ? value : undefined, skip: Number(skip) };
}

export function formatCursor({ value, skip }: Place): string {
  const text = value === undefined ? String(skip) : `${String(skip)}:${value}`;
  return Buffer.from(text).toString('base64url');
}

/** The query parameter that asks for a part. The first one is asked for as the API does by itself, unless it counts. */
export function pageQuery(paging: Paging | undefined, { value }: Place): [string, string][] {
  return paging === undefined || value === undefined ? [] : [[paging.parameter, value]];
}

export interface PageFacts {
  readonly paging: Paging;
  readonly place: Place;
  readonly answer: unknown;
  readonly result: unknown;
  readonly headers: ApiResponse['headers'];
  readonly args: Arguments;
  readonly url: URL;
}

/** The value that asks for the part after this one; undefined at the end. */
export function nextValue({ paging, place, answer, result, headers, args, url }: PageFacts): string | undefined {
  if (paging.kind === 'told') {
    const told = paging.next === 'link-header' ? nextLink(headers['link']) : paging.next(answer);
    return toldValue(told, paging.parameter, url);
  }
  const items = paging.items === undefined ? result : paging.items(answer);
  const size = typeof paging.size === 'number' ? paging.size : Number(argumentOf(args, paging.size.argument));
  if (!Array.isArray(items) || items.length === 0 || items.length < size) return undefined;
  const present = place.value === undefined ? paging.start : Number(place.value);
  return String(present + (paging.unit === 'pages' ? 1 : items.length));
}

/** A token as it is; of a URL only the paging parameter counts, wherever the URL leads. */
function toldValue(told: unknown, parameter: string, url: URL): string | undefined {
  if (typeof told === 'number') return String(told);
  if (typeof told !== 'string' || told === '') return undefined;
  const isUrl = /^(?:https?:\/\/|\/|\?)/.test(told) && URL.canParse(told, url.href);
  if (!isUrl) return told;
  return new URL(told, url.href).searchParams.get(parameter) ?? undefined;
}

/** RFC 8288: `<https://…>; rel="next"`. */
function nextLink(header: string | undefined): string | undefined {
  const links = header?.matchAll(/<([^>]*)>([^,]*)/g) ?? [];
  for (const [, target, parameters = ''] of links) {
    if (/;\s*rel="?(?:[^";]*\s)?next(?:\s[^";]*)?"?/i.test(parameters)) return target;
  }
  return undefined;
}
