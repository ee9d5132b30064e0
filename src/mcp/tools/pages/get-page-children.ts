import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { nextCursor, treeNode } from '../../schemas/output.js';
import { cursor, depth, limit, pageId } from '../../schemas/input.js';
import { renderTree } from '../render.js';
import { toNextCursor, toTreeNode } from '../../schemas/to-output.js';

const input = z.strictObject({
  page_id: pageId.describe('Page or folder id, or its URL.'),
  depth: depth.default(1).describe('Levels below the page; 1 is direct children.'),
  limit: limit(25, 250),
  cursor,
});
const output = z.object({ pages: z.array(treeNode), next_cursor: nextCursor });

/** confluence_get_page_children: the pages and folders below a page, or in a folder. */
export const getPageChildren = defineTool({
  name: 'confluence_get_page_children',
  title: 'Get child pages',
  toolset: 'pages',
  effect: 'read',
  description: 'List the pages and folders below a page, or in a folder: titles and ids, no text.',
  input,
  output,
  run: async (args, { confluence }) => {
    const found = await confluence.pages.children(args.page_id, args);
    return { pages: found.items.map(toTreeNode), ...toNextCursor(found.nextCursor) };
  },
  render: ({ pages, next_cursor: next }, fence) => renderTree(pages, 'No pages below this one.', next, fence),
});
