import { AppError } from '../../errors.js';
import type { QueryStyle, QueryTemplate } from '../model.js';
import { ExactNumber } from './exact-number.js';
import { argumentOf, fillText, itemsOf, soleArgument, toText, type Arguments } from './template.js';

/** A parameter; a list in one value with what stands between its items. */
type Pair = readonly [name: string, value: string | { readonly items: readonly string[]; readonly between: string }];

/** What separates items, and how it is written: a comma stands for itself (RFC 6570, 3.2.8), the others are encoded. */
const separators: Readonly<Record<Exclude<QueryStyle, 'repeat' | 'deep'>, { separator: string; written: string }>> = {
  comma: { separator: ',', written: ',' },
  space: { separator: ' ', written: '%20' },
  pipe: { separator: '|', written: '%7C' },
};

/**
 * The query of a call, encoded: its parameters in the order of the definition, and behind them `page`, in place of any of
 * the same names. Absent arguments have none; empty without any.
 */
export function fillQuery(
  query: Readonly<Record<string, QueryTemplate>>,
  args: Arguments,
  page: readonly (readonly [string, string])[],
): string {
  const names = new Set(page.map(([name]) => name));
  const own = Object.entries(query).flatMap(([name, template]) => fillParameter(name, template, args));
  const pairs = [...own.filter(([name]) => !names.has(name)), ...page];
  return pairs.map(([name, value]) => `${encode(name)}=${encodeValue(value)}`).join('&');
}

function encodeValue(value: Pair[1]): string {
  return typeof value === 'string' ? encode(value) : value.items.map(encode).join(value.between);
}

/** https://url.spec.whatwg.org/#concept-urlencoded-serializer: a `+` for a blank, and nothing that ends a parameter. */
function encode(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}

function fillParameter(name: string, { value: template, style }: QueryTemplate, args: Arguments): Pair[] {
  const argument = soleArgument(template);
  const value = argument === undefined ? undefined : argumentOf(args, argument);
  if (argument === undefined || !isStructure(value)) {
    const text = fillText(template, args);
    return text === undefined ? [] : [[name, text]];
  }
  return Array.isArray(value)
    ? listPairs(name, value, style, argument)
    : objectPairs(name, value as Record<string, unknown>, style, argument);
}

function isStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof ExactNumber);
}

function listPairs(name: string, items: readonly unknown[], style: QueryStyle, argument: string): Pair[] {
  if (style === 'repeat' || style === 'deep') return items.map((item) => [name, toText(item, argument)]);
  const { separator, written } = separators[style];
  const texts = itemsOf(items, argument, separator);
  return texts.length === 0 ? [] : [[name, { items: texts, between: written }]];
}

function objectPairs(name: string, value: Record<string, unknown>, style: QueryStyle, argument: string): Pair[] {
  if (style !== 'deep') throw new AppError('INVALID_INPUT', `${argument}: expected a value or a list of values.`);
  return Object.entries(value).flatMap(([key, field]): Pair[] => {
    if (field === null || field === undefined) return [];
    if (/[[\]]/.test(key)) throw new AppError('INVALID_INPUT', `${argument}: a name in it holds a bracket.`);
    const place = `${name}[${key}]`;
    return Array.isArray(field) ? listPairs(place, field, 'repeat', argument) : [[place, toText(field, argument)]];
  });
}
