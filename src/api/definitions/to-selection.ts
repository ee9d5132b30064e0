import { compile, TreeInterpreter, type JSONValue } from '@jmespath-community/jmespath';
import type { Selection } from '../model.js';

/** The whole answer. */
export const selectAll: Selection = (answer) => answer;

/** A JMESPath expression, or a JSON pointer (RFC 6901) when it starts with a slash. Throws for one that is not well formed. */
export function toSelection(text: string): Selection {
  if (text.startsWith('/')) return toPointer(text);
  const expression = compile(text);
  return (answer) => TreeInterpreter.search(expression, answer as JSONValue);
}

function toPointer(text: string): Selection {
  const keys = text
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  return (answer) => keys.reduce<unknown>(step, answer);
}

function step(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}
