import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { write } from '../outputs.js';
import { createPage as create } from '../pages/create-page.js';
import { contentFormat, dryRun, labels, parentId, prose, spaceKey, title } from '../params.js';
import { renderWrite } from '../render.js';

/** confluence_create_page: a new page or blog post. */
const input = z.strictObject({
  space_key: spaceKey,
  title: title.describe('Unique within the space.'),
  content: prose.default('').describe('The body, without the title as a heading.'),
  content_format: contentFormat,
  parent_id: parentId.describe('Page to create it under; the space homepage by default.').optional(),
  content_type: z.enum(['page', 'blogpost']).default('page').describe('What to create.'),
  status: z.enum(['current', 'draft']).default('current').describe('draft is not published.'),
  labels: labels.describe('Labels to put on it.').optional(),
  dry_run: dryRun,
});

export const createPage = defineTool({
  name: 'confluence_create_page',
  title: 'Create page',
  toolset: 'pages',
  effect: 'create',
  description: 'Create a page or blog post from Markdown or storage format.',
  input,
  output: write,
  run: create,
  render: (result, quote) => renderWrite('created', result, quote),
});
