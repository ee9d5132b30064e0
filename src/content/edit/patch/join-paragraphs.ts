import type { Item, Wrapper } from '../../storage/write/emit.js';

/** A break between paragraphs has no bytes; beside one without text it is not seen, and divides them all the same. */
function isBorder({ token, raw }: Item): boolean {
  return raw === '' && token.pieces.some(({ run }) => run.kind === 'break');
}

/** Where the border between two paragraphs of a cell was edited away, the second continues the first. */
export function joinParagraphs(items: readonly Item[]): Item[] {
  let current: Wrapper | undefined;
  let border = true;
  const instead = new Map<Wrapper, Wrapper>();
  return items.map((item) => {
    if (isBorder(item)) border = true;
    const own = item.stack.find((wrapper) => wrapper.element === 'p');
    if (!own || own === current) return item;
    if (border || !current) {
      current = instead.get(own) ?? own;
      border = false;
    } else if (item.token.kind !== 'hidden') instead.set(own, current);
    const target = instead.get(own);
    return target ? { ...item, stack: item.stack.map((wrapper) => (wrapper === own ? target : wrapper)) } : item;
  });
}
