import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { user } from '../../schemas/output.js';
import { limit, line } from '../../schemas/input.js';
import { renderList, renderPerson } from '../render.js';
import { toUser } from '../../schemas/to-output.js';

/** The CQL that the search for users takes at other servers. */
const nameInCql = /^user(?:\.fullname|\.accountid)?\s*[~=]\s*(["'])(?<name>[^"']+)\1$/i;

const input = z.strictObject({ query: line(200).describe('Part of a name.'), limit: limit(10, 50) });
const output = z.object({ users: z.array(user) });

/** confluence_search_user: people by name, for the ids that other tools ask for. */
export const searchUser = defineTool({
  name: 'confluence_search_user',
  title: 'Search user',
  toolset: 'search',
  effect: 'read',
  description: 'Find people by name, to get their account ids.',
  input,
  output,
  run: async ({ query, limit: most }, { confluence }) => {
    const name = nameInCql.exec(query.trim())?.groups?.['name'] ?? query;
    const users = await confluence.users.search(name, most);
    return { users: users.map(toUser) };
  },
  render: ({ users }, fence) =>
    renderList(
      users.map((person) => `- ${renderPerson(person)}`),
      'Nobody found. Try part of the first or last name.',
      undefined,
      fence,
    ),
});
