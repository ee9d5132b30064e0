import { cleanText, readStoragePart } from '../../content/index.js';
import type { Confluence, Page } from '../../confluence/index.js';
import { AppError } from '../../errors.js';
import type { ToolContext } from '../define-tool.js';
import { toPageFields } from '../to-output.js';
import { decodePageCursor, encodePageCursor } from './page-cursor.js';
import type { PageCursor } from './page-cursor.js';
import { findUserNames } from './user-names.js';

export interface PageRequest {
  readonly page_id?: string | undefined;
  readonly title?: string | undefined;
  readonly space_key?: string | undefined;
  readonly format: 'markdown' | 'storage' | 'view' | 'outline';
  readonly section?: string | undefined;
  readonly version?: number | undefined;
  readonly max_chars: number;
  readonly cursor?: string | undefined;
}

interface Part {
  readonly content: string;
  readonly nextCursor: string | null;
}

/** Reads one part of a page. A cursor goes on in the version that it came from, or answers VERSION_CONFLICT. */
export async function readPage(request: PageRequest, context: ToolContext) {
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
    const options = { userNames: await findUserNames(confluence, body) };
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
