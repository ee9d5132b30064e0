import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type YAMLError } from 'yaml';
import type { DefinitionFault } from '../model.js';

/** A YAML or JSON text that still knows where each of its parts stands. */
export interface Source {
  /** The plain value; undefined when the text cannot be parsed. */
  readonly value: unknown;
  readonly faults: readonly DefinitionFault[];
  /** The line of an entry: of its key in a mapping, of the item in a list; the nearest one that is there otherwise. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** JSON is read as the YAML that it is. Keys that stand twice, tags, and anchors that multiply are faults. */
export function parseSource(text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const faults = [...document.errors, ...document.warnings].map((error) => ({
    line: lineAt(error.pos[0]),
    message: messageOf(error),
  }));
  if (faults.length > 0) return { value: undefined, faults: firstOfEach(faults), lineOf: () => 1 };
  try {
    return { value: document.toJS(), faults, lineOf: (path) => lineAt(offsetOf(document, path)) };
  } catch (error) {
    const message = error instanceof Error ? error.message : 'cannot be read';
    return { value: undefined, faults: [{ line: lineAt(danglingAlias(document)), message }], lineOf: () => 1 };
  }
}

const ownWords: Partial<Record<YAMLError['code'], string>> = {
  DUPLICATE_KEY: 'the same key stands above already',
  MULTIPLE_DOCS: 'another document begins here, and only one is read: take the line --- out',
  TAB_AS_INDENT: 'a tab cannot indent: use spaces, here and below',
  MULTILINE_IMPLICIT_KEY: 'a name has to be followed by a colon and a space',
  TAG_RESOLVE_FAILED: 'tags (!NAME) have no meaning here: write the value itself',
};

function messageOf({ code, message }: YAMLError): string {
  if (code === 'BLOCK_AS_IMPLICIT_KEY') return `${message}; a text with ": " in it needs quotes`;
  return ownWords[code] ?? message;
}

/** One slip is often many faults to a parser: the first of a line counts, and the first tab. */
function firstOfEach(faults: readonly DefinitionFault[]): DefinitionFault[] {
  const ofLine = [...new Map([...faults].reverse().map((fault) => [fault.line, fault])).values()].reverse();
  const tab = ofLine.find(({ message }) => message === ownWords.TAB_AS_INDENT);
  return ofLine.filter((fault) => fault.message !== tab?.message || fault === tab);
}

/** Where the alias is that no anchor stands for. */
function danglingAlias(document: Document): number {
  let offset = 0;
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) !== undefined) return undefined;
      offset = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
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
