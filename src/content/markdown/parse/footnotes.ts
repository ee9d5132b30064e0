import { createHash } from 'node:crypto';
import type { Block, Item } from '../../model/block.js';
import { atomRun } from '../../model/inline.js';
import { tokenize } from '../../model/tokenize.js';
import type { Definitions } from './definitions.js';
import type { FlowNode } from './flow-node.js';

/** Where the calls of a note lead: its name, and a trace of its text, since other parts of the page may have notes of that name. */
export function footnoteAnchor(note: FlowNode): string {
  const words = (node: FlowNode): string => node.text + node.children.map(words).join(' ');
  const trace = createHash('sha1').update(words(note)).digest('hex').slice(0, 4);
  return `fn-${note.identifier.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}-${trace}`;
}

/** The notes that the text calls, in the order of their calls: a list with an anchor before each. */
export function footnoteList(
  definitions: Definitions,
  read: (nodes: readonly FlowNode[]) => readonly Block[],
): readonly Block[] {
  const items: Item[] = [];
  // A note may call further ones.
  for (const name of definitions.called.keys()) {
    const note = definitions.footnote(name);
    if (note) items.push(noteItem(note, read(note.children)));
  }
  return items.length === 0
    ? []
    : [{ type: 'list', kind: 'ordered', first: 1, children: items, source: null, line: items[0]?.line ?? 0 }];
}

function noteItem(note: FlowNode, content: readonly Block[]): Item {
  const name = footnoteAnchor(note);
  const anchor = atomRun(
    { kind: 'opaque', id: 'new', label: `anchor ${name}`, macro: { name: 'anchor', parameters: { '': name } } },
    0,
    null,
  );
  const [first, ...rest] = content;
  const words = first?.type === 'paragraph' ? first.content : [];
  const lead = {
    type: 'paragraph',
    content: [...tokenize([anchor]), ...words],
    source: null,
    line: note.line,
  } as const;
  const others = first?.type === 'paragraph' ? rest : content;
  return { type: 'item', done: null, children: [lead, ...others], source: null, line: note.line };
}
