import type { AccessLevel, Space } from './model.js';
import type { World } from './world.js';

/** One thing that somebody may do in a space; `id` is an account id, a group's name, or `anonymous`. */
export interface SpaceGrant {
  subject: { type: 'user' | 'group' | 'anonymous'; id: string };
  operation: string;
  target: string;
}

const operationsOf: Record<AccessLevel, readonly (readonly [operation: string, target: string])[]> = {
  read: [['read', 'space']],
  write: [
    ['create', 'page'],
    ['create', 'blogpost'],
    ['create', 'comment'],
    ['create', 'attachment'],
    ['delete', 'page'],
    ['delete', 'blogpost'],
    ['delete', 'comment'],
    ['delete', 'attachment'],
  ],
  admin: [
    ['export', 'space'],
    ['administer', 'space'],
  ],
};

const levels = ['read', 'write', 'admin'] as const;

/** What the levels of access to a space mean, one operation each; a group goes by its name. */
export function grantsOf(world: World, { access }: Space): SpaceGrant[] {
  return access.flatMap(({ who, level }) => {
    const type = who === 'anonymous' ? 'anonymous' : world.users.has(who) ? 'user' : 'group';
    return levels
      .slice(0, levels.indexOf(level) + 1)
      .flatMap((one) => operationsOf[one])
      .map(([operation, target]): SpaceGrant => ({ subject: { type, id: who }, operation, target }));
  });
}
