import { createHash } from 'node:crypto';
import type { Block } from '../../model/block.js';
import { isMacro } from '../../macros/parameters.js';
import { decodeText } from '../../xml/decode.js';
import type { XmlElement, XmlNode, XmlText, XmlTree } from '../../xml/xml-node.js';
import { findElement, isElement } from '../../xml/xml-node.js';
import { isBlockElement, isWrapper } from './elements.js';

/** How blocks read what is inside of them. */
export type ReadChildren = (reader: Reader, nodes: readonly XmlNode[]) => Block[];

/** What a page says only by ids, and a reader wants by name. */
export interface ReadOptions {
  /** Account id (or user key) to display name, for mentions. */
  readonly userNames?: ReadonlyMap<string, string>;
}

/** What the readers of one page share: the source, the names of people, and the ids that this page has given out. */
export class Reader {
  readonly source: string;
  readonly userNames: ReadonlyMap<string, string>;
  /** Everything that carries an id in the Markdown. */
  readonly byId = new Map<string, XmlElement>();
  /** How far the repeats of an id are numbered: counting each from 2 would cost the square of their number. */
  private readonly repeats = new Map<string, number>();
  private readonly blockInside = new WeakMap<XmlElement, boolean>();

  /** `keepsWords` says whether blocks keep their words once somebody has asked for them. */
  constructor(
    readonly tree: XmlTree,
    options: ReadOptions = {},
    readonly keepsWords = true,
  ) {
    this.source = tree.source;
    this.userNames = options.userNames ?? new Map();
  }

  /**
   * The id of a macro or of another opaque element: from its `ac:macro-id`, else from the bytes before its body, so that it
   * survives edits of the body. Repeats are numbered in document order.
   */
  idOf(element: XmlElement): string {
    const base = baseId(this.source, element);
    let n = this.repeats.get(base) ?? 1;
    let id = n === 1 ? base : `${base}-${n}`;
    while (this.byId.has(id)) id = `${base}-${++n}`;
    this.repeats.set(base, n);
    this.byId.set(id, element);
    return id;
  }

  text(node: XmlText): string {
    return decodeText(node);
  }

  slice(span: { start: number; end: number }): string {
    return this.source.slice(span.start, span.end);
  }

  /** Is there a block anywhere inside? What is shown as one thing (an image with a caption, a link) has none. */
  hasBlock(element: XmlElement): boolean {
    const known = this.blockInside.get(element);
    if (known !== undefined) return known;
    const found =
      isWrapper(element) &&
      element.children.some(
        (child) => isElement(child) && (isBlockElement(child) || (!isMacro(child) && this.hasBlock(child))),
      );
    this.blockInside.set(element, found);
    return found;
  }
}

function baseId(source: string, element: XmlElement): string {
  const macroId = (element.attributes['ac:macro-id'] ?? '').replace(/[^A-Za-z0-9]/g, '');
  if (macroId !== '') return `m${macroId.slice(0, 8).toLowerCase()}`;
  const body = firstBody(element);
  const head = source.slice(element.start, body ? body.start : element.end);
  return `x${createHash('sha1').update(head).digest('hex').slice(0, 6)}`;
}

/** The body is what people edit; what is before it tells which macro it is. */
function firstBody(element: XmlElement): XmlElement | undefined {
  for (const child of element.children) {
    if (!isElement(child)) continue;
    if (/-body$|^ac:adf-content$/.test(child.name)) return child;
    if (child.name !== 'ac:adf-node') continue;
    const inner = findElement(child, 'ac:adf-content') ?? findElement(child, 'ac:adf-node');
    if (inner) return inner;
  }
  return undefined;
}
