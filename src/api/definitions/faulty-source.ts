import { isAlias, isMap, isScalar, isSeq, type Document, type Pair, type YAMLMap } from 'yaml';
import type { DefinitionFault, Place, Source } from '../model.js';
import { isLoss, parseLines, withoutTabs } from './yaml-slips.js';

type Path = readonly PropertyKey[];

/** Deep enough for the entry of one tool, which is the least that a slip in the layout of lines makes doubtful. */
const entryDepth = 4;

/** How often what stands behind a slip is looked at, with the slip taken out. */
const mostRounds = 4;

/**
 * A text that is not quite YAML: all its slips, each once, and the value of everything else, so that the rest is judged
 * at the same time. `faults` is empty where this parser finds nothing.
 */
export function parseFaulty(text: string): Source {
  const faults: DefinitionFault[] = [];
  const repaired = new Set<number>();
  let lines = text.split('\n');
  let isDoubled = false;
  for (let round = 0, before: readonly string[] = []; round < mostRounds && lines !== before; round += 1) {
    before = lines;
    for (const slip of parseLines(lines).slips) {
      const { line } = slip.fault;
      if (!faults.some((one) => one.line === line)) faults.push(slip.fault);
      isDoubled ||= slip.code === 'DUPLICATE_KEY';
      if (slip.code === 'TAB_AS_INDENT') lines = lines.map(withoutTabs);
      if (slip.repaired === undefined || repaired.has(line)) continue;
      repaired.add(line);
      lines = lines.with(line - 1, slip.repaired);
    }
  }
  const read = (keep: 'first' | 'last'): Source => readRest(lines, repaired, keep, faults);
  return { ...read('first'), ...(isDoubled && { other: read('last') }) };
}

/** What is left of a text when everything that nobody can tell is taken out. */
function readRest(
  lines: readonly string[],
  repaired: ReadonlySet<number>,
  keep: 'first' | 'last',
  faults: readonly DefinitionFault[],
): Source {
  const { document, placeAt, slips } = parseLines(lines);
  const lost: Path[] = [];
  const doubtful: Path[] = [];
  eachEntry(document.contents, (pair, path, map) => {
    if (isCleared(pair) && repaired.has(placeAt(startOf(pair)).line)) lost.push(path);
    const twins = map.items.filter((one) => keyOf(one) === keyOf(pair));
    if (twins.length === 1) return true;
    // Of two tools each is judged by itself; of two parts of one, either may be what the other parts go with.
    if (path.length > entryDepth || !isMap(pair.value)) doubtful.push(path);
    return pair === twins.at(keep === 'first' ? 0 : -1);
  });
  for (const slip of slips) {
    if (slip.code === 'MULTIPLE_DOCS') doubtful.push(...lastOf(document.contents));
    else if (isLoss(slip)) lost.push(...takeOut(document, slip.offset));
  }
  const placeOf = (path: Path): Place => placeAt(offsetOf(document.contents, path));
  try {
    const value: unknown = document.toJS();
    return { value, faults, lost, doubtful, placeOf };
  } catch {
    return { value: undefined, faults, lost: [[]], doubtful, placeOf };
  }
}

function keyOf({ key }: Pair): unknown {
  return isScalar(key) ? key.value : key;
}

function isCleared({ value }: Pair): boolean {
  return isScalar(value) && value.value === null;
}

function startOf({ key }: Pair): number {
  return isScalar(key) ? (key.range?.[0] ?? 0) : 0;
}

/** Leaves those entries of mappings, at any depth, that `isKept` says. */
function eachEntry(node: unknown, isKept: (pair: Pair, path: Path, map: YAMLMap) => boolean, above: Path = []): void {
  if (isSeq(node)) node.items.forEach((item, index) => eachEntry(item, isKept, [...above, index]));
  if (!isMap(node)) return;
  node.items = node.items.filter((pair) => isKept(pair, [...above, String(keyOf(pair))], node));
  for (const pair of node.items) eachEntry(pair.value, isKept, [...above, String(keyOf(pair))]);
}

/**
 * Takes out the entry in which a slip is. At the border of two it may belong to either, and both go. The paths of what
 * went; the whole, when the slip is in no entry.
 */
function takeOut(document: Document.Parsed, offset: number): Path[] {
  const walk = (node: unknown, end: number, above: Path): Path[] => {
    if (!isMap(node)) return [above];
    const entries = node.items.map((pair, index) => {
      const next = node.items[index + 1];
      const path: Path = [...above, String(keyOf(pair))];
      return { pair, path, start: startOf(pair), end: next === undefined ? end : startOf(next) };
    });
    const around = entries.filter((entry) => entry.start <= offset && offset <= entry.end);
    const [only] = around;
    const isInside = around.length === 1 && only !== undefined && only.start < offset && isMap(only.pair.value);
    if (isInside && above.length + 1 < entryDepth) return walk(only.pair.value, only.end, only.path);
    node.items = node.items.filter((pair) => !around.some((entry) => entry.pair === pair));
    return around.length === 0 ? [above] : around.map(({ path }) => path);
  };
  return walk(document.contents, Infinity, []);
}

/** The path of the entry at the end of a document, and of those that it is in. */
function lastOf(node: unknown, above: Path = []): Path[] {
  const last = isMap(node) ? node.items.at(-1) : undefined;
  if (last === undefined || above.length === entryDepth) return [above];
  return lastOf(last.value, [...above, String(keyOf(last))]);
}

function offsetOf(node: unknown, path: Path): number {
  let offset = 0;
  let current = node;
  for (const key of path) {
    if (isAlias(current)) break;
    const pair: Pair | undefined = isMap(current)
      ? current.items.find((one) => String(keyOf(one)) === String(key))
      : undefined;
    const item: unknown = isSeq(current) && typeof key === 'number' ? current.items[key] : undefined;
    if (pair === undefined && item === undefined) break;
    offset = pair === undefined ? rangeStart(item, offset) : startOf(pair);
    current = pair === undefined ? item : pair.value;
  }
  return offset;
}

function rangeStart(node: unknown, otherwise: number): number {
  return isScalar(node) || isMap(node) || isSeq(node) ? (node.range?.[0] ?? otherwise) : otherwise;
}
