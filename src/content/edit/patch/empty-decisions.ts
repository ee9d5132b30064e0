import { decisionOf } from '../../macros/adf-extension.js';
import type { Block, Container } from '../../model/block.js';
import { childrenOf, isParent } from '../../model/block.js';
import { blocksById } from './originals.js';

/** Blocks of a page without its lists of decisions that were left without items: the page has no empty ones. */
export function withoutEmptyDecisions(original: readonly Block[], edited: readonly Block[]): readonly Block[] {
  let byId: ReadonlyMap<string, Block> | undefined;
  const isLeft = ({ id, children, source }: Container) => {
    if (children.length > 0 || id === null || source !== null) return false;
    byId ??= blocksById(original);
    const before = byId.get(id);
    return before !== undefined && decisionOf(childrenOf(before)[0]) !== undefined;
  };
  return withoutFrames(edited, isLeft);
}

/** The items, lists and quotes that held nothing else go as well. */
function withoutFrames(blocks: readonly Block[], isLeft: (block: Container) => boolean): readonly Block[] {
  const rest = blocks.flatMap((block): readonly Block[] => {
    if (block.type === 'container' && isLeft(block)) return [];
    if (!isParent(block) || block.source !== null) return [block];
    const children = withoutFrames(block.children, isLeft);
    if (children === block.children) return [block];
    const isFrame = block.type === 'item' || block.type === 'list' || block.type === 'quote';
    return isFrame && children.length === 0 ? [] : [{ ...block, children } as Block];
  });
  return rest.length === blocks.length && rest.every((block, i) => block === blocks[i]) ? blocks : rest;
}
