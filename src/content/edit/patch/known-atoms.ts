import { readDate } from '../../macros/date.js';
import { readHtmlImage, readImage } from '../../macros/image.js';
import { readMention } from '../../macros/mention.js';
import { isMacro, macroName } from '../../macros/parameters.js';
import { readStatus } from '../../macros/status.js';
import type { Block } from '../../model/block.js';
import { isLeaf, walk } from '../../model/block.js';
import type { Atom } from '../../model/inline.js';
import { atomKey } from '../../model/inline.js';
import type { XmlElement, XmlNode, XmlTree } from '../../xml/xml-node.js';
import { isElement } from '../../xml/xml-node.js';

/** The bytes of the images, mentions, statuses and dates of a page: what moved to another sentence keeps what Markdown does not show of it. */
export class KnownAtoms {
  private bytes: Map<string, string> | undefined;

  constructor(private readonly tree: XmlTree) {}

  find(atom: Atom): string | undefined {
    // Most edits bring no atom: the page is searched only for those that do.
    this.bytes ??= this.collect(this.tree.children, new Map<string, string>());
    return this.bytes.get(atomKey(atom));
  }

  private collect(nodes: readonly XmlNode[], bytes: Map<string, string>): Map<string, string> {
    for (const node of nodes) {
      if (!isElement(node)) continue;
      const atom = atomOf(node);
      if (atom && !bytes.has(atomKey(atom))) bytes.set(atomKey(atom), this.tree.source.slice(node.start, node.end));
      if (!atom && node.name !== 'ac:adf-fallback') this.collect(node.children, bytes);
    }
    return bytes;
  }
}

const nobody: ReadonlyMap<string, string> = new Map();

function atomOf(element: XmlElement): Atom | null {
  if (isMacro(element)) return macroName(element) === 'status' ? readStatus(element) : null;
  switch (element.name) {
    case 'ac:image':
      return readImage(element);
    case 'img':
      return readHtmlImage(element);
    case 'time':
      return readDate(element);
    case 'ac:link':
      return readMention(element, nobody);
    default:
      return null;
  }
}

/** Tells of widths that were given to pictures of the page, which keep the one that they have. */
export function keptWidths(tree: XmlTree, edited: readonly Block[]): string[] {
  const known = new KnownAtoms(tree);
  const found = new Set<string>();
  walk(edited, (block) => {
    if (!isLeaf(block)) return;
    for (const { atom } of block.content) {
      if (atom?.kind !== 'image' || atom.width === undefined) continue;
      const bytes = known.find(atom);
      if (bytes !== undefined && !bytes.includes(`ac:width="${atom.width}"`)) found.add(atom.target);
    }
  });
  return [...found]
    .slice(0, 8)
    .map(
      (target) =>
        `The image "${target}" keeps its width: Markdown can only set the width of a new image. To change it, send the content as storage.`,
    );
}
