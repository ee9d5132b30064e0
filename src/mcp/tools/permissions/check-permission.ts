import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { pageId, userId } from '../../schemas/input.js';
import { resolveUser } from '../people.js';

const input = z.strictObject({
  page_id: pageId,
  user: userId.describe('Id, name or "me".'),
  operation: z.enum(['read', 'update']).describe('What they want to do.'),
});
const output = z.object({ allowed: z.boolean(), operation: z.string() });

/** confluence_check_permission: whether somebody may see or edit a page, all things considered. */
export const checkPermission = defineTool({
  name: 'confluence_check_permission',
  title: 'Check permission',
  toolset: 'permissions',
  effect: 'read',
  description: 'Tell whether a person may view or edit a page, inherited restrictions included.',
  input,
  output,
  run: async ({ page_id: id, user, operation }, { confluence }) => ({
    allowed: await confluence.permissions.check(id, await resolveUser(confluence, user, 'user'), operation),
    operation,
  }),
  render: ({ allowed, operation }) => `${allowed ? 'Allowed' : 'Not allowed'}: ${operation}.`,
});
