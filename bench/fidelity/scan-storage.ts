/** A second reader of the storage format, which shares nothing with the one that is measured: shared code would hide shared mistakes. */

export interface Element {
  readonly name: string;
  readonly parent: Element | null;
  readonly children: (Element | Text)[];
  readonly start: number;
  /** Where the opening tag ends, and where the closing tag starts. */
  readonly innerStart: number;
  innerEnd: number;
  end: number;
}

export interface Text {
  readonly name: '#text' | '#cdata';
  readonly start: number;
  readonly end: number;
}

const markup =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;

/** The document as a tree of ranges, under a root named `#root`. It takes for granted that the document is well-formed. */
export function scanStorage(storage: string): Element {
  const root: Element = {
    name: '#root',
    parent: null,
    children: [],
    start: 0,
    innerStart: 0,
    innerEnd: storage.length,
    end: storage.length,
  };
  let open = root;
  let at = 0;
  for (const match of storage.matchAll(markup)) {
    const [whole, slash, name, , empty] = match;
    const [start, end] = [match.index, match.index + whole.length];
    if (start > at) open.children.push({ name: '#text', start: at, end: start });
    at = end;
    if (whole.startsWith('<![')) open.children.push({ name: '#cdata', start, end });
    if (name === undefined) continue;
    if (slash === '/') {
      open.innerEnd = start;
      open.end = end;
      open = open.parent ?? root;
    } else {
      const element: Element = { name, parent: open, children: [], start, innerStart: end, innerEnd: end, end };
      open.children.push(element);
      if (empty !== '/') open = element;
    }
  }
  if (at < storage.length) root.children.push({ name: '#text', start: at, end: storage.length });
  return root;
}

export function isElement(node: Element | Text): node is Element {
  return !node.name.startsWith('#');
}

/** An attribute of an element's opening tag, as it is spelled there; empty when it has none. */
export function attributeOf(storage: string, element: Element, name: string): string {
  const tag = storage.slice(element.start, element.innerStart);
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return match?.[1] ?? match?.[2] ?? '';
}

/** Every element below this one, in the order of the document. */
export function* elementsBelow(element: Element): Generator<Element> {
  for (const child of element.children) {
    if (!isElement(child)) continue;
    yield child;
    yield* elementsBelow(child);
  }
}
