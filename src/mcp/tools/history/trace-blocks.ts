import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Page, PageVersion } from '../../../confluence/index.js';
import type { ToolContext } from '../define-tool.js';

/** The version that brought a block as it is. */
export type Origin = PageVersion;

interface TracedBlock {
  readonly text: string;
  /** Whether anybody asks for its origin. */
  readonly isWanted: boolean;
}

interface Trace {
  /** For each block; undefined when it is older than all versions that were looked at. */
  readonly origins: readonly (Origin | undefined)[];
  /** Versions below this were not looked at; absent when every block has its origin. */
  readonly unexaminedBefore?: number;
}

/** Versions that are fetched at once. */
const atOnce = 4;

/**
 * The blocks of versions that never change, as digests, by page, number and time: numbers move up when a version in
 * between is deleted. Whoever comes to them has just read the page.
 */
const remembered = new LRUCache<string, readonly string[]>({ max: 2_000, maxSize: 400_000, sizeCalculation: sizeOf });

function sizeOf(blocks: readonly string[]): number {
  return blocks.length + 1;
}

/**
 * Goes back through the versions until each wanted block has the one that brought it: the newest whose predecessor has
 * no such block. A block that only moved is none that changed. Of equal blocks the last ones count as the newest.
 */
export async function traceBlocks(
  page: Page,
  blocks: readonly TracedBlock[],
  versions: readonly PageVersion[],
  context: ToolContext,
): Promise<Trace> {
  const digests = blocks.map(({ text }) => digestOf(text));
  const origins: (Origin | undefined)[] = blocks.map(() => undefined);
  const open = new Set(blocks.keys());
  const isDone = () => ![...open].some((at) => blocks[at]?.isWanted === true);
  for (let at = 0; at + 1 < versions.length && !isDone(); at += atOnce) {
    context.progress(at, versions.length, `Comparing with version ${versions[at + 1]?.number ?? 0}`);
    const older = versions.slice(at + 1, at + 1 + atOnce);
    const texts = await Promise.all(older.map((version) => blocksOf(page, version, context)));
    for (const [step, before] of texts.entries()) settle(open, digests, before, origins, versions[at + step]);
  }
  const oldest = versions.at(-1);
  if (oldest?.number === 1) for (const at of open) origins[at] = oldest;
  if (isDone() || oldest?.number === 1) return { origins };
  return { origins, unexaminedBefore: oldest?.number ?? page.version };
}

/** Gives the blocks that the version before did not have to `version`, which brought them. */
function settle(
  open: Set<number>,
  digests: readonly string[],
  before: readonly string[],
  origins: (Origin | undefined)[],
  version: PageVersion | undefined,
): void {
  const left = new Map<string, number>();
  for (const digest of before) left.set(digest, (left.get(digest) ?? 0) + 1);
  for (const at of [...open]) {
    const digest = digests[at] ?? '';
    const count = left.get(digest) ?? 0;
    left.set(digest, count - 1);
    if (count > 0) continue;
    open.delete(at);
    origins[at] = version;
  }
}

async function blocksOf(
  page: Page,
  version: PageVersion,
  { confluence, content }: ToolContext,
): Promise<readonly string[]> {
  const key = `${page.url} ${version.number} ${version.createdAt ?? ''}`;
  const known = version.createdAt === null ? undefined : remembered.get(key);
  if (known !== undefined) return known;
  const { body } = await confluence.pages.get(page.id, { version: version.number });
  const digests = (await content.toBlocks(body)).map(({ text }) => digestOf(text));
  if (version.createdAt !== null) remembered.set(key, digests);
  return digests;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
