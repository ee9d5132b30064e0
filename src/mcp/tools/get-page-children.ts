import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { nextCursor, treeNode } from '../outputs.js';
import { cursor, depth, limit, pageId } from '../params.js';
import { renderTree } from '../render.js';
import { toNextCursor, toTreeNode } from '../to-output.js';

/** confluence_get_page_children: the pages below a page. */
const input = z.strictObject({
  page_id: pageId,
  depth: depth.default(1).describe('Levels below the page; 1 is direct children.'),
  limit: limit(25, 250),
  cursor,
});
const output = z.object({ pages: z.array(treeNode), next_cursor: nextCursor });

export const getPageChildren = defineTool({
  name: 'confluence_get_page_children',
  title: 'Get child pages',
  toolset: 'pages',
  effect: 'read',
  description: 'List the pages below a page: titles and ids, no text.',
  input,
  output,
  run: async (args, { confluence }) => {
    const found = await confluence.pages.children(args.page_id, args);
    return { pages: found.items.map(toTreeNode), ...toNextCursor(found.nextCursor) };
  },
  render: ({ pages, next_cursor: next }, quote) => renderTree(pages, 'No pages below this one.', next, quote),
});
