import type { Token } from '../../model/inline.js';
import { escapeCdata } from '../../xml/encode.js';

/** Something that stands around inline content: an element of the page, or a new one. Wrappers are compared by identity. */
export interface Wrapper {
  readonly open: string;
  readonly close: string;
  /** The mark or the link that a reader sees it give; 0 and null for a hidden one. */
  readonly mark: number;
  readonly link: string | null;
  /** Text inside is CDATA, and nothing but text may be there. */
  readonly cdata: boolean;
  /** An element that stands for exactly these tokens: while they are together, these are its bytes. */
  readonly whole?: { readonly tokens: readonly Token[]; readonly raw: string };
  readonly element: string;
}

/** One token with its bytes, and what stands around it, outermost first. */
export interface Item {
  readonly token: Token;
  readonly raw: string;
  readonly stack: readonly Wrapper[];
}

/** Writes items, opening each wrapper once for as long as its neighbours share it. */
export function emit(items: readonly Item[], depth = 0): string {
  let out = '';
  for (let i = 0; i < items.length;) {
    const item = items[i];
    const wrapper = item?.stack[depth];
    if (!item) break;
    if (!wrapper) {
      out += item.raw;
      i++;
      continue;
    }
    let end = i + 1;
    while (end < items.length && items[end]?.stack[depth] === wrapper) end++;
    const group = items.slice(i, end);
    out += isIntact(wrapper, group) ? (wrapper.whole?.raw ?? '') : around(wrapper, emit(group, depth + 1));
    i = end;
  }
  return out;
}

/** What ends CDATA may come together from several tokens, so that it is escaped here. */
function around({ open, close, cdata }: Wrapper, content: string): string {
  return open + (cdata ? escapeCdata(content) : content) + close;
}

function isIntact(wrapper: Wrapper, group: readonly Item[]): boolean {
  const tokens = wrapper.whole?.tokens;
  return (
    tokens !== undefined && tokens.length === group.length && tokens.every((token, i) => token === group[i]?.token)
  );
}
