import { z } from 'zod';
import { parseExactJson } from '../../exact-json.js';

/** What a value that is not of the wanted type stands for, where that is beyond doubt; the value itself elsewhere. */
export function readAs(wanted: z.ZodType, given: unknown): unknown {
  if (wanted instanceof z.ZodBoolean) return readBoolean(given);
  if (typeof given === 'string') return fromText(wanted, given);
  if (wanted instanceof z.ZodArray && isRecord(given)) return listOf(wanted.element as z.ZodType, given);
  if (wanted instanceof z.ZodArray && typeof given === 'number') return [given];
  if (isOneOfOne(wanted, given)) return readAs(wanted, given[0]);
  // A title such as 2026. A fraction has lost the zeros at its end by the time that it is a number.
  if (wanted instanceof z.ZodString && Number.isSafeInteger(given)) return String(given);
  return given;
}

/** A list of one; or of pairs, for a map where a list of names with their values is wanted. */
function listOf(element: z.ZodType, given: object): unknown[] {
  const fields = element instanceof z.ZodObject ? Object.keys(element.shape).sort().join() : '';
  const isMap = fields === 'name,value' && Object.keys(given).sort().join() !== fields;
  if (!isMap) return [given];
  const pairs = Object.entries(given) as [string, unknown][];
  return pairs.map(([name, value]) => ({ name, value }));
}

/** A list of one for the one that it holds. */
function isOneOfOne(wanted: z.ZodType, given: unknown): given is [string | number] {
  const isSimple = wanted instanceof z.ZodString || wanted instanceof z.ZodNumber || wanted instanceof z.ZodEnum;
  return isSimple && Array.isArray(given) && given.length === 1 && ['string', 'number'].includes(typeof given[0]);
}

/** Some clients send everything but text as the JSON of it. What is wanted as text is never parsed: a failed parse is dear. */
function fromText(wanted: z.ZodType, text: string): unknown {
  if (wanted instanceof z.ZodEnum) return readChoice(wanted.options, text);
  if (wanted instanceof z.ZodArray) return readList(unwrap(wanted.element as z.ZodType), text);
  const isMeant = isMeantFor(wanted);
  if (isMeant === undefined) return text;
  if (wanted instanceof z.ZodNumber && takesText(wanted, text)) return text;
  // What is rounded is out of any range in which a whole number is wanted; of a fraction nobody would see it.
  const value = /^\s*-?\d+\s*$/.test(text) ? parseJson(text) : parseExactJson(text);
  return isMeant(value) ? value : text;
}

/** Whether the digits of a number are what is judged: the number has lost some by the time that it is one. */
function takesText(wanted: z.ZodType, text: string): boolean {
  return wanted.safeParse(text).error?.issues.every(({ code }) => code !== 'invalid_type') ?? true;
}

/** What the JSON in a text has to be to stand for it; undefined where a text is what is wanted. */
function isMeantFor(wanted: z.ZodType): ((value: unknown) => boolean) | undefined {
  if (wanted instanceof z.ZodNumber) return (value) => typeof value === 'number';
  return wanted instanceof z.ZodObject || wanted instanceof z.ZodRecord ? isRecord : undefined;
}

const truths: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ...['true', 'yes', 'on', '1', 1].map((said) => [said, true] as const),
  ...['false', 'no', 'off', '0', 0].map((said) => [said, false] as const),
]);

function readBoolean(given: unknown): unknown {
  return truths.get(typeof given === 'string' ? given.trim().toLowerCase() : given) ?? given;
}

/** Far more than any spelling of a name takes; megabytes would be folded in the thread that answers everybody. */
const longestChoice = 100;

/** `Page`, `pages` and `blog post` for `page` and `blogpost`. */
function readChoice(options: readonly (string | number)[], text: string): unknown {
  if (options.includes(text) || text.length > longestChoice) return text;
  const spelt = (name: string) => options.filter((option) => foldName(String(option)) === name);
  const folded = foldName(text);
  const [meant, ...others] = [...spelt(folded), ...spelt(folded.replace(/s$/, ''))];
  return meant !== undefined && others.every((other) => other === meant) ? meant : text;
}

/** No blank is read in two ways: a caller could have them tried for hours. */
const quotedWords = /^\s*\[\s*(?:'[^']*'|"[^"]*")(?:\s*,\s*(?:'[^']*'|"[^"]*"))*\s*(?:,\s*)?\]\s*$/;
/** More than any list takes: what has as many commas is a text. */
const mostParts = 1000;
/** Codes such as keys of spaces. */
const code = /^~?[A-Z][A-Z\d]*$/;

/** A list from the JSON of one, or as Python prints one; `a, b` where one of it could not be both; a list of one. */
function readList(element: z.ZodType, text: string): unknown {
  const list = parseExactJson(text);
  if (Array.isArray(list)) return list;
  if (element instanceof z.ZodObject) return isRecord(list) ? listOf(element, list) : text;
  if (quotedWords.test(text)) return [...text.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, one, other]) => one ?? other);
  const parts = text.split(/[,\n]/).map((part) => part.trim());
  if (parts.length === 1 || parts.length > mostParts || parts.includes('')) return [text];
  const takes = (part: string) => element.safeParse(readAs(element, part)).success;
  const isOne = takes(text) && /\s/.test(text.trim()) && !parts.every((part) => code.test(part));
  return !isOne && parts.every(takes) ? parts : [text];
}

/** The same name in camelCase, kebab-case, capitals or with blanks. */
export function foldName(name: string): string {
  return name.replaceAll(/[\s_-]/g, '').toLowerCase();
}

/** The schema beneath what makes it optional and what prepares its value. */
export function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return unwrap(schema.def.innerType as z.ZodType);
  return schema instanceof z.ZodPipe ? unwrap(schema.def.out as z.ZodType) : schema;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a JSON value is an object: neither null nor a list. */
export function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
