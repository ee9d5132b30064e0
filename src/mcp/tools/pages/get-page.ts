import { z } from 'zod';
import type { Confluence, Page, PageWithFacts } from '../../../confluence/index.js';
import { cleanText, readStoragePart } from '../../../content/index.js';
import type { OutlineEntry } from '../../../content/index.js';
import { AppError } from '../../../errors.js';
import { cursor, line, pageId, spaceKey, title, version } from '../../schemas/input.js';
import { page } from '../../schemas/output.js';
import { toPageFacts, toPageFields } from '../../schemas/to-output.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { findUserNames, toPerson } from '../people.js';
import { decodePageCursor, encodePageCursor } from './page-cursor.js';
import type { PageCursor } from './page-cursor.js';
import { fitOutline, readLead, topHeadings } from './page-outline.js';
import { renderPage } from './render-page.js';

const input = z
  .strictObject({
    page_id: pageId.optional(),
    title: title.describe('Exact title, together with space_key, instead of page_id.').optional(),
    space_key: spaceKey.optional(),
    format: z
      .enum(['markdown', 'storage', 'view', 'outline', 'summary'])
      .default('markdown')
      .describe('outline: headings with ids and sizes. summary: facts and lead. storage: XML. view: HTML.'),
    section: line(500).describe('Only this section, by heading text or outline id.').optional(),
    version: version.describe('An older version.').optional(),
    max_chars: z.int().min(200).max(400_000).default(40_000).describe('Cut here, at a block border.'),
    cursor,
  })
  .refine(
    ({ page_id: id, title: name, space_key: key }) => (id === undefined) !== (name === undefined || key === undefined),
    'give either page_id, or title and space_key',
  );

/** confluence_get_page: a page's text, or its outline. */
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
  render: renderPage,
});

type PageRequest = z.output<typeof input>;

interface Part {
  readonly content?: string;
  readonly outline?: OutlineEntry[];
  readonly warnings?: string[];
  readonly nextPosition: string | null;
}

/** Reads one part of a page. A cursor goes on in the version that it came from, or answers VERSION_CONFLICT. */
async function readPage(request: PageRequest, context: ToolContext) {
  const { confluence } = context;
  const id = request.page_id ?? (await findByTitle(context, request));
  const place = request.cursor === undefined ? undefined : decodePageCursor(request.cursor, id);
  const wanted = place === undefined ? request : continued(request, place);
  const representation = wanted.format === 'view' ? 'view' : 'storage';
  const page = await confluence.pages.read(id, { representation, version: wanted.version });
  if (place !== undefined && page.version !== place.version) throw movedOn(page.version);

  const { nextPosition, ...part } = await readPart(context, page, wanted, place?.position);
  const nextCursor = nextCursorOf(page, wanted, nextPosition);
  const facts = wanted.version === undefined ? toPageFacts(page) : await withEditor(page, confluence);
  return { format: wanted.format, ...toPageFields(page), ...facts, ...part, ...nextCursor };
}

/** What the site tells along with a page names those who had to do with its present version; whoever wrote an older one is asked for. */
async function withEditor(page: PageWithFacts, confluence: Confluence): Promise<ReturnType<typeof toPageFacts>> {
  const facts = toPageFacts(page);
  const { last_editor: editor } = facts;
  if (editor === null || editor.name !== editor.id) return facts;
  return { ...facts, last_editor: toPerson(editor.id, await findUserNames(confluence, [], [editor.id])) };
}

async function findByTitle(
  { confluence }: ToolContext,
  { space_key: key = '', title = '' }: PageRequest,
): Promise<string> {
  const page = await confluence.pages.findByTitle(key, title);
  if (page !== undefined) return page.id;
  const near = await confluence.pages.nearestTitles(key, title, 3);
  // Within a space Confluence takes no two titles that differ in nothing but their case and blanks.
  const same = near.filter((one) => foldTitle(one.title) === foldTitle(title));
  if (same[0] !== undefined && same.length === 1) return same[0].id;
  const names = near.map((one) => `"${one.title}" (id ${one.id})`).join(', ');
  throw new AppError(
    'NOT_FOUND',
    'There is no page with this exact title in this space, or it is not visible to this account.',
    {
      hint: `${near.length === 0 ? '' : `The nearest titles are ${names}. `}Find others with confluence_search.`,
      ...(near.length > 0 && { details: { candidates: near.map((one) => one.id) } }),
    },
  );
}

function foldTitle(title: string): string {
  return title.normalize().replaceAll(/\s+/gu, ' ').trim().toLowerCase();
}

function continued(request: PageRequest, place: PageCursor): PageRequest {
  if (request.format !== place.format || (request.section ?? null) !== place.section) {
    throw new AppError('INVALID_INPUT', `cursor: it belongs to another format ("${place.format}") or section.`, {
      hint: 'Continue with the same format and section, or leave the cursor out.',
    });
  }
  return { ...request, version: place.pinned ? place.version : undefined };
}

function movedOn(currentVersion: number): AppError {
  return new AppError(
    'VERSION_CONFLICT',
    `The page was changed while it was being read; it is now at version ${currentVersion}.`,
    {
      hint: 'Read it again from the start, without a cursor.',
      details: { current_version: currentVersion },
    },
  );
}

function readPart(context: ToolContext, page: Page, request: PageRequest, position: string | undefined): Promise<Part> {
  if (request.format === 'outline') return readOutline(context, page, request, position);
  if (request.format === 'markdown') return readMarkdown(context, page, request, position);
  if (request.section !== undefined) {
    throw new AppError('INVALID_INPUT', 'section: only the formats markdown and outline have sections.', {
      hint: 'Leave section out.',
    });
  }
  return request.format === 'summary' ? readSummary(context, page) : readBody(page, request, position);
}

async function readMarkdown(
  { confluence, content }: ToolContext,
  { body }: Page,
  { section, max_chars: maxChars }: PageRequest,
  position: string | undefined,
): Promise<Part> {
  const options = { userNames: await findUserNames(confluence, [body]) };
  const part = await content.readPart(body, {
    ...{ maxChars, options },
    ...(position !== undefined && { cursor: position }),
    ...(section !== undefined && { section }),
  });
  return { content: part.markdown, nextPosition: part.nextCursor };
}

async function readOutline(
  { content }: ToolContext,
  { body }: Page,
  { section }: PageRequest,
  position: string | undefined,
): Promise<Part> {
  const { warnings, ...shown } = fitOutline(await content.toOutline(body, section), position);
  return { ...shown, ...(warnings.length > 0 && { warnings }) };
}

async function readSummary(context: ToolContext, { body }: Page): Promise<Part> {
  const { confluence, content } = context;
  const options = { userNames: await findUserNames(confluence, [body]) };
  const [lead, headings] = await Promise.all([readLead(body, context, options), content.toOutline(body)]);
  const { outline } = fitOutline(topHeadings(headings));
  return { content: lead, outline, nextPosition: null };
}

/** Storage is shown as it is, so that it can be written back; rendered HTML only to be read. */
function readBody(
  { body }: Page,
  { format, max_chars: maxChars }: PageRequest,
  position: string | undefined,
): Promise<Part> {
  const window = { maxChars, ...(position !== undefined && { cursor: position }) };
  const { storage, nextCursor } = readStoragePart(format === 'view' ? cleanText(body) : body, window);
  return Promise.resolve({ content: storage, nextPosition: nextCursor });
}

function nextCursorOf(page: Page, { format, section, version }: PageRequest, nextPosition: string | null) {
  if (nextPosition === null) return {};
  const place = { page: page.id, version: page.version, pinned: version !== undefined, position: nextPosition };
  return { next_cursor: encodePageCursor({ ...place, format, section: section ?? null }) };
}
