import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { nextCursor, treeNode } from '../../schemas/output.js';
import { cursor, depth, limit, spaceKey } from '../../schemas/input.js';
import { renderTree } from '../render.js';
import { toNextCursor, toTreeNode } from '../../schemas/to-output.js';

const input = z.strictObject({
  space_key: spaceKey,
  depth: depth.default(3).describe('Levels to show; 1 is the top pages.'),
  limit: limit(100, 250),
  cursor,
});
const output = z.object({ pages: z.array(treeNode), next_cursor: nextCursor });

/** confluence_get_space_page_tree: the pages of a space, also those that are not below its homepage. */
export const getSpacePageTree = defineTool({
  name: 'confluence_get_space_page_tree',
  title: 'Get space page tree',
  toolset: 'pages',
  effect: 'read',
  description: 'List the pages and folders of a whole space as a tree: titles and ids, no text.',
  input,
  output,
  run: async (args, { confluence }) => {
    const found = await confluence.pages.tree(args.space_key, args);
    return { pages: found.items.map(toTreeNode), ...toNextCursor(found.nextCursor) };
  },
  render: ({ pages, next_cursor: next }, fence) => renderTree(pages, 'This space has no pages.', next, fence),
});
