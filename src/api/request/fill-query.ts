import { AppError } from '../../errors.js';
import type { QueryStyle, QueryTemplate } from '../model.js';
import { ExactNumber } from './exact-number.js';
import { argumentOf, fillText, soleArgument, toText, type Arguments } from './template.js';

type Pair = readonly [name: string, value: string];

const separators: Readonly<Record<Exclude<QueryStyle, 'repeat' | 'deep'>, string>> = {
  comma: ',',
  space: ' ',
  pipe: '|',
};

/** The query parameters of a call, in the order of the definition; absent arguments have none. Not yet encoded. */
export function fillQuery(query: Readonly<Record<string, QueryTemplate>>, args: Arguments): Pair[] {
  return Object.entries(query).flatMap(([name, template]) => fillParameter(name, template, args));
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
  const texts = items.map((item) => toText(item, argument));
  if (style === 'repeat' || style === 'deep') return texts.map((text) => [name, text]);
  const separator = separators[style];
  if (texts.some((text) => text.includes(separator))) {
    throw new AppError('INVALID_INPUT', `${argument}: an item holds "${separator}", which separates items here.`);
  }
  return texts.length === 0 ? [] : [[name, texts.join(separator)]];
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
