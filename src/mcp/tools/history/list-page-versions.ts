import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { nextCursor, pageVersion } from '../../schemas/output.js';
import { cursor, limit, pageId } from '../../schemas/input.js';
import { renderList, renderPeople } from '../render.js';
import { toNextCursor, toPageVersion } from '../../schemas/to-output.js';

const input = z.strictObject({ page_id: pageId, limit: limit(25, 50), cursor });
const output = z.object({ versions: z.array(pageVersion), next_cursor: nextCursor });

/** confluence_list_page_versions: who changed a page, when and why. */
export const listPageVersions = defineTool({
  name: 'confluence_list_page_versions',
  title: 'List page versions',
  toolset: 'history',
  effect: 'read',
  description: 'List the versions of a page, newest first.',
  input,
  output,
  run: async (args, { confluence }) => {
    const found = await confluence.history.list(args.page_id, args);
    return { versions: found.items.map(toPageVersion), ...toNextCursor(found.nextCursor) };
  },
  render: ({ versions, next_cursor: next }, fence) => {
    const person = renderPeople();
    const lines = versions.map(({ number, author, created_at: at, message, minor }) => {
      const facts = [at ?? 'unknown time', person(author), ...(minor ? ['minor'] : [])].join(', ');
      return `- version ${number} (${facts})${message === '' ? '' : `: ${message}`}`;
    });
    return renderList(lines, 'No versions.', next, fence);
  },
});
