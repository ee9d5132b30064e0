import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { write } from '../outputs.js';
import { dryRun, parentId, prose, spaceKey, templateId, title } from '../params.js';
import { renderWrite } from '../render.js';
import { createFromTemplate } from '../templates/create-from-template.js';

/** confluence_create_page_from_template: a new page that starts as a template has it. */
const input = z.strictObject({
  template_id: templateId,
  space_key: spaceKey,
  title: title.describe('Unique within the space.'),
  parent_id: parentId.describe('Page to create it under; the space homepage by default.').optional(),
  variables: z
    .record(z.string(), prose)
    .default({})
    .describe('A plain text for each variable that confluence_get_template names.'),
  dry_run: dryRun,
});

export const createPageFromTemplate = defineTool({
  name: 'confluence_create_page_from_template',
  title: 'Create page from template',
  toolset: 'templates',
  effect: 'create',
  description: 'Create a page from a template, with its variables filled in.',
  input,
  output: write,
  run: createFromTemplate,
  render: (result, quote) => renderWrite('created', result, quote),
});
