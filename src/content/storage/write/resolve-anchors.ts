import { canonicalHref, decodePart } from '../../macros/link.js';
import type { Block } from '../../model/block.js';
import { isLeaf, walk } from '../../model/block.js';
import { plainText } from '../../model/inline.js';

/**
 * Gives links of new blocks that name a heading as other tools do (`#set-up`) the anchor that Confluence has for it: its text. Returns
 * warnings of those that lead to none, or to several; `isKnown` tells of anchors that the page has already.
 */
export function resolveAnchors(
  blocks: readonly Block[],
  page: readonly Block[],
  isKnown: (anchor: string) => boolean,
): string[] {
  const links: { token: { link: string | null }; anchor: string }[] = [];
  const anchors = new Set<string>();
  walk(blocks, (block) => {
    if (block.type === 'opaque' && block.macro) anchors.add(block.macro.parameters[''] ?? '');
    if (!isLeaf(block) || block.source) return;
    for (const token of block.content) {
      if (token.link?.startsWith('#')) links.push({ token, anchor: decodePart(token.link.slice(1)) });
      if (token.atom?.kind === 'opaque' && token.atom.macro) anchors.add(token.atom.macro.parameters[''] ?? '');
    }
  });
  const open = links.filter(({ anchor }) => !anchors.has(anchor) && !isKnown(anchor));
  if (open.length === 0) return [];
  const titles = titlesBySlug([...blocks, ...page]);
  const warnings = new Set<string>();
  for (const { token, anchor } of open) {
    const found = titles.get(slugOf(anchor)) ?? [];
    const [title] = found;
    if (title !== undefined && found.length === 1) token.link = canonicalHref(`#${title}`);
    else
      warnings.add(
        `The link to "#${anchor}" leads to ${title === undefined ? 'no heading' : 'several headings'} of the page.`,
      );
  }
  return [...warnings];
}

function titlesBySlug(blocks: readonly Block[]): Map<string, string[]> {
  const titles = new Set<string>();
  walk(blocks, (block) => {
    if (block.type === 'heading') titles.add(plainText(block.content));
  });
  const bySlug = new Map<string, string[]>();
  for (const title of titles) bySlug.set(slugOf(title), [...(bySlug.get(slugOf(title)) ?? []), title]);
  return bySlug;
}

/** A heading's name as GitHub has it in addresses. */
function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\s_-]+/gu, '')
    .replace(/\s/g, '-')
    .replace(/^-+|-+$/g, '');
}
