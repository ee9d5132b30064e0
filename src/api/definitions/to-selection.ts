import { compile, isRegistered, TreeInterpreter, type JSONValue } from '@jmespath-community/jmespath';
import type { Selection } from '../model.js';

/** The whole answer. */
export const selectAll: Selection = (answer) => answer;

/**
 * A JMESPath expression, or a JSON pointer (RFC 6901) when it starts with a slash. Throws for one that is not well
 * formed.
 */
export function toSelection(text: string): Selection {
  if (text.startsWith('/')) return toPointer(text);
  const expression = compile(text);
  const functions = text.includes('(') ? functionsOf(expression) : [];
  const unknown = functions.filter((name) => !isRegistered(name));
  if (unknown.length > 0) throw new Error(`there is no function ${[...new Set(unknown)].join('() and ')}()`);
  return (answer) => TreeInterpreter.search(expression, answer as JSONValue);
}

/** Names of all functions in a syntax tree; one that does not exist would only be noticed when an answer leads to it. */
function functionsOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, name } = node as { type?: unknown; name?: unknown };
  if (type === 'Literal') return [];
  return [...(type === 'Function' ? [String(name)] : []), ...Object.values(node).flatMap(functionsOf)];
}

function toPointer(text: string): Selection {
  if (/~(?![01])/.test(text)) throw new Error('in a JSON pointer ~ is written ~0, and / in a name ~1');
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
