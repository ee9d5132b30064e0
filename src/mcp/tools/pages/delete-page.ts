import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { write } from '../../schemas/output.js';
import { dryRun, pageId } from '../../schemas/input.js';
import { renderWrite } from '../render.js';

/** confluence_delete_page: to the trash, or with purge for good. */
const input = z.strictObject({
  page_id: pageId,
  purge: z.boolean().default(false).describe('Delete for good what is in the trash already.'),
  dry_run: dryRun,
});

export const deletePage = defineTool({
  name: 'confluence_delete_page',
  title: 'Delete page',
  toolset: 'pages',
  effect: 'delete',
  description: 'Move a page to the trash, where Confluence can restore it.',
  input,
  output: write,
  writes: ({ page_id: page }) => ({ page }),
  run: async ({ page_id: id, purge, dry_run: isPreview }, { confluence, confirm }) => {
    if (!isPreview) {
      await confirm(async () => {
        const { title, version, spaceKey } = await confluence.pages.summary(id);
        const page = `page "${title}" (id ${id}, space ${spaceKey}, version ${version})`;
        return { message: purge ? `Delete the ${page} for good?` : `Move the ${page} to the trash?`, version };
      });
      await confluence.pages.delete(id, { purge });
      return { id, changed: true, dry_run: false };
    }
    const { title, version, url } = await confluence.pages.get(id);
    return { id, title, version, url, changed: true, dry_run: true, diff: `- ${title}` };
  },
  render: (result, fence, { purge }) => renderWrite(purge ? 'deleted for good' : 'moved to the trash', result, fence),
});
