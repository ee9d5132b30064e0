import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { nextCursor, template } from '../../schemas/output.js';
import { cursor, limit, spaceKey } from '../../schemas/input.js';
import { renderList, renderNone } from '../render.js';
import { toNextCursor, toTemplate } from '../../schemas/to-output.js';

const input = z.strictObject({
  space_key: spaceKey.describe('Templates of this space; those of the whole site without it.').optional(),
  limit: limit(25, 100),
  cursor,
});
const output = z.object({ templates: z.array(template), next_cursor: nextCursor });

/** confluence_list_templates: of a space, or of the whole site. */
export const listTemplates = defineTool({
  name: 'confluence_list_templates',
  title: 'List templates',
  toolset: 'templates',
  effect: 'read',
  description: 'List page templates of a space or of the whole site.',
  input,
  output,
  run: async ({ space_key: spaceKey, ...page }, { confluence }) => {
    const found = await confluence.templates.list({ spaceKey, ...page });
    return { templates: found.items.map(toTemplate), ...toNextCursor(found.nextCursor) };
  },
  render: ({ templates, next_cursor: next }, fence, { space_key }) => {
    const lines = templates.map(
      ({ id, name, space_key: key, description }) =>
        `- ${name} (id ${id}, ${key === null ? 'of the whole site' : `space ${key}`})${description === '' ? '' : `: ${description}`}`,
    );
    return renderList(lines, renderNone('templates', {}, { space_key }), next, fence);
  },
});
