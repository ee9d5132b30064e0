import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { write } from '../outputs.js';
import { copyPage as copy } from '../pages/copy-page.js';
import { dryRun, pageId, parentId, spaceKey, title } from '../params.js';
import { renderWrite } from '../render.js';

/** confluence_copy_page: one page under a new title. Comments, history and restrictions are not copied. */
const input = z
  .strictObject({
    page_id: pageId,
    title: title.describe('Title of the copy.'),
    space_key: spaceKey.describe('Copy to the top of this space.').optional(),
    parent_id: parentId.describe('Or below this page; beside the original by default.').optional(),
    include_attachments: z.boolean().default(true).describe('Copy files; images need them.'),
    include_labels: z.boolean().default(true).describe('Copy labels.'),
    dry_run: dryRun,
  })
  .refine(
    (args) => args.space_key === undefined || args.parent_id === undefined,
    'give parent_id or space_key, not both',
  );

export const copyPage = defineTool({
  name: 'confluence_copy_page',
  title: 'Copy page',
  toolset: 'pages',
  effect: 'create',
  description: 'Copy a page, without the pages below it, its comments and its restrictions.',
  input,
  output: write,
  run: copy,
  render: (result, quote) => renderWrite('copied', result, quote),
});
