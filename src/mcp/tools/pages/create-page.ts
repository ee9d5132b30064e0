import { z } from 'zod';
import type { Confluence, PageSummary } from '../../../confluence/index.js';
import { isAppError } from '../../../errors.js';
import { dryRun, labels, parentId, prose, spaceKey, title } from '../../schemas/input.js';
import { creation } from '../../schemas/output.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { resolveReferences } from '../references/resolve-references.js';
import { renderWrite } from '../render.js';
import { findParentIn, refused } from './page-place.js';
import { findUserNames } from '../people.js';
import { refuseForbidden } from '../rights.js';
import { refuseTakenTitle, titleTakenBy } from './page-titles.js';

const input = z.strictObject({
  space_key: spaceKey,
  title: title.describe('Unique within the space.'),
  content: prose.default('').describe('The body, without the title as a heading.'),
  content_format: z.enum(['markdown', 'storage', 'wiki']).default('markdown').describe('storage is Confluence XML.'),
  parent_id: parentId.describe('The space homepage by default.').optional(),
  content_type: z.enum(['page', 'blogpost', 'live_doc']).default('page').describe('What to create.'),
  status: z.enum(['current', 'draft']).default('current').describe('draft is not published.'),
  labels: labels.describe('Labels to put on it.').optional(),
  dry_run: dryRun,
});

/** confluence_create_page: a new page or blog post. */
export const createPage = defineTool({
  name: 'confluence_create_page',
  title: 'Create page',
  toolset: 'pages',
  effect: 'create',
  description: 'Create a page or blog post from Markdown or storage format.',
  input,
  output: creation,
  writes: ({ space_key: space, parent_id: parent }) => ({ space, parent }),
  run: (request, context) => createNewPage(request, context),
  render: (result, fence, { status }) =>
    renderWrite(status === 'draft' ? 'created as a draft' : 'created', result, fence),
});

type CreateRequest = z.output<typeof input>;

/** Creates a page, then labels it. A page whose labels failed exists: that is a warning, not an error. */
export async function createNewPage(request: CreateRequest, context: ToolContext, known: readonly string[] = []) {
  const { storage, warnings: own } = await newBody(request, context);
  const warnings = [...known, ...own];
  if (request.dry_run) return previewCreation(request, storage, warnings, context);
  const steps = request.labels === undefined ? 1 : 2;
  const creating = context.confluence.pages.create({
    type: request.content_type === 'blogpost' ? 'blogpost' : 'page',
    live: request.content_type === 'live_doc' ? true : undefined,
    representation: request.content_format === 'wiki' ? 'wiki' : undefined,
    spaceKey: request.space_key,
    title: request.title,
    body: storage,
    status: request.status,
    parentId: request.parent_id,
  });
  const page = await creating.catch(async (error: unknown) => {
    throw await nameHolderOf(error, request, storage, context);
  });
  context.progress(1, steps, 'Page created');
  const failures = await addLabels(context.confluence, page, request.labels);
  const draft = request.status === 'draft' ? [unpublished] : [];
  return acknowledge(page, [...draft, ...warnings, ...failures]);
}

const unpublished = 'The page is a draft. Publish it with confluence_update_page and status "current".';

/** Whose title is taken: a call whose answer was lost may have created that very page, and must not be made again. */
async function nameHolderOf(error: unknown, request: CreateRequest, storage: string, context: ToolContext) {
  if (!isAppError(error) || error.details['field'] !== 'title') return error;
  const { pages } = context.confluence;
  const { space_key: spaceKey, title: name, content_format: format } = request;
  try {
    const holder = await pages.findByTitle(spaceKey, name, { archived: true });
    if (holder === undefined) return error;
    const { body } = await pages.get(holder.id);
    const isSame = format !== 'wiki' && (await context.content.diffMarkdown(body, storage)) === '';
    return titleTakenBy(holder.id, { hasSameText: isSame, isArchived: holder.status === 'archived' });
  } catch (failure) {
    if (isAppError(failure)) return error;
    throw failure;
  }
}

function acknowledge({ id, title, version, url }: PageSummary, warnings: string[]) {
  return { id, title, version, url, changed: true, dry_run: false, ...(warnings.length === 0 ? {} : { warnings }) };
}

async function addLabels(confluence: Confluence, page: PageSummary, labels: string[] | undefined): Promise<string[]> {
  if (labels === undefined) return [];
  try {
    await confluence.labels.add(page.id, labels);
    return [];
  } catch (error) {
    const code = isAppError(error) ? error.code : 'INTERNAL';
    return [`The page was created, but its labels were not added (${code}). Add them with confluence_add_labels.`];
  }
}

/** Checks what Confluence would refuse, and shows what would be there. */
async function previewCreation(request: CreateRequest, storage: string, warnings: string[], context: ToolContext) {
  const { confluence } = context;
  const isLive = request.content_type === 'live_doc';
  await confluence.pages.assertSupported({ live: isLive });
  if (isLive && request.status === 'draft') throw refused('status', 'a live doc has no drafts.');
  const { key } = await confluence.spaces.get(request.space_key);
  const isPage = request.content_type !== 'blogpost';
  const { parent_id: parent, status, title: name } = request;
  if (!isPage && parent !== undefined) throw refused('parent_id', 'blog posts have no place in the page tree.');
  await Promise.all([
    // What is not published may have any title.
    isPage && status === 'current' ? refuseTakenTitle(confluence, key, name) : undefined,
    parent === undefined ? undefined : findParentIn(confluence, parent, key),
    refuseForbidden(confluence, { space: key }, [isPage ? 'create page' : 'create blogpost']),
  ]);
  const diff = await diffOfNew(request.content_format, storage, context);
  const summary = { id: null, title: request.title, changed: true, dry_run: true, diff };
  return warnings.length === 0 ? summary : { ...summary, warnings };
}

/** All of a new page as lines that are added, in the format that it was sent in; mentions by name. */
async function diffOfNew(
  format: CreateRequest['content_format'],
  storage: string,
  { content, confluence }: ToolContext,
): Promise<string> {
  if (format === 'wiki') return storage.replaceAll(/^/gm, '+');
  if (format === 'storage') return content.diffStorage('', storage);
  return content.diffMarkdown('', storage, { userNames: await findUserNames(confluence, [storage]) });
}

/** Storage for content that starts something new; there is no page to compare it with. */
async function newBody(
  { content: text, content_format: format, space_key: spaceKey, title: name }: CreateRequest,
  context: ToolContext,
): Promise<{ storage: string; warnings: string[] }> {
  const { content } = context;
  if (format === 'markdown') {
    const home = { spaceKey, pageId: null, title: name };
    return resolveReferences(
      (people) => content.toStorage(text, people && { people }),
      () => home,
      context,
    );
  }
  // Confluence turns wiki markup into storage itself.
  await (format === 'wiki' ? content.assertWiki(text) : content.assertWellFormed(text));
  return { storage: text, warnings: [] };
}
