import type { JsonSchema, Paging, RequestTemplate, Selection, Told } from '../model.js';
import type { PagingDefinition } from './definition-schema.js';
import type { FaultReport } from './fault-report.js';
import { propertiesOf } from './to-input-schema.js';
import { toSelection } from './to-selection.js';

/** How a list goes on; undefined for a tool without paging, and for paging whose faults it has reported. `report` is the tool's. */
export function toPaging(
  given: PagingDefinition | undefined,
  { input, query }: { readonly input: JsonSchema; readonly query: RequestTemplate['query'] },
  report: FaultReport,
): Paging | undefined {
  if (given === undefined) return undefined;
  const { parameter, next, count, start, total, items } = given;
  const place = report.at('paging');
  if (Object.hasOwn(query, parameter))
    place.fault(['parameter'], `${parameter} is set by the query as well: leave it to paging alone`);
  if ('cursor' in propertiesOf(input)) place.fault([], 'adds a `cursor` argument, which input has already');
  if ((next === undefined) === (count === undefined)) {
    const grounds = [['next'], ['count']];
    place.fault([], 'needs either next (the answer tells) or count (pages or items are counted)', grounds);
    return undefined;
  }
  if (next !== undefined) {
    for (const key of ['start', 'total', 'items'] as const) {
      if (given[key] !== undefined) place.fault([key], 'belongs to count, not to next');
    }
    return { parameter, kind: 'told', next: told(next, ['next'], place) };
  }
  return {
    parameter,
    kind: 'counted',
    unit: count ?? 'pages',
    start: start ?? (count === 'items' ? 0 : 1),
    total: total === undefined ? undefined : told(total, ['total'], place),
    items: items === undefined ? undefined : selection(items, ['items'], place),
  };
}

function told(text: string, path: readonly PropertyKey[], report: FaultReport): Told {
  const [, header] = /^header:([\w-]+)$/i.exec(text) ?? [];
  return header === undefined ? selection(text, path, report) : { header: header.toLowerCase() };
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
