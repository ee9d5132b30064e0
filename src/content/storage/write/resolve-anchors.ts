import { canonicalHref, decodePart } from '../../macros/link.js';
import type { Block } from '../../model/block.js';
import { isLeaf, walk } from '../../model/block.js';
import { plainText } from '../../model/inline.js';

/**
 * Gives links of new blocks that name a heading as other tools do (`#set-up`, and `#set-up-1` for the second one of that name) the
 * anchor that Confluence has for it: its text, and `.1` behind that of the second one. Returns warnings of those that lead to none, or
 * to several; `page` has all blocks in their order, `isKnown` tells of anchors that are there already.
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
  const titles = anchorsBySlug(page);
  const warnings = new Set<string>();
  for (const { token, anchor } of open) {
    const found = titles.get(slugOf(anchor)) ?? titles.get(slugOf(anchor.replace(/[._](?=\d+$)/, '-'))) ?? [];
    const [title] = found;
    if (title !== undefined && found.length === 1) token.link = canonicalHref(`#${title}`);
    else
      warnings.add(
        `The link to "#${anchor}" matches ${title === undefined ? 'no heading' : 'several headings'} on the page.`,
      );
  }
  return [...warnings];
}

/** The anchors of headings by their slug. Of those that share one, the second of a title goes by the slug with `-1`, as on GitHub. */
function anchorsBySlug(blocks: readonly Block[]): Map<string, string[]> {
  const counts = new Map<string, number>();
  walk(blocks, (block) => {
    if (block.type !== 'heading') return;
    const title = plainText(block.content);
    counts.set(title, (counts.get(title) ?? 0) + 1);
  });
  const bySlug = new Map<string, string[]>();
  const add = (slug: string, anchor: string) => {
    if (!bySlug.get(slug)?.push(anchor)) bySlug.set(slug, [anchor]);
  };
  for (const title of counts.keys()) add(slugOf(title), title);
  for (const [title, count] of counts) {
    for (let n = 1; n < count; n++) {
      const slug = `${slugOf(title)}-${n}`;
      if (!bySlug.has(slug)) add(slug, `${title}.${n}`);
    }
  }
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
