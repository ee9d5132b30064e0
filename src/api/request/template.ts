import { AppError } from '../../errors.js';
import { ExactNumber } from './exact-number.js';

/** A text with places for arguments: `/tickets/{id}`. `{{` and `}}` are braces. */
export type Template = readonly (string | { readonly argument: string })[];

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

/** The name, when the template is one argument and nothing else. */
export function soleArgument(template: Template): string | undefined {
  const [part] = template;
  return template.length === 1 && typeof part === 'object' ? part.argument : undefined;
}

/** An argument by its own name; nothing that an object merely inherits. */
export function argumentOf(args: Arguments, name: string): unknown {
  return Object.hasOwn(args, name) ? args[name] : undefined;
}

/** Fills a template; undefined when one of its arguments is absent or null. A list or an object is INVALID_INPUT. */
export function fillText(
  template: Template,
  args: Arguments,
  write: (value: string, argument: string) => string = (value) => value,
): string | undefined {
  const parts = template.map((part) => {
    if (typeof part === 'string') return part;
    const value = argumentOf(args, part.argument);
    return value === undefined || value === null ? undefined : write(toText(value, part.argument), part.argument);
  });
  return parts.includes(undefined) ? undefined : parts.join('');
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
