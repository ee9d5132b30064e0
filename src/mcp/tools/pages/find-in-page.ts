import { z } from 'zod';
import { limit, line, pageId } from '../../schemas/input.js';
import { foreignText } from '../../schemas/output.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { findUserNames } from '../people.js';
import { renderUrl } from '../render.js';

const input = z.strictObject({
  page_id: pageId,
  query: line(500).describe('Words or a phrase.'),
  limit: limit(10, 50),
});

const match = z.object({
  block_id: z.string(),
  heading_path: z.array(foreignText),
  text: foreignText,
  before: foreignText,
  after: foreignText,
});
const output = z.object({
  page_id: z.string(),
  title: foreignText,
  version: z.int(),
  url: z.string(),
  matches: z.array(match),
  total: z.int(),
});

/** confluence_find_in_page: the places of one page that hold some words. */
export const findInPage = defineTool({
  name: 'confluence_find_in_page',
  title: 'Find in page',
  toolset: 'pages',
  effect: 'read',
  description: 'Find words in one page: the paragraphs, items and table rows, with headings and block ids.',
  input,
  output,
  isProse: true,
  run: find,
  render: ({ page_id: id, title, version, url, matches, total }, fence) => {
    const head = `Page ${id}, version ${version}. ${renderUrl(url)}`;
    if (matches.length === 0) return `${head}\nNo match on this page. Try fewer or other words.\n${fence(title)}`;
    const blocks = matches.map(renderMatch).join('\n\n');
    return `${head}\n${matches.length} of ${total} matches:\n${fence(`Title: ${title}\n\n${blocks}`)}`;
  },
});

type FindRequest = z.output<typeof input>;

async function find({ page_id: pageId, query, limit: most }: FindRequest, { confluence, content }: ToolContext) {
  const page = await confluence.pages.get(pageId);
  const options = { userNames: await findUserNames(confluence, [page.body]) };
  const found = await content.findInPage(page.body, { query, limit: most, options });
  const { id, title, version, url } = page;
  const matches = found.matches.map(({ id: block, headingPath, ...match }) => ({
    block_id: block,
    heading_path: [...headingPath],
    ...match,
  }));
  const isPartial = matches.length > 0 && !found.hasAllWords;
  const warnings = isPartial ? ['No block has all of these words; these blocks have most of them.'] : [];
  return { page_id: id, title, version, url, matches, total: found.total, ...(isPartial && { warnings }) };
}

function renderMatch({ block_id: id, heading_path: path, text, before, after }: z.output<typeof match>): string {
  const where = `[${id}]${path.length === 0 ? '' : ` ${path.join(' > ')}`}`;
  const around = [before === '' ? '' : `(before: ${before})`, text, after === '' ? '' : `(after: ${after})`];
  return [where, ...around.filter((part) => part !== '')].join('\n');
}
