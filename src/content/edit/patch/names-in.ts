import type { Block } from '../../model/block.js';
import { blockKey, walk } from '../../model/block.js';
import { idOf } from './originals.js';

/** What blocks and all that is in them read as, and their ids. */
export function namesIn(blocks: readonly Block[]): { keys: Set<string>; ids: Set<string | null> } {
  const [keys, ids] = [new Set<string>(), new Set<string | null>()];
  walk(blocks, (block) => {
    keys.add(blockKey(block));
    const id = idOf(block);
    if (id !== null) ids.add(id);
  });
  return { keys, ids };
}

/** Blocks and all that is in them. */
export function allOf(blocks: readonly Block[]): Block[] {
  const all: Block[] = [];
  walk(blocks, (block) => all.push(block));
  return all;
}
