import type { AppError } from '../../errors.js';
import { unconvertible } from '../markdown/unconvertible.js';
import type { Block, Source } from '../model/block.js';
import { blockKey } from '../model/block.js';

/** An original with a place in the storage. */
type Placed = Block & { readonly source: Source };

/** A placeholder that stands for nothing. */
export function invented(id: string, line = 0, label = ''): AppError {
  const what = label === '' ? `#${id}` : `[${label}]{#${id}}`;
  return unconvertible(
    line,
    `the placeholder ${what} stands for nothing on this page`,
    'Use only placeholders that the page shows, as they stand; leave out ids of new blocks.',
  );
}

export function isSame(one: Block, other: Block): boolean {
  return one === other || blockKey(one) === blockKey(other);
}

export function idOf(block: Block): string | null {
  return block.type === 'container' || block.type === 'opaque' || block.type === 'code' ? block.id : null;
}

export function place(block: Block): Source {
  return (block as Placed).source;
}

/** Content without an element around it, or a macro among it. */
export function isLoose(block: Block | undefined): boolean {
  return block?.type === 'opaque' || (block?.type === 'paragraph' && block.source?.element === null);
}

export function isBlank(storage: string): boolean {
  return /^(?:\s|&nbsp;|\u00A0|<br\s*\/>|<p\s*\/>|<p[^>]*>(?:\s|&nbsp;|\u00A0|<br\s*\/>)*<\/p>)*$/.test(storage);
}

export function renameTag(text: string, from: string, to: string): string {
  return `<${to}${text.slice(1 + from.length).replace(/<\/[^<>]*>$/, `</${to}>`)}`;
}
