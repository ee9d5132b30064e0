import type { Block } from '../../model/block.js';
import { isLeaf, walk } from '../../model/block.js';
import { namePattern, textOf } from './find-references.js';

/**
 * Warns of names with an `@` that an edit brings where the page has the same as plain text. Nobody can tell which of them is meant to stay
 * text, so that none is looked up: `edited` has all blocks of the page, `fresh` those that are new.
 */
export function warnOfNames(before: readonly Block[], edited: readonly Block[], fresh: readonly Block[]): string[] {
  const names = countNames(fresh, (block) => !block.source);
  if (names.size === 0) return [];
  const old = countNames(before);
  if (![...names.keys()].some((name) => old.has(name))) return [];
  const now = countNames(edited);
  return [...names.keys()]
    .filter((name) => old.has(name) && (now.get(name) ?? 0) > (old.get(name) ?? 0))
    .map(
      (name) => `"@${name}" was kept as text, as elsewhere on the page: write [@${name}](user:ID) to mention somebody.`,
    );
}

/** How often each name stands in the text of blocks. */
function countNames(blocks: readonly Block[], isWanted: (block: Block) => boolean = () => true): Map<string, number> {
  const counts = new Map<string, number>();
  walk(blocks, (block) => {
    if (!isLeaf(block) || !isWanted(block)) return;
    for (const [, name = ''] of textOf(block.content).matchAll(namePattern))
      counts.set(name, (counts.get(name) ?? 0) + 1);
  });
  return counts;
}
