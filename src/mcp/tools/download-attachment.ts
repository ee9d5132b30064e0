import { z } from 'zod';
import { mostBytes } from '../attachments/file-params.js';
import { presentFile } from '../attachments/present-file.js';
import { defineTool } from '../define-tool.js';
import { attachment, foreignText } from '../outputs.js';
import { attachmentId } from '../params.js';
import { renderAttachment } from '../render.js';
import { toAttachment } from '../to-output.js';

/** confluence_download_attachment: the content of one file. */
const input = z.strictObject({
  attachment_id: attachmentId,
  max_bytes: z.int().min(1).max(mostBytes).default(1_000_000).describe('Refuse larger files.'),
});
const output = attachment.extend({ text: foreignText.optional() });

export const downloadAttachment = defineTool({
  name: 'confluence_download_attachment',
  title: 'Download attachment',
  toolset: 'attachments',
  effect: 'read',
  description: 'Read an attachment: images come as images, text as text, other files as an embedded resource.',
  input,
  output,
  run: async ({ attachment_id: id, max_bytes: maxBytes }, { confluence, progress }) => {
    progress(0, 1, 'Fetching the file');
    const file = await confluence.attachments.download(id, { maxBytes });
    return { ...toAttachment(file), ...presentFile(file) };
  },
  render: (file, quote) =>
    quote([renderAttachment(file), ...(file.text === undefined ? [] : [file.text])].join('\n\n')),
  media: ({ media }) => media,
});
