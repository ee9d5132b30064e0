import { pageScopes } from './page-scopes.js';
import { AppError } from '../../errors.js';
import type { PageSummary } from '../model.js';
import type { PageCopy } from '../page-port.js';
import { contentId, path } from '../transport/path.js';
import type { GroupContext } from './space-cache.js';
import { homepageOf } from './move-page.js';
import { copiedPage } from './wire.js';

/** v1 `copy` of one page without its children. The top of a space is below its homepage, as for new and moved pages. */
export async function copyPage(context: GroupContext, pageId: string, copy: PageCopy): Promise<PageSummary> {
  const source = contentId(pageId, 'page_id');
  const parentId = await parentOf(context, copy);
  const wire = await context.send({
    method: 'POST',
    path: path`/rest/api/content/${source}/copy`,
    query: { expand: 'space,version,ancestors' },
    body: {
      copyAttachments: copy.includeAttachments,
      copyLabels: copy.includeLabels,
      // The look of a page, its width and its editor, is in its properties.
      copyProperties: true,
      destination: { type: 'parent_page', value: parentId },
      pageTitle: copy.title,
    },
    answer: copiedPage,
    subject: `Page ${source} or page ${parentId}`,
    scopes: pageScopes.copy,
    title: copy.title,
    badRequestHint: 'Check the title, and that the page to copy is not a blog post.',
  });
  return {
    id: wire.id,
    type: 'page',
    title: wire.title,
    spaceKey: wire.space.key,
    status: wire.status === 'deleted' ? 'trashed' : wire.status,
    version: wire.version.number,
    parentId: wire.ancestors.at(-1)?.id ?? parentId,
    url: context.site.link(wire._links?.webui, `/pages/viewpage.action?pageId=${wire.id}`),
    updatedAt: wire.version.when ?? null,
  };
}

async function parentOf(context: GroupContext, { parentId, spaceKey }: PageCopy): Promise<string> {
  if (parentId !== undefined) return contentId(parentId, 'parent_id');
  if (spaceKey !== undefined) return homepageOf(context, spaceKey, 'parent_id');
  throw new AppError('INVALID_INPUT', 'The copy needs a place.', {
    hint: 'Name a parent page in parent_id, or a space in space_key.',
    details: { field: 'parent_id' },
  });
}
