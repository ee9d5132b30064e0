import type { Draft } from './content.js';

interface Text {
  title: string;
  storage: string;
}

/**
 * What is left of a draft when the page under it is published with other text: both changes where they touch different
 * blocks, nothing where they meet or where the draft had none of its own. The published text always stands as sent.
 */
export function reconcileDraft(before: Text, after: Text, draft: Draft): Draft | null {
  const storage = mergeBlocks(before.storage, after.storage, draft.storage);
  const title = draft.title === before.title ? after.title : draft.title;
  if (storage === undefined || (storage === after.storage && title === after.title)) return null;
  return { ...draft, title, storage };
}

function mergeBlocks(before: string, after: string, draft: string): string | undefined {
  if (draft === before) return after;
  const base = topLevelBlocks(before);
  const theirs = changeOf(base, topLevelBlocks(after));
  const own = changeOf(base, topLevelBlocks(draft));
  const [first, second] = theirs.start <= own.start ? [theirs, own] : [own, theirs];
  if (first.end > second.start) return undefined;
  return [
    ...base.slice(0, first.start),
    ...first.blocks,
    ...base.slice(first.end, second.start),
    ...second.blocks,
    ...base.slice(second.end),
  ].join('');
}

interface BlockChange {
  /** The blocks of the base that are replaced. */
  start: number;
  end: number;
  blocks: string[];
}

function changeOf(base: readonly string[], other: readonly string[]): BlockChange {
  const most = Math.min(base.length, other.length);
  let start = 0;
  while (start < most && base[start] === other[start]) start += 1;
  let same = 0;
  while (same < most - start && base[base.length - 1 - same] === other[other.length - 1 - same]) same += 1;
  return { start, end: base.length - same, blocks: other.slice(start, other.length - same) };
}

const tokens = /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<(?:"[^"]*"|'[^']*'|[^>"'])*>|[^<]+/g;

/** The source of each element at the top, and of what stands between them. */
export function topLevelBlocks(storage: string): string[] {
  const blocks: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of storage.matchAll(tokens)) {
    if (token.startsWith('</')) depth -= 1;
    else if (/^<[^!]/.test(token) && !token.endsWith('/>')) depth += 1;
    if (depth > 0) continue;
    const end = index + token.length;
    blocks.push(storage.slice(start, end));
    start = end;
  }
  return start < storage.length ? [...blocks, storage.slice(start)] : blocks;
}
