import type { Content } from './content.js';
import type { Operation, Restriction, User } from './model.js';
import { invalid } from './refusal.js';
import { editContent } from './rights.js';
import type { World } from './world.js';

/** Group entries name a group by id or by name. */
export type RestrictionChange = Partial<Record<Operation, Restriction>>;

/** Replaces the restrictions of the operations named. Nobody can lock themselves out. */
export function setRestrictions(world: World, actor: User, id: string, change: RestrictionChange): Content {
  const content = editContent(world, actor, id);
  const wanted = Object.entries(change).map(([operation, { users, groups }]): [Operation, Restriction] => [
    operation as Operation,
    { users: users.map((user) => knownUser(world, user)), groups: groups.map((group) => knownGroup(world, group)) },
  ]);
  for (const [, restriction] of wanted) {
    if (isClosed(restriction) && !admits(restriction, actor)) {
      throw invalid('Restrictions that shut out the user who sets them are not allowed');
    }
  }
  for (const [operation, restriction] of wanted) content.restrictions[operation] = restriction;
  return content;
}

/** Opens content to all of its space, as far as pages above it do. */
export function clearRestrictions(world: World, actor: User, id: string): Content {
  const open = { users: [], groups: [] };
  return setRestrictions(world, actor, id, { read: open, update: open });
}

const isClosed = ({ users, groups }: Restriction): boolean => users.length + groups.length > 0;

const admits = ({ users, groups }: Restriction, user: User): boolean =>
  users.includes(user.accountId) || groups.some((group) => user.groups.includes(group));

function knownUser(world: World, accountId: string): string {
  if (!world.users.has(accountId)) throw invalid(`No user found with accountId: ${accountId}`);
  return accountId;
}

function knownGroup(world: World, idOrName: string): string {
  const group = [...world.groups.values()].find(({ id, name }) => id === idOrName || name === idOrName);
  if (group === undefined) throw invalid(`No group found: ${idOrName}`);
  return group.name;
}
