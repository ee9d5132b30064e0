import type { JsonSchema, Paging, RequestTemplate, Selection } from '../model.js';
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
  const { parameter, next, count, start, size, items } = given;
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
    for (const key of ['start', 'size', 'items'] as const) {
      if (given[key] !== undefined) place.fault([key], 'belongs to count, not to next');
    }
    const [, header] = /^header:([\w-]+)$/i.exec(next) ?? [];
    const told = header === undefined ? selection(next, ['next'], place) : { header: header.toLowerCase() };
    return { parameter, kind: 'told', next: told };
  }
  return {
    parameter,
    kind: 'counted',
    unit: count ?? 'pages',
    start: start ?? (count === 'items' ? 0 : 1),
    size: toSize(size, input, report),
    items: items === undefined ? undefined : selection(items, ['items'], place),
  };
}

function toSize(size: PagingDefinition['size'], input: JsonSchema, report: FaultReport): number | { argument: string } {
  const place = ['paging', 'size'];
  if (size === undefined) report.fault(['paging'], 'needs size: how many items a full page has', [place]);
  if (typeof size !== 'string') return size ?? 1;
  const argument = size.slice(1, -1);
  if (!Object.hasOwn(propertiesOf(input), argument))
    report.fault(place, `names {${argument}}, which is no property of input`, [['input', 'properties', argument]]);
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
