import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { nextCursor, space } from '../../schemas/output.js';
import { cursor, limit, line } from '../../schemas/input.js';
import { renderSpace } from './get-space.js';
import { renderList, renderNone } from '../render.js';
import { findSpaces } from './find-spaces.js';
import { toNextCursor, toSpace } from '../../schemas/to-output.js';

const input = z.strictObject({
  query: line(200).describe('Only spaces whose key or name contains this.').optional(),
  type: z.enum(['global', 'personal', 'collaboration', 'knowledge_base']).describe('Only this kind.').optional(),
  limit: limit(25, 250),
  cursor,
});
const output = z.object({ spaces: z.array(space), next_cursor: nextCursor });

/** confluence_list_spaces: the spaces that the account can see. */
export const listSpaces = defineTool({
  name: 'confluence_list_spaces',
  title: 'List spaces',
  toolset: 'spaces',
  effect: 'read',
  description: 'List spaces, to find the key that other tools ask for.',
  input,
  output,
  run: async (args, context) => {
    const found =
      args.query === undefined
        ? await context.confluence.spaces.list(args)
        : await findSpaces({ ...args, query: args.query }, context);
    return { spaces: found.items.map(toSpace), ...toNextCursor(found.nextCursor) };
  },
  render: ({ spaces, next_cursor: next }, fence, { query, type }) =>
    renderList(spaces.map(renderSpace), renderNone('spaces', { type }, { query }), next, fence),
});
