import { z } from 'zod';
import { contentBase64, contentText, filename } from '../attachments/file-params.js';
import { uploadAttachment as upload } from '../attachments/upload-attachment.js';
import { defineTool } from '../define-tool.js';
import { write } from '../outputs.js';
import { dryRun, line, pageId } from '../params.js';
import { renderWrite } from '../render.js';

/** confluence_upload_attachment: a file by its content. What this server can read itself is nobody else's to send. */
const input = z
  .strictObject({
    page_id: pageId,
    filename: filename.describe('Name with extension, no path.'),
    content_base64: contentBase64.describe('The bytes of the file, about 3 MB at most.').optional(),
    content_text: contentText.describe('Or its text.').optional(),
    media_type: line(100).describe('By default from the name.').optional(),
    comment: line(500).describe('Note for the file history.').optional(),
    dry_run: dryRun,
  })
  .refine(
    (args) => (args.content_base64 === undefined) !== (args.content_text === undefined),
    'give either content_base64 or content_text',
  );

export const uploadAttachment = defineTool({
  name: 'confluence_upload_attachment',
  title: 'Upload attachment',
  toolset: 'attachments',
  effect: 'update',
  description:
    'Attach a file to a page by sending its content; paths and URLs are not read. A file of the same name gets a new version.',
  input,
  output: write,
  run: upload,
  render: (result, quote) => renderWrite('uploaded', result, quote),
});
