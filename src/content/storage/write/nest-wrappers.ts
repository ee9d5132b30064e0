import { marks } from '../../model/inline.js';
import type { Item, Wrapper } from './emit.js';

/**
 * The same items, what stands around each nested so that a format is one element for as far as it goes: of those that begin
 * with a token the one that goes on the longest is the outermost. Code holds nothing but text, and a link is never divided.
 */
export function nestWrappers(items: readonly Item[]): Item[] {
  const nested: Item[] = [];
  nest(items, []);
  return nested;

  function nest(part: readonly Item[], outer: readonly Wrapper[]): void {
    for (let from = 0; from < part.length;) {
      const item = part[from] as Item;
      const [wrapper, end] = outermost(part, from, outer);
      if (wrapper) nest(part.slice(from, end), [...outer, wrapper]);
      else nested.push({ ...item, stack: outer });
      from = wrapper ? end : from + 1;
    }
  }
}

/** The wrapper to open before this item, and where it ends; none where all of them are open. */
function outermost(items: readonly Item[], from: number, open: readonly Wrapper[]): [Wrapper | undefined, number] {
  let best: Wrapper | undefined;
  let bestEnd = from;
  const left = items[from]?.stack.filter((wrapper) => !open.includes(wrapper)) ?? [];
  const isCode = ({ mark }: Wrapper) => mark === marks.code;
  for (const wrapper of left) {
    if (isCode(wrapper) && left.length > 1) continue;
    const end = endOfRun(items, from, wrapper, open);
    if (end > bestEnd) [best, bestEnd] = [wrapper, end];
  }
  return [best, bestEnd];
}

function endOfRun(items: readonly Item[], from: number, wrapper: Wrapper, open: readonly Wrapper[]): number {
  const has = (i: number, one: Wrapper) => items[i]?.stack.includes(one) === true;
  let end = from + 1;
  while (has(end, wrapper)) end++;
  const link = items[end - 1]?.stack.find((one) => one.link !== null && one !== wrapper && !open.includes(one));
  if (!link || !has(end, link)) return end;
  let start = end - 1;
  while (start > from && has(start - 1, link)) start--;
  return start > from ? start : end;
}
