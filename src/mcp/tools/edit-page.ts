import { z } from 'zod';
import type { Edit } from '../../content/index.js';
import { defineTool } from '../define-tool.js';
import { write } from '../outputs.js';
import { editPage as edit } from '../pages/edit-page.js';
import { edits } from '../pages/edits-param.js';
import { allowLoss, dryRun, line, pageId, version } from '../params.js';
import { renderWrite } from '../render.js';

/** confluence_edit_page: named places of a page; everything else keeps its bytes. */
const input = z.strictObject({
  page_id: pageId,
  edits,
  expected_version: version.describe('Refuse when the page is at another version.').optional(),
  version_comment: line(500).describe('Note for the page history.').optional(),
  allow_loss: allowLoss,
  dry_run: dryRun,
});

export const editPage = defineTool({
  name: 'confluence_edit_page',
  title: 'Edit page',
  toolset: 'pages',
  effect: 'update',
  description:
    'Change parts of a page without sending the rest: replace text, a section, a table cell, tick a task, insert. Best for large pages.',
  input,
  output: write,
  run: (args, context) => edit({ ...args, edits: args.edits as Edit[] }, context),
  render: (result, quote) => renderWrite('edited', result, quote),
});
