import {
  constructFromEvents,
  CORE_SCHEMA,
  EVENT_ID,
  getScalarValue,
  mergeTag,
  parseEvents,
  YAMLException,
  type Event,
} from 'js-yaml';
import type { DefinitionFault, Source } from '../model.js';

const schema = CORE_SCHEMA.withTags(mergeTag);

/**
 * Keys that stand twice, tags, and anchors that multiply are faults. Every start waits for this: JSON is read as JSON,
 * YAML by the quicker of two parsers, and the other one names what is wrong with a text that is neither.
 */
export async function parseSource(text: string, mostValues = 200_000): Promise<Source> {
  const json = parseJson(text, mostValues);
  if (json !== undefined) return whole(json, text, () => parseEvents(text, {}));
  try {
    const events = parseEvents(text, {});
    const documents = constructFromEvents(events, { source: text, schema });
    if (documents.length <= 1 && isBounded(documents[0], mostValues)) {
      return whole(documents[0] ?? null, text, () => events);
    }
    return await faulty(text, mostValues, 'its aliases (*NAME) stand for too many values: write them out');
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return await faulty(text, mostValues, error.reason, error.mark);
  }
}

function whole(value: unknown, text: string, events: () => readonly Event[]): Source {
  return { value, faults: [], lost: [], doubtful: [], placeOf: createPlaceOf(text, events) };
}

/** A text of which nothing can be read. */
export function unreadable(faults: readonly DefinitionFault[]): Source {
  return { value: undefined, faults, lost: [[]], doubtful: [], placeOf: () => ({ line: 1, column: 1 }) };
}

/** What the parser with the better words says; what was found here where it finds nothing. */
async function faulty(
  text: string,
  mostValues: number,
  message: string,
  mark?: YAMLException['mark'],
): Promise<Source> {
  const found = unreadable([{ line: (mark?.line ?? 0) + 1, column: (mark?.column ?? 0) + 1, message }]);
  // The other parser has no limit of depth but the stack's, and V8 aborts where a regular expression meets that one.
  if (message.startsWith('nesting')) return found;
  const { parseFaulty } = await import('./faulty-source.js');
  const source = parseFaulty(text);
  if (source.faults.length === 0) return found;
  return isBounded(source.value, mostValues) ? source : unreadable(source.faults);
}

/** undefined for what is no JSON, for JSON without end, and where a key stands twice: the other parsers say where. */
function parseJson(text: string, mostValues: number): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    if (!isBounded(value, mostValues)) return undefined;
    const strings = text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g);
    return [...strings].filter(([, colon]) => colon !== undefined).length === countKeys(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, one) => sum + countKeys(one), own);
}

const deepest = 100;

/** Whether that many values are there at most when each alias is written out; one within itself has no end. */
function isBounded(value: unknown, mostValues: number): boolean {
  let left = mostValues;
  const walk = (one: unknown, depth: number): boolean => {
    left -= 1;
    if (left < 0 || depth > deepest) return false;
    return typeof one !== 'object' || one === null || Object.values(one).every((inner) => walk(inner, depth + 1));
  };
  return walk(value, 0);
}

function createPlaceOf(text: string, read: () => readonly Event[]): Source['placeOf'] {
  let events: readonly Event[] | undefined;
  return (path) => {
    const lines = text.slice(0, offsetOf(text, (events ??= read()), path)).split('\n');
    return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  };
}

function offsetOf(text: string, events: readonly Event[], path: readonly PropertyKey[]): number {
  // The first event is the document.
  let index = 1;
  let offset = startOf(events[index]);
  for (const key of path) {
    const [entry, value] = entriesOf(events, index).find(([at, , n]) => isEntry(text, events[at], key, n)) ?? [];
    if (entry === undefined || value === undefined) break;
    offset = startOf(events[entry], offset);
    index = value;
  }
  return offset;
}

/** Of each entry of a mapping or list: where its key (or item) and its value begin, and its place, in a list. */
function entriesOf(events: readonly Event[], index: number): [entry: number, value: number, place?: number][] {
  const type = events[index]?.type;
  if (type !== EVENT_ID.MAPPING && type !== EVENT_ID.SEQUENCE) return [];
  const entries: [number, number, number?][] = [];
  for (let at = index + 1; events[at]?.type !== EVENT_ID.POP;) {
    const value = type === EVENT_ID.MAPPING ? after(events, at) : at;
    entries.push(type === EVENT_ID.MAPPING ? [at, value] : [at, value, entries.length]);
    at = after(events, value);
  }
  return entries;
}

function isEntry(text: string, event: Event | undefined, key: PropertyKey, place: number | undefined): boolean {
  if (place !== undefined) return place === key;
  return event?.type === EVENT_ID.SCALAR && getScalarValue(text, event) === String(key);
}

/** The event behind a value and all that is in it. */
function after(events: readonly Event[], index: number): number {
  let depth = 0;
  let at = index;
  do {
    const type = events[at]?.type;
    if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth += 1;
    if (type === EVENT_ID.POP) depth -= 1;
    at += 1;
  } while (depth > 0);
  return at;
}

/** Where a value begins; `otherwise` for one that is not written. */
function startOf(event: Event | undefined, otherwise = 0): number {
  if (event === undefined) return otherwise;
  const start =
    'start' in event
      ? event.start
      : 'valueStart' in event
        ? event.valueStart
        : 'anchorStart' in event
          ? event.anchorStart
          : -1;
  return start < 0 ? otherwise : start;
}
