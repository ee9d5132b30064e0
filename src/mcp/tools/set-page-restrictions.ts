import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { write } from '../outputs.js';
import { dryRun, line, pageId, userId } from '../params.js';
import { setRestrictions } from '../permissions/set-restrictions.js';
import { renderWrite } from '../render.js';

/** confluence_set_page_restrictions: who may see and edit a page. */
const users = z.array(userId).max(200);
const groups = z.array(line(255)).max(200);
const input = z
  .strictObject({
    page_id: pageId,
    read_users: users.describe('Account ids that may view it.').optional(),
    read_groups: groups.describe('Group names that may view it.').optional(),
    edit_users: users.describe('Account ids that may edit it.').optional(),
    edit_groups: groups.describe('Group names that may edit it.').optional(),
    dry_run: dryRun,
  })
  .refine(
    (args) => [args.read_users, args.read_groups, args.edit_users, args.edit_groups].some((it) => it !== undefined),
    'give at least one of read_users, read_groups, edit_users, edit_groups',
  );

export const setPageRestrictions = defineTool({
  name: 'confluence_set_page_restrictions',
  title: 'Set page restrictions',
  toolset: 'permissions',
  effect: 'update',
  description:
    'Restrict who may view or edit a page. A list replaces the present one, an empty list removes it, a list left out stays.',
  input,
  output: write,
  run: setRestrictions,
  render: (result, quote) => renderWrite('restricted', result, quote),
});
