import { z } from 'zod';
import type { Confluence, Page } from '../../../confluence/index.js';
import { cleanText, readStoragePart } from '../../../content/index.js';
import { AppError } from '../../../errors.js';
import { cursor, line, pageId, spaceKey, title, version } from '../../schemas/input.js';
import { page } from '../../schemas/output.js';
import { toPageFields } from '../../schemas/to-output.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { findUserNames } from '../people.js';
import { renderMore, renderUrl } from '../render.js';
import { decodePageCursor, encodePageCursor } from './page-cursor.js';
import type { PageCursor } from './page-cursor.js';

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
  isProse: true,
  // Claude Code keeps longer answers from its model, unless told otherwise.
  meta: { 'anthropic/maxResultSizeChars': 250_000 },
  run: readPage,
  render: (result, fence) => {
    const { id, version: number, space_key: key, status, format, outline, content = '' } = result;
    const lines = outline?.map(
      (entry) => `${'  '.repeat(entry.level - 1)}- ${entry.title} (${entry.id}, ${entry.chars} chars)`,
    );
    const head = `Page ${id}, version ${number}, space ${key}, ${status}, as ${format}. ${renderUrl(result.url)}`;
    const body = lines === undefined ? content : lines.join('\n') || 'No headings.';
    return `${head}\n${fence(`Title: ${result.title}\n\n${body}`)}${renderMore(result.next_cursor)}`;
  },
});

type PageRequest = z.output<typeof input>;

interface Part {
  readonly content: string;
  readonly nextCursor: string | null;
}

/** Reads one part of a page. A cursor goes on in the version that it came from, or answers VERSION_CONFLICT. */
async function readPage(request: PageRequest, context: ToolContext) {
  const { confluence, content } = context;
  const id = request.page_id ?? (await findByTitle(confluence, request));
  const place = request.cursor === undefined ? undefined : decodePageCursor(request.cursor, id);
  const wanted = place === undefined ? request : continued(request, place);
  const representation = wanted.format === 'view' ? 'view' : 'storage';
  const page = await confluence.pages.get(id, { representation, version: wanted.version });
  if (place !== undefined && page.version !== place.version) throw movedOn(page.version);

  const fields = { ...toPageFields(page), format: wanted.format };
  if (wanted.format === 'outline') return { ...fields, outline: await content.toOutline(page.body) };
  const part = await readBody(context, page, wanted, place?.position);
  return { ...fields, content: part.content, ...nextCursorOf(page, wanted, part) };
}

async function findByTitle(confluence: Confluence, { space_key: key = '', title = '' }: PageRequest): Promise<string> {
  const page = await confluence.pages.findByTitle(key, title);
  if (page !== undefined) return page.id;
  throw new AppError(
    'NOT_FOUND',
    'There is no page with this exact title in this space, or this account cannot see it.',
    {
      hint: 'Find it with confluence_search.',
    },
  );
}

function continued(request: PageRequest, place: PageCursor): PageRequest {
  if (request.format !== place.format || (request.section ?? null) !== place.section) {
    throw new AppError('INVALID_INPUT', `cursor: belongs to format "${place.format}" with another section.`, {
      hint: 'Continue with the same format and section, or leave the cursor out.',
    });
  }
  return { ...request, version: place.pinned ? place.version : undefined };
}

function movedOn(currentVersion: number): AppError {
  return new AppError('VERSION_CONFLICT', `The page changed while it was read; it is now version ${currentVersion}.`, {
    hint: 'Read it again from the start, without a cursor.',
    details: { current_version: currentVersion },
  });
}

async function readBody(
  { confluence, content }: ToolContext,
  { body }: Page,
  { format, section, max_chars: maxChars }: PageRequest,
  position: string | undefined,
): Promise<Part> {
  const window = { maxChars, ...(position === undefined ? {} : { cursor: position }) };
  if (format === 'markdown') {
    const options = { userNames: await findUserNames(confluence, [body]) };
    const part = await content.readPart(body, { ...window, options, ...(section === undefined ? {} : { section }) });
    return { content: part.markdown, nextCursor: part.nextCursor };
  }
  if (section !== undefined) {
    throw new AppError('INVALID_INPUT', 'section: only for the format markdown.', { hint: 'Leave section out.' });
  }
  // Storage is shown as it is, so that it can be written back; rendered HTML only to be read.
  const { storage, nextCursor } = readStoragePart(format === 'view' ? cleanText(body) : body, window);
  return { content: storage, nextCursor };
}

function nextCursorOf(page: Page, { format, section, version }: PageRequest, { nextCursor }: Part) {
  if (nextCursor === null) return {};
  const place = { page: page.id, version: page.version, pinned: version !== undefined, position: nextCursor };
  return { next_cursor: encodePageCursor({ ...place, format, section: section ?? null }) };
}
