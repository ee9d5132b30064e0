import { z } from 'zod';
import type { Grantees, PageOperation, RestrictionChange, Restrictions } from '../../../confluence/index.js';
import { AppError, isAppError } from '../../../errors.js';
import { dryRun, line, pageId, userId } from '../../schemas/input.js';
import { plainWrite } from '../../schemas/output.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { renderPerson, renderWrite } from '../render.js';
import { findUserNames, resolveUsers, toPerson } from '../people.js';
import { refuseUneditable } from '../rights.js';

const users = z.array(userId).max(200);
const groups = z.array(line(255)).max(200);
const input = z
  .strictObject({
    page_id: pageId,
    read_users: users.describe('Who may view it: ids or names.').optional(),
    read_groups: groups.describe('Group names that may view it.').optional(),
    edit_users: users.describe('Who may edit it: ids or names.').optional(),
    edit_groups: groups.describe('Group names that may edit it.').optional(),
    dry_run: dryRun,
  })
  .refine(
    (args) => [args.read_users, args.read_groups, args.edit_users, args.edit_groups].some((it) => it !== undefined),
    'give at least one of read_users, read_groups, edit_users, edit_groups',
  );

/** confluence_set_page_restrictions: who may see and edit a page. */
export const setPageRestrictions = defineTool({
  name: 'confluence_set_page_restrictions',
  title: 'Set page restrictions',
  toolset: 'permissions',
  effect: 'update',
  description:
    'Restrict who may view or edit a page. A list replaces the current one, an empty list removes it, an omitted list stays.',
  input,
  output: plainWrite,
  writes: ({ page_id: page }) => ({ page }),
  run: setRestrictions,
  render: (result, fence) => renderWrite('restricted', result, fence),
});

type RestrictionRequest = z.output<typeof input>;

const operations = ['read', 'update'] as const satisfies PageOperation[];
const parameterOf = { read: 'read_users', update: 'edit_users' } as const;

/** Changes who may see and edit a page: a list that is left out stays as it is, an empty one takes everybody off it. */
async function setRestrictions(asked: RestrictionRequest, { confluence, progress, confirm }: ToolContext) {
  const { page_id: id, dry_run: isPreview } = asked;
  const resolved = (field: 'read_users' | 'edit_users') =>
    asked[field] && resolveUsers(confluence, asked[field], field);
  const [read_users, edit_users] = await Promise.all([resolved('read_users'), resolved('edit_users')]);
  const request = { ...asked, read_users, edit_users };
  const [present, me] = await Promise.all([confluence.permissions.restrictions(id), confluence.users.current()]);
  const wanted = merge(present, request);
  const changed = operations.filter((operation) => differences(present[operation], wanted[operation]).length > 0);
  if (changed.length === 0) return { id, changed: false, dry_run: isPreview };
  for (const operation of changed) refuseLockout(operation, wanted[operation], me.id);
  const people = changed.flatMap((operation) => [...present[operation].users, ...wanted[operation].users]);
  const names = await findUserNames(confluence, [], people);
  const diff = changed
    .flatMap((act) => describe(act, named(present[act], names), named(wanted[act], names)))
    .join('\n');
  if (isPreview) await Promise.all([refuseUneditable(confluence, id), refuseUnknown(present, wanted, confluence)]);
  else {
    progress(1, 2, 'Current restrictions read');
    await confirm(async () => {
      const { title, version } = await confluence.pages.summary(id);
      return { message: `Change who may see or edit the page "${title}" (id ${id})?\n${diff}`, version };
    });
    const change: RestrictionChange = Object.fromEntries(changed.map((operation) => [operation, wanted[operation]]));
    await confluence.permissions.setRestrictions(id, change);
  }
  return { id, changed: true, dry_run: isPreview, diff };
}

function merge(present: Restrictions, request: RestrictionRequest): Restrictions {
  const { read, update } = present;
  const unique = (names: string[]) => [...new Set(names)];
  return {
    read: { users: unique(request.read_users ?? read.users), groups: unique(request.read_groups ?? read.groups) },
    update: { users: unique(request.edit_users ?? update.users), groups: unique(request.edit_groups ?? update.groups) },
  };
}

/** Which groups the account is in is not known for sure, so only its own name counts. */
function refuseLockout(operation: PageOperation, { users, groups }: Grantees, me: string): void {
  if (isOpen({ users, groups }) || users.includes(me)) return;
  const field = parameterOf[operation];
  const act = operation === 'read' ? 'see' : 'edit';
  throw new AppError('INVALID_INPUT', `${field}: the account that this server uses could no longer ${act} the page.`, {
    hint: `Add its id ${me} to ${field}.`,
  });
}

/** As Confluence would, and by name: people and groups that are new to the page and are not there at all. */
async function refuseUnknown(
  present: Restrictions,
  wanted: Restrictions,
  { users: directory }: ToolContext['confluence'],
): Promise<void> {
  const added = (kind: keyof Grantees) =>
    operations.flatMap((operation) =>
      wanted[operation][kind]
        .filter((name) => !present[operation][kind].includes(name))
        .map((name) => [operation, name]),
    ) as [PageOperation, string][];
  const [people, groups] = [added('users'), added('groups')];
  const [names, missing] = await Promise.all([
    directory.mentionable(people.map(([, name]) => name)),
    // An account that may not list groups learns from Confluence itself.
    directory.missingGroups(groups.map(([, name]) => name)).catch(unlessForbidden),
  ]);
  const unknown = [
    ...people.filter(([, name]) => !names.has(name)).map(([operation, name]) => [`${fieldOf(operation)}_users`, name]),
    ...groups
      .filter(([, name]) => missing.includes(name))
      .map(([operation, name]) => [`${fieldOf(operation)}_groups`, name]),
  ];
  const [first] = unknown;
  if (first === undefined) return;
  const list = unknown.map(([, name]) => JSON.stringify(name)).join(', ');
  throw new AppError('INVALID_INPUT', `${first[0] ?? ''}: Confluence does not know ${list}.`, {
    hint: 'Find people with confluence_search_user, and the names of groups with confluence_get_space_permissions.',
    details: { field: first[0] ?? '' },
  });
}

const fieldOf = (operation: PageOperation): string => (operation === 'read' ? 'read' : 'edit');

function unlessForbidden(error: unknown): string[] {
  if (isAppError(error) && error.code === 'FORBIDDEN') return [];
  throw error;
}

function differences(before: Grantees, after: Grantees): string[] {
  const lines = (kind: 'user' | 'group', from: readonly string[], to: readonly string[]) => [
    ...from.filter((name) => !to.includes(name)).map((name) => `- ${kind} ${name}`),
    ...to.filter((name) => !from.includes(name)).map((name) => `+ ${kind} ${name}`),
  ];
  return [...lines('user', before.users, after.users), ...lines('group', before.groups, after.groups)];
}

/** Whoever is asked whether this may be should see people, not their ids. */
function named({ users: people, groups: teams }: Grantees, names: ReadonlyMap<string, string>): Grantees {
  return { users: people.map((id) => (names.has(id) ? renderPerson(toPerson(id, names)) : id)), groups: teams };
}

function isOpen({ users: people, groups: teams }: Grantees): boolean {
  return people.length + teams.length === 0;
}

function describe(operation: PageOperation, before: Grantees, after: Grantees): string[] {
  const lines = differences(before, after).map((line) => `${operation}: ${line}`);
  if (isOpen(after)) return [...lines, `${operation}: open to everybody in the space`];
  return isOpen(before) ? [`${operation}: no longer open to everybody in the space, only to these`, ...lines] : lines;
}
