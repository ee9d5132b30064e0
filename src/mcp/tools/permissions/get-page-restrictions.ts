import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { restrictions } from '../../schemas/output.js';
import { pageId } from '../../schemas/input.js';

/** confluence_get_page_restrictions: who may see and edit a page, by its own restrictions. */
const input = z.strictObject({ page_id: pageId });

export const getPageRestrictions = defineTool({
  name: 'confluence_get_page_restrictions',
  title: 'Get page restrictions',
  toolset: 'permissions',
  effect: 'read',
  description:
    'Show to whom viewing and editing a page is restricted. Empty lists mean open to all of the space; what it inherits is not shown.',
  input,
  output: restrictions,
  run: ({ page_id: id }, { confluence }) => confluence.permissions.restrictions(id),
  render: ({ read, update }, fence) => {
    const line = (act: string, { users, groups }: typeof read) => {
      const who = [...users.map((id) => `user ${id}`), ...groups.map((name) => `group ${name}`)];
      return `${act}: ${who.length === 0 ? 'open to all of the space' : `only ${who.join(', ')}`}`;
    };
    return fence(`${line('read', read)}\n${line('update', update)}`);
  },
});
