import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { write } from '../outputs.js';
import { updatePage as update } from '../pages/update-page.js';
import { allowLoss, contentFormat, dryRun, line, pageId, parentId, prose, title, version } from '../params.js';
import { renderWrite } from '../render.js';

/** confluence_update_page: a whole page's text, or its title, parent or status. */
const input = z
  .strictObject({
    page_id: pageId,
    content: prose.describe('The whole new body, from what confluence_get_page returned.').optional(),
    content_format: contentFormat,
    title: title.describe('New title.').optional(),
    parent_id: parentId.describe('Move below this page of the same space.').optional(),
    status: z.enum(['current', 'draft']).describe('current publishes a draft.').optional(),
    expected_version: version.describe('The version you read; required with content.').optional(),
    version_comment: line(500).describe('Note for the page history.').optional(),
    is_minor_edit: z.boolean().default(false).describe('Notify nobody.'),
    allow_loss: allowLoss,
    dry_run: dryRun,
  })
  .refine((args) => args.content === undefined || args.expected_version !== undefined, {
    path: ['expected_version'],
    message: 'required with content; it is the version that confluence_get_page returned',
  })
  .refine(
    ({ content, title: name, parent_id: parent, status }) =>
      [content, name, parent, status].some((it) => it !== undefined),
    'give at least one of content, title, parent_id, status',
  );

export const updatePage = defineTool({
  name: 'confluence_update_page',
  title: 'Update page',
  toolset: 'pages',
  effect: 'update',
  description:
    'Replace the text of a page, or change its title, parent or status. Unchanged blocks keep their exact bytes; edits of others are merged. Read the page first and keep every ::macro placeholder.',
  input,
  output: write,
  run: update,
  render: (result, quote) => renderWrite('updated', result, quote),
});
