import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { DefinitionFault } from '../model.js';

/** A YAML or JSON text that still knows where each of its parts stands. */
export interface Source {
  /** The plain value; undefined when the text cannot be parsed. */
  readonly value: unknown;
  readonly faults: readonly DefinitionFault[];
  /** The line of an entry: of its key in a mapping, of the item in a list; the nearest one that is there otherwise. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** JSON is read as the YAML that it is. Keys that stand twice and anchors that multiply are faults. */
export function parseSource(text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const faults = document.errors.map(({ pos: [start], code, message }) => ({
    line: lineAt(start),
    message: code === 'BLOCK_AS_IMPLICIT_KEY' ? `${message}; a text with ": " in it needs quotes` : message,
  }));
  if (faults.length > 0) return { value: undefined, faults, lineOf: () => 1 };
  try {
    return { value: document.toJS(), faults, lineOf: (path) => lineAt(offsetOf(document, path)) };
  } catch (error) {
    const message = error instanceof Error ? error.message : 'cannot be read';
    return { value: undefined, faults: [{ line: 1, message }], lineOf: () => 1 };
  }
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let offset = document.contents?.range?.[0] ?? 0;
  let node: unknown = document.contents;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (pair === undefined || !isScalar(pair.key)) break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof key === 'number') {
      node = node.items[key];
      offset = (node as { range?: readonly number[] } | undefined)?.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
