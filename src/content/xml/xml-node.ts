/** The storage document as a tree whose every node knows its exact place (UTF-16 offsets) in the source. */

/** An element; attributes are decoded, and `innerStart` to `innerEnd` is what stands between its tags. */
export interface XmlElement {
  readonly type: 'element';
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlNode[];
  readonly start: number;
  /** End of the opening tag; equals `end` for a self-closing element. */
  innerStart: number;
  innerEnd: number;
  end: number;
}

/** Text, a CDATA section or a comment: what has no nodes in it. */
export interface XmlText {
  readonly type: 'text' | 'cdata' | 'comment';
  readonly start: number;
  readonly end: number;
  /** Raw source for text, content without delimiters for CDATA, empty for comments. */
  readonly value: string;
}

/** A node of the tree, with half-open UTF-16 offsets into the source: `start` to `end` is all of it. */
export type XmlNode = XmlElement | XmlText;

/** The parsed page: the source beside its top-level nodes. */
export interface XmlTree {
  readonly source: string;
  readonly children: XmlNode[];
}

/** An element of which the name is known. */
export type Named<Name extends string> = XmlElement & { readonly name: Name };

/** Whether a node is an element, of this name where one is given; undefined is none. */
export function isElement(node: XmlNode | undefined): node is XmlElement;
export function isElement<Name extends string>(node: XmlNode | undefined, name: Name): node is Named<Name>;
export function isElement(node: XmlNode | undefined, name?: string): boolean {
  return node?.type === 'element' && (name === undefined || node.name === name);
}

/** Child elements with this name, in order. */
export function elementsOf(parent: XmlElement | XmlTree, name: string): XmlElement[] {
  return parent.children.filter((child): child is XmlElement => isElement(child) && child.name === name);
}

/** The first child element with this name; those further down do not count. */
export function findElement(parent: XmlElement | XmlTree, name: string): XmlElement | undefined {
  return parent.children.find((child): child is XmlElement => isElement(child) && child.name === name);
}
