import { AppError } from '../../errors.js';
import { selectAll } from '../definitions/to-selection.js';
import type { Api, ApiTool, Selection } from '../model.js';
import type { ApiResponse } from './exchange.js';

interface Selected {
  readonly result: unknown;
  readonly warnings: readonly string[];
}

/** An answer without content may still say where the thing is that was made (RFC 9110, 10.2.2). */
export function withoutContent({ headers: { location } }: ApiResponse): Selected {
  return { result: location === undefined ? null : { location }, warnings: [] };
}

/** Nothing where something was selected is no success of a read. A write has happened, and then the whole answer is told. */
export function selectResult(api: Api, tool: ApiTool, value: unknown): Selected {
  const { found, fault } = evaluate(tool.select, value);
  const isFound = found !== null || (value === null && tool.select === selectAll);
  if (fault === undefined && isFound) return { result: found, warnings: [] };
  if (tool.effect !== 'read')
    return { result: value, warnings: ['The answer has not the form that was expected: all of it follows.'] };
  const check = `the operator has to check \`select\` in the definition${fault === undefined ? '' : `: ${fault}`}`;
  throw new AppError('NOT_FOUND', `The answer of the API ${api.name} holds nothing where ${tool.name} looks for it.`, {
    hint: `Check the ids and filters. If it lasts, ${check}.`,
  });
}

/** What a selection finds, null for nothing. An expression may want another type than is there: `length(items)` of nothing. */
export function evaluate(selection: Selection, value: unknown): { found: unknown; fault?: string } {
  try {
    const found = selection(value) ?? null;
    return isWritable(found) ? { found } : { found: null, fault: 'it makes a number that JSON cannot write' };
  } catch (error) {
    return { found: null, fault: error instanceof Error ? error.message.replace(/\.$/, '') : 'it cannot be evaluated' };
  }
}

/** An expression can count beyond what a double holds, for which JSON has no word. */
function isWritable(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isWritable);
}
