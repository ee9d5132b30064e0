import { z } from 'zod';
import type { PageVersion } from '../../../confluence/index.js';
import { line, pageId } from '../../schemas/input.js';
import { foreignText, user } from '../../schemas/output.js';
import { toUser } from '../../schemas/to-output.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { findUserNames } from '../people.js';
import { renderPeople, renderUrl } from '../render.js';
import { traceBlocks } from './trace-blocks.js';
import type { Origin } from './trace-blocks.js';

const input = z.strictObject({
  page_id: pageId,
  section: line(500).describe('Only this section: heading text or outline id.').optional(),
  max_versions: z.int().min(1).max(100).default(30).describe('Most versions to look back.'),
});

const block = z.object({
  id: z.string(),
  heading_path: z.array(foreignText),
  text: foreignText,
  author: user.nullable(),
  version: z.int().nullable(),
  changed_at: z.string().nullable(),
});
const output = z.object({
  page_id: z.string(),
  title: foreignText,
  version: z.int(),
  url: z.string(),
  blocks: z.array(block),
  unexamined_before: z.int().optional(),
});

/** confluence_get_page_blame: who last changed each block of a page. */
export const getPageBlame = defineTool({
  name: 'confluence_get_page_blame',
  title: 'Get page blame',
  toolset: 'history',
  effect: 'read',
  description:
    'Show who last changed each block of a page, in which version and when. Blocks older than the versions looked at have no author.',
  input,
  output,
  run: blame,
  render: ({ page_id: id, title, version, url, blocks, unexamined_before: before }, fence) => {
    const head = `Page ${id}, version ${version}. ${renderUrl(url)}`;
    const bound =
      before === undefined
        ? ''
        : `\nVersions before ${before} were not read: blocks without an author are from that version or older. Set a larger max_versions to include them.`;
    const person = renderPeople();
    return `${head}${bound}\n${fence([`Title: ${title}`, ...blocks.map((one) => renderBlock(one, person))].join('\n'))}`;
  },
});

type BlameRequest = z.output<typeof input>;

const mostText = 200;

async function blame({ page_id: pageId, section, max_versions: most }: BlameRequest, context: ToolContext) {
  const { confluence, content, progress } = context;
  progress(0, 1, 'Reading the page and its versions');
  const [page, versions] = await Promise.all([confluence.pages.get(pageId), listVersions(pageId, most + 1, context)]);
  const options = { userNames: await findUserNames(confluence, [page.body]) };
  const [blocks, shown] = await Promise.all([
    content.toBlocks(page.body),
    content.toBlocks(page.body, section, options),
  ]);
  const places = new Map(shown.map((one) => [one.id, one]));
  // What was published between the two requests is not on the page that was read.
  const known = versions.filter(({ number }) => number <= page.version);
  const wanted = blocks.map(({ id, text }) => ({ text, isWanted: places.has(id) }));
  const { origins, unexaminedBefore } = await traceBlocks(page, wanted, known, context);
  const { id, title, version, url } = page;
  return {
    ...{ page_id: id, title, version, url },
    blocks: blocks.flatMap(({ id: blockId }, at) => {
      const place = places.get(blockId);
      if (place === undefined) return [];
      const { headingPath, text } = place;
      return [{ id: blockId, heading_path: [...headingPath], text: firstOf(text), ...toOrigin(origins[at]) }];
    }),
    ...(unexaminedBefore !== undefined && { unexamined_before: unexaminedBefore }),
  };
}

async function listVersions(pageId: string, most: number, { confluence }: ToolContext): Promise<PageVersion[]> {
  const versions: PageVersion[] = [];
  let cursor: string | undefined;
  do {
    const limit = Math.min(50, most - versions.length);
    const page = await confluence.history.list(pageId, { limit, cursor });
    versions.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && versions.length < most);
  return versions;
}

function toOrigin(origin: Origin | undefined) {
  if (origin === undefined) return { author: null, version: null, changed_at: null };
  return { author: toUser(origin.author), version: origin.number, changed_at: origin.createdAt };
}

function firstOf(text: string): string {
  const words = text.replace(/\s+/gu, ' ').trim();
  return words.length <= mostText ? words : `${words.slice(0, mostText).replace(/[\uD800-\uDBFF]$/, '')} …`;
}

function renderBlock(
  { id, heading_path: path, text, author, version, changed_at: at }: z.output<typeof block>,
  person: ReturnType<typeof renderPeople>,
): string {
  const where = `[${id}]${path.length === 0 ? '' : ` ${path.join(' > ')}`}`;
  const who =
    author === null
      ? 'older than the versions that were read'
      : `version ${version}, ${at ?? 'unknown time'}, ${person(author)}`;
  return `- ${where}: ${who}\n  ${text}`;
}
