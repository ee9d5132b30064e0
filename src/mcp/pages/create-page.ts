import type { Confluence, PageSummary } from '../../confluence/index.js';
import { isAppError } from '../../errors.js';
import type { ToolContext } from '../define-tool.js';
import { newBody } from './new-body.js';
import type { ContentFormat } from './new-body.js';
import { refuseTakenTitle } from './refuse-taken-title.js';

export interface CreateRequest {
  readonly space_key: string;
  readonly title: string;
  readonly content: string;
  readonly content_format: ContentFormat;
  readonly parent_id?: string | undefined;
  readonly content_type: 'page' | 'blogpost';
  readonly status: 'current' | 'draft';
  readonly labels?: string[] | undefined;
  readonly dry_run: boolean;
}

/** Creates a page, then labels it. A page whose labels failed exists: that is a warning, not an error. */
export async function createPage(request: CreateRequest, context: ToolContext) {
  const { storage, warnings } = await newBody(request.content, request.content_format, context.content);
  if (request.dry_run) return previewCreation(request, storage, warnings, context);
  const steps = request.labels === undefined ? 1 : 2;
  const page = await context.confluence.pages.create({
    type: request.content_type,
    spaceKey: request.space_key,
    title: request.title,
    body: storage,
    status: request.status,
    parentId: request.parent_id,
  });
  context.progress(1, steps, 'Page created');
  const failures = await addLabels(context.confluence, page, request.labels);
  return acknowledge(page, [...warnings, ...failures]);
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
    return [`The page was created, but its labels were not added (${code}). Use confluence_add_labels.`];
  }
}

/** Checks what Confluence would refuse, and shows what would be there. */
async function previewCreation(request: CreateRequest, storage: string, warnings: string[], context: ToolContext) {
  const { diffMarkdown, diffStorage } = context.content;
  const { pages, spaces } = context.confluence;
  await Promise.all([
    spaces.get(request.space_key),
    request.content_type === 'page'
      ? refuseTakenTitle(context.confluence, request.space_key, request.title)
      : undefined,
    request.parent_id === undefined ? undefined : pages.get(request.parent_id),
  ]);
  const diff = await (request.content_format === 'storage' ? diffStorage : diffMarkdown)('', storage);
  const summary = { id: null, title: request.title, changed: true, dry_run: true, diff };
  return warnings.length === 0 ? summary : { ...summary, warnings };
}
