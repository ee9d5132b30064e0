import type { Wrapper } from '../../storage/write/emit.js';
import { commentMarker } from './source-items.js';

/** What shows nothing in Markdown (a colour) and stands around some of the words, not around all. */
export function looksOfSome(stacks: readonly (readonly Wrapper[])[]): ReadonlySet<Wrapper> {
  const isLook = ({ mark, link, cdata, element }: Wrapper) =>
    mark === 0 && link === null && !cdata && element !== 'p' && element !== commentMarker;
  return new Set(stacks.flat().filter((one) => isLook(one) && !stacks.every((stack) => stack.includes(one))));
}
