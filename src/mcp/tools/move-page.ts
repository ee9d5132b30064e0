import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { write } from '../outputs.js';
import { movePage as move } from '../pages/move-page.js';
import { dryRun, pageId, parentId, spaceKey } from '../params.js';
import { renderWrite } from '../render.js';

/** confluence_move_page: to another place in the tree, or to another space. */
const input = z
  .strictObject({
    page_id: pageId,
    target_parent_id: parentId.describe('Move below this page, as its last child.').optional(),
    target_space_key: spaceKey.describe('Or to the top of this space.').optional(),
    target_id: parentId.describe('Or beside this page; needs position.').optional(),
    position: z.enum(['append', 'before', 'after']).describe('before or after target_id.').optional(),
    dry_run: dryRun,
  })
  .refine(
    (args) =>
      [args.target_parent_id, args.target_space_key, args.target_id].filter((it) => it !== undefined).length === 1,
    'give exactly one of target_parent_id, target_space_key, target_id',
  )
  .refine(
    ({ target_id: target, position = 'append' }) => (target === undefined) === (position === 'append'),
    'position "before" or "after" goes with target_id, and target_id with one of them',
  );

export const movePage = defineTool({
  name: 'confluence_move_page',
  title: 'Move page',
  toolset: 'pages',
  effect: 'update',
  description: 'Move a page, with all pages below it, to another place or space.',
  input,
  output: write,
  run: move,
  render: (result, quote) => renderWrite('moved', result, quote),
});
