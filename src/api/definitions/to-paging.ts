import type { JsonSchema, Paging, Selection } from '../model.js';
import type { PagingDefinition } from './definition-schema.js';
import type { FaultReport } from './fault-report.js';
import { propertiesOf } from './to-input-schema.js';
import { toSelection } from './to-selection.js';

const linkHeader = 'header:Link';

export function toPaging(
  given: PagingDefinition | undefined,
  input: JsonSchema,
  report: FaultReport,
): Paging | undefined {
  if (given === undefined) return undefined;
  const { parameter, next, count, start, size, items } = given;
  if ('cursor' in propertiesOf(input)) report.fault([], 'adds a `cursor` argument, which input has already');
  if ((next === undefined) === (count === undefined)) {
    report.fault([], 'needs either next (the answer tells) or count (pages or items are counted)');
    return undefined;
  }
  if (next !== undefined) {
    for (const key of ['start', 'size', 'items'] as const) {
      if (given[key] !== undefined) report.fault([key], 'belongs to count, not to next');
    }
    return { parameter, kind: 'told', next: next === linkHeader ? 'link-header' : selection(next, ['next'], report) };
  }
  return {
    parameter,
    kind: 'counted',
    unit: count ?? 'pages',
    start: start ?? (count === 'items' ? 0 : 1),
    size: toSize(size, input, report),
    items: items === undefined ? undefined : selection(items, ['items'], report),
  };
}

function toSize(size: PagingDefinition['size'], input: JsonSchema, report: FaultReport): number | { argument: string } {
  if (size === undefined) report.fault([], 'needs size: how many items a full page has');
  if (typeof size !== 'string') return size ?? 1;
  const argument = size.slice(1, -1);
  if (!Object.hasOwn(propertiesOf(input), argument))
    report.fault(['size'], `names {${argument}}, which is no property of input`);
  return { argument };
}

/** The selection that a text means; one that is not well formed is reported. */
export function selection(text: string, path: readonly PropertyKey[], report: FaultReport): Selection {
  try {
    return toSelection(text);
  } catch (error) {
    report.fault(path, `is no JMESPath expression: ${error instanceof Error ? error.message : 'cannot be read'}`);
    return (answer) => answer;
  }
}
