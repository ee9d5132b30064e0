import type { Space } from '../world/model.js';
import type { World } from '../world/world.js';
import { ids } from './ids.js';
import { people } from './people.js';

const common = { type: 'global', status: 'current', authorId: people.amina, labels: [] } as const;

const spaces: Omit<Space, 'createdAt' | 'labels'>[] = [
  {
    ...common,
    id: ids.spaces.engineering,
    key: 'ENG',
    name: 'Engineering',
    description: 'Runbooks, architecture and notes of the engineering team',
    homepageId: ids.engineeringHome,
    access: [
      { who: 'engineering', level: 'write' },
      { who: 'people-team', level: 'read' },
      { who: 'site-admins', level: 'admin' },
    ],
  },
  {
    ...common,
    id: ids.spaces.people,
    key: 'HR',
    name: 'People handbook',
    description: 'How we work together',
    homepageId: ids.peopleHome,
    access: [
      { who: 'confluence-users', level: 'read' },
      { who: 'people-team', level: 'write' },
      { who: 'site-admins', level: 'admin' },
    ],
  },
  {
    ...common,
    id: ids.spaces.finance,
    key: 'FIN',
    name: 'Finance',
    description: 'Closed',
    authorId: people.service,
    homepageId: ids.financeHome,
    access: [{ who: 'site-admins', level: 'admin' }],
  },
];

/** Puts the spaces into a world that has none, each with a day at which it was made. */
export function seedSpaces(world: World): void {
  for (const space of spaces) {
    world.spaces.set(space.id, { ...structuredClone(space), labels: [], createdAt: new Date('2025-01-13T09:00:00Z') });
  }
}
