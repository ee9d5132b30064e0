import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { missingOrForbidden } from '../port-access.js';
import { write } from '../../schemas/output.js';
import { attachmentId, dryRun } from '../../schemas/input.js';
import { renderAttachment, renderWrite } from '../render.js';
import { toAttachment } from '../../schemas/to-output.js';
import { refuseForbidden } from '../rights.js';

const input = z.strictObject({ attachment_id: attachmentId, dry_run: dryRun });

/** confluence_delete_attachment: all versions of a file, to the trash. */
export const deleteAttachment = defineTool({
  name: 'confluence_delete_attachment',
  title: 'Delete attachment',
  toolset: 'attachments',
  effect: 'delete',
  description: 'Move an attachment, with all its versions, to the trash.',
  input,
  output: write,
  writes: ({ attachment_id: attachment }) => ({ attachment }),
  run: async ({ attachment_id: id, dry_run: isPreview }, { confluence, confirm }) => {
    if (!isPreview) {
      await confirm(async () => {
        const { filename, pageId, version } = await confluence.attachments.get(id);
        return {
          message: `Move the file "${filename}" of page ${pageId} to the trash, with all its versions?`,
          version,
        };
      });
      const { attachments } = confluence;
      await missingOrForbidden(
        () => attachments.delete(id),
        () => attachments.get(id),
      );
      return { id, changed: true, dry_run: false };
    }
    const file = await confluence.attachments.get(id);
    await refuseForbidden(confluence, { attachment: file.id }, ['delete']);
    const diff = `- ${renderAttachment(toAttachment(file))}`;
    return { id: file.id, title: file.filename, version: file.version, changed: true, dry_run: true, diff };
  },
  render: (result, fence) => renderWrite('moved to the trash', result, fence),
});
