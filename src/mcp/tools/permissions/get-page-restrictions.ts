import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { restrictions } from '../../schemas/output.js';
import type { Grantees } from '../../../confluence/index.js';
import { findUserNames, toPerson } from '../people.js';
import { renderPerson } from '../render.js';
import { pageId } from '../../schemas/input.js';

const input = z.strictObject({ page_id: pageId });

/** confluence_get_page_restrictions: who may see and edit a page, by its own restrictions. */
export const getPageRestrictions = defineTool({
  name: 'confluence_get_page_restrictions',
  title: 'Get page restrictions',
  toolset: 'permissions',
  effect: 'read',
  description:
    'Show who may view and edit a page. Empty lists mean everybody in the space; inherited restrictions are not shown.',
  input,
  output: restrictions,
  run: async ({ page_id: id }, { confluence }) => {
    const { read, update } = await confluence.permissions.restrictions(id);
    const names = await findUserNames(confluence, [], [...read.users, ...update.users]);
    const withNames = ({ users, groups }: Grantees) => ({ users: users.map((user) => toPerson(user, names)), groups });
    return { read: withNames(read), update: withNames(update) };
  },
  render: ({ read, update }, fence) => {
    const line = (act: string, { users, groups }: typeof read) => {
      const who = [...users.map((person) => `user ${renderPerson(person)}`), ...groups.map((name) => `group ${name}`)];
      return `${act}: ${who.length === 0 ? 'open to everybody in the space' : `only ${who.join(', ')}`}`;
    };
    return fence(`${line('read', read)}\n${line('update', update)}`);
  },
});
