import { z } from 'zod';
import type { Confluence } from '../../../confluence/index.js';
import { AppError, notFound } from '../../../errors.js';
import { defineTool } from '../define-tool.js';
import { write } from '../../schemas/output.js';
import { dryRun, pageId } from '../../schemas/input.js';
import { renderWrite } from '../render.js';
import { pagesBelow } from './page-place.js';
import { refuseForbidden } from '../rights.js';

const input = z.strictObject({
  page_id: pageId,
  purge: z.boolean().default(false).describe('Permanently delete a page that is in the trash.'),
  dry_run: dryRun,
});

/** confluence_delete_page: to the trash, or with purge for good. */
export const deletePage = defineTool({
  name: 'confluence_delete_page',
  title: 'Delete page',
  toolset: 'pages',
  effect: 'delete',
  description: 'Move a page to the trash.',
  input,
  output: write,
  writes: ({ page_id: page }) => ({ page }),
  run: async ({ page_id: id, purge, dry_run: isPreview }, { confluence, confirm }) => {
    if (!isPreview) {
      await confirm(async () => {
        const { title, version, spaceKey } = await confluence.pages.summary(id);
        const page = `page "${title}" (id ${id}, space ${spaceKey}, version ${version})`;
        return { message: purge ? `Permanently delete the ${page}?` : `Move the ${page} to the trash?`, version };
      });
      await confluence.pages.delete(id, { purge });
      return { id, changed: true, dry_run: false };
    }
    return previewDeletion(id, purge, confluence);
  },
  render: (result, fence, { purge }) => renderWrite(purge ? 'deleted for good' : 'moved to the trash', result, fence),
});

/** Finds what Confluence would refuse, and what a delete means for the pages below. */
async function previewDeletion(id: string, purge: boolean, confluence: Confluence) {
  const { pages, spaces } = confluence;
  const page = await pages.summary(id);
  const { title, version, url, status, spaceKey, type } = page;
  await refuseForbidden(confluence, { page: id }, purge ? ['purge'] : ['delete']);
  const preview = { id, title, version, url, changed: true, dry_run: true, diff: `- ${title}` };
  if (purge) {
    if (status === 'trashed') return preview;
    throw new AppError('INVALID_INPUT', `Page ${id} is not in the trash.`, {
      hint: 'Only a page that is already in the trash can be purged: delete it first.',
      details: { field: 'purge' },
    });
  }
  if (status === 'trashed') throw notFound(`Page ${id}`);
  if (type === 'blogpost' || status === 'draft') return preview;
  const [{ homepageId }, below] = await Promise.all([spaces.get(spaceKey), pagesBelow(confluence, id)]);
  if (homepageId === id) {
    throw new AppError('INVALID_INPUT', `Page ${id} is the homepage of space ${spaceKey}, which cannot be deleted.`, {
      hint: 'Choose another page.',
    });
  }
  if (below.items.length === 0) return preview;
  return { ...preview, warnings: [`The page has ${below.words}. They are kept, and move up to its parent.`] };
}
