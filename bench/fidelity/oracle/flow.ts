import { block, leaf, LineOfText, type Outline } from './outline.js';
import { isElement, type XmlElement, type XmlNode } from './xml.js';

/** How one dialect of XML reads: what is a block, and what stands in a line. */
export interface Dialect {
  /** The outline of a block; undefined for what stands in a line. */
  readBlock(element: XmlElement): Outline[] | undefined;
  /** Adds what stands in a line. */
  readInline(node: XmlNode, line: LineOfText, marks: readonly string[]): void;
}

/** Reads mixed content: text between blocks is a paragraph of its own. */
export function readFlow(
  nodes: readonly XmlNode[],
  dialect: Dialect,
  kind = 'paragraph',
  isParagraph = kind !== 'paragraph',
): Outline[] {
  const out: Outline[] = [];
  let line = new LineOfText();
  const flush = () => {
    // Macros are blocks where nothing else stands in the line, and so are pictures that stand between blocks.
    const parts =
      kind === 'paragraph' ? line.parts(isParagraph ? /^\{macro / : /^\{(?:macro|image) /) : [line.toString()];
    for (const text of parts) out.push(...paragraphOf(text, kind));
    line = new LineOfText();
  };
  const visit = (node: XmlNode, marks: readonly string[]) => {
    const blocks = isElement(node) ? dialect.readBlock(node) : undefined;
    if (blocks !== undefined) {
      flush();
      out.push(...blocks);
    } else dialect.readInline(node, line, marks);
  };
  for (const node of nodes) visit(node, []);
  flush();
  return out;
}

/** The paragraph of a line; a macro alone in one stands for itself, and an empty one for nothing. */
export function paragraphOf(text: string, kind = 'paragraph'): Outline[] {
  if (text === '') return [];
  const macro = kind === 'paragraph' ? /^\{(macro [^{}]*)\}$/.exec(text)?.[1] : undefined;
  return macro === undefined ? [leaf(kind, text)] : [block(macro, [])];
}
