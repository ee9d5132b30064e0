import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { user } from '../../schemas/output.js';
import { renderPerson } from '../render.js';
import { toUser } from '../../schemas/to-output.js';

const input = z.strictObject({});

/** confluence_get_current_user: the account that this server acts as. */
export const getCurrentUser = defineTool({
  name: 'confluence_get_current_user',
  title: 'Get current user',
  toolset: 'search',
  effect: 'read',
  description: 'Get the Confluence account that these tools use.',
  input,
  output: user,
  run: async (_args, { confluence }) => toUser(await confluence.users.current()),
  render: (person, fence) => fence(renderPerson(person)),
});
