import { AppError } from '../../errors.js';
import { ExactNumber } from './exact-number.js';

/** The place of an argument; without `isList` a list cannot stand there, whatever the tool's schema says. */
interface Place {
  readonly argument: string;
  readonly isList?: boolean;
}

/** A text with places for arguments: `/tickets/{id}`. `{{` and `}}` are braces. */
export type Template = readonly (string | Place)[];

/** The arguments of a call by name, checked against the tool's schema. */
export type Arguments = Readonly<Record<string, unknown>>;

const tokens = /\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+/g;

/** Undefined for a text with a lone brace or an empty name. */
export function parseTemplate(text: string): Template | undefined {
  const parts: (string | { argument: string })[] = [];
  for (const [token, argument] of text.matchAll(tokens)) {
    if (argument !== undefined) {
      if (argument === '') return undefined;
      parts.push({ argument });
    } else if (token === '{' || token === '}') return undefined;
    else parts.push(token === '{{' ? '{' : token === '}}' ? '}' : token);
  }
  return parts;
}

/** The names that a template asks for, in their order; one that it asks for twice is there twice. */
export function argumentsOf(template: Template): string[] {
  return template.flatMap((part) => (typeof part === 'string' ? [] : [part.argument]));
}

/** The template with lists let into the places of those arguments that may be some. */
export function withLists(template: Template, isList: (argument: string) => boolean): Template {
  return template.map((part) => (typeof part === 'object' && isList(part.argument) ? { ...part, isList: true } : part));
}

/** The name, when the template is one argument and nothing else. */
export function soleArgument(template: Template): string | undefined {
  const [part] = template;
  return template.length === 1 && typeof part === 'object' ? part.argument : undefined;
}

/** An argument by its own name; nothing that an object merely inherits. */
export function argumentOf(args: Arguments, name: string): unknown {
  return Object.hasOwn(args, name) ? args[name] : undefined;
}

type Write = (value: string, argument: string) => string;

/** Fills a template; undefined when one of its arguments is absent or null. A list or an object is INVALID_INPUT. */
export function fillText(template: Template, args: Arguments, write: Write = (value) => value): string | undefined {
  return fill(template, args, (value, { argument }) => write(toText(value, argument), argument));
}

/**
 * The same, where a list that may stand in its place is its items with commas between them: the style `simple` of OpenAPI, and the simple expansion
 * of RFC 6570 (3.2.2). One without items counts as absent.
 */
export function fillSimple(template: Template, args: Arguments, write: Write): string | undefined {
  return fill(template, args, (value, { argument, isList }) => {
    if (isList !== true || !Array.isArray(value)) return write(toText(value, argument), argument);
    const items = itemsOf(value, argument, ',');
    return items.length === 0 ? undefined : items.map((item) => write(item, argument)).join(',');
  });
}

function fill(
  template: Template,
  args: Arguments,
  toPart: (value: unknown, place: Place) => string | undefined,
): string | undefined {
  const parts = template.map((part) => {
    if (typeof part === 'string') return part;
    const value = argumentOf(args, part.argument);
    return value === undefined || value === null ? undefined : toPart(value, part);
  });
  return parts.includes(undefined) ? undefined : parts.join('');
}

/**
 * The items of a list as texts. One that holds what separates them is INVALID_INPUT: also where it could be told apart by
 * how it is encoded, most APIs look at the separators after they have decoded all of it.
 */
export function itemsOf(list: readonly unknown[], argument: string, separator: string): string[] {
  const texts = list.map((item) => toText(item, argument));
  if (!texts.some((text) => text.includes(separator))) return texts;
  throw new AppError('INVALID_INPUT', `${argument}: an item holds "${separator}", which separates items here.`);
}

/**
 * A scalar as text; lone surrogates, which no URL can carry, become U+FFFD. A list, an object or null is INVALID_INPUT.
 */
export function toText(value: unknown, argument: string): string {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof ExactNumber) return value.digits;
  throw new AppError('INVALID_INPUT', `${argument}: expected a text, a number or a boolean.`);
}
