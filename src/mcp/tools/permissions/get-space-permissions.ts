import { z } from 'zod';
import { cursor, limit, spaceKey } from '../../schemas/input.js';
import { foreignText, nextCursor } from '../../schemas/output.js';
import { toNextCursor } from '../../schemas/to-output.js';
import { defineTool } from '../define-tool.js';
import { renderList } from '../render.js';

const input = z.strictObject({ space_key: spaceKey, limit: limit(50, 250), cursor });

const permission = z.object({
  subject: z.object({ type: z.string(), id: z.string(), name: foreignText.nullable() }),
  operation: z.string(),
});
const output = z.object({ permissions: z.array(permission), next_cursor: nextCursor });

/** confluence_get_space_permissions: who may do what in a space. */
export const getSpacePermissions = defineTool({
  name: 'confluence_get_space_permissions',
  title: 'Get space permissions',
  toolset: 'permissions',
  effect: 'read',
  description: 'List who may do what in a space: users, groups and roles with operations such as "create page".',
  input,
  output,
  run: async ({ space_key: key, limit: most, cursor: from }, { confluence }) => {
    const found = await confluence.permissions.ofSpace(key, { limit: most, cursor: from });
    return { permissions: found.items, ...toNextCursor(found.nextCursor) };
  },
  render: ({ permissions, next_cursor: next }, fence) =>
    renderList(renderSubjects(permissions), 'No permissions are visible to this account.', next, fence),
});

type Permission = z.output<typeof permission>;

/** A line for each subject, with all that it may do. */
function renderSubjects(permissions: readonly Permission[]): string[] {
  const operations = new Map<string, string[]>();
  for (const { subject, operation } of permissions) {
    const who = renderSubject(subject);
    operations.set(who, [...(operations.get(who) ?? []), operation]);
  }
  return [...operations].map(([who, allowed]) => `- ${who}: ${allowed.join(', ')}`);
}

function renderSubject({ type, id, name }: Permission['subject']): string {
  if (type === 'anonymous') return 'anonymous';
  if (name === null) return `${type} id ${id}`;
  return name === id ? `${type} ${name}` : `${type} ${name} (id ${id})`;
}
