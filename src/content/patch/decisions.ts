import { randomUUID } from 'node:crypto';
import type { Block, Source } from '../model/block.js';

/** Where the item of a list of decisions stands that this block is; undefined for every other block. */
export function decisionOf(block: Block | undefined): Source | undefined {
  return block?.source?.element?.name === 'ac:adf-node' ? block.source : undefined;
}

/** The opening of an item with another id than the one it was taken from. */
export function renewLocalId(head: string): string {
  return head.replace(/(<ac:adf-attribute key="local-id">)[^<]*/, (_, opening: string) => opening + randomUUID());
}
