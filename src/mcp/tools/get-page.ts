import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { page } from '../outputs.js';
import { cursor, line, pageId, spaceKey, title, version } from '../params.js';
import { readPage } from '../pages/read-page.js';
import { renderMore, renderUrl } from '../render.js';

/** confluence_get_page: a page's text, or its outline. */
const input = z
  .strictObject({
    page_id: pageId.optional(),
    title: title.describe('Exact title, together with space_key, instead of page_id.').optional(),
    space_key: spaceKey.optional(),
    format: z
      .enum(['markdown', 'storage', 'view', 'outline'])
      .default('markdown')
      .describe('outline: headings with ids and sizes. storage: Confluence XML. view: rendered HTML.'),
    section: line(500).describe('Only this section, as markdown: heading text or outline id.').optional(),
    version: version.describe('An older version.').optional(),
    max_chars: z.int().min(200).max(400_000).default(40_000).describe('Cut here, at a block border.'),
    cursor,
  })
  .refine(
    ({ page_id: id, title: name, space_key: key }) => (id === undefined) !== (name === undefined || key === undefined),
    'give either page_id, or title and space_key',
  );

export const getPage = defineTool({
  name: 'confluence_get_page',
  title: 'Get page',
  toolset: 'pages',
  effect: 'read',
  description:
    'Read a page by id, URL, or title and space. For a long page read format "outline" first, then one section. Its version is the expected_version of an update.',
  input,
  output: page,
  run: readPage,
  render: (result, quote) => {
    const { id, version: number, space_key: key, status, format, outline, content = '' } = result;
    const lines = outline?.map(
      (entry) => `${'  '.repeat(entry.level - 1)}- ${entry.title} (${entry.id}, ${entry.chars} chars)`,
    );
    const head = `Page ${id}, version ${number}, space ${key}, ${status}, as ${format}. ${renderUrl(result.url)}`;
    const body = lines === undefined ? content : lines.join('\n') || 'No headings.';
    return `${head}\n${quote(`Title: ${result.title}\n\n${body}`)}${renderMore(result.next_cursor)}`;
  },
});
