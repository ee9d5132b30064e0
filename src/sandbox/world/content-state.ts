import type { Content } from './content.js';
import type { ContentState, User } from './model.js';
import { invalid } from './refusal.js';
import { editContent } from './rights.js';
import { revision } from './pages.js';
import type { World } from './world.js';

/** The states that every space offers. */
export const spaceStates: readonly ContentState[] = [
  { id: 0, name: 'Rough draft', color: '#ffc400' },
  { id: 1, name: 'In progress', color: '#2684ff' },
  { id: 2, name: 'Ready for review', color: '#57d9a3' },
];

const maxName = 20;

/** A known state by its id, or any other by name and colour. */
interface WantedState {
  id?: number | undefined;
  name?: string | undefined;
  color?: string | undefined;
}

/** The states that a user has made up; kept per user, whatever page they were made for. */
export const customStates = (world: World, { accountId }: User): ContentState[] =>
  world.customStates.get(accountId) ?? [];

/** Sets or, with undefined, removes the state; of published content that is a new version with the same body. */
export function setContentState(
  world: World,
  actor: User,
  id: string,
  status: 'current' | 'draft',
  wanted: WantedState | undefined,
): Content {
  const content = editContent(world, actor, id);
  const state = wanted === undefined ? null : resolveState(world, actor, wanted);
  content.states[status] = { state, changedAt: world.now() };
  if (status === 'current' && content.status !== 'draft') {
    const { number, title, storage } = content.version;
    content.revisions.push(revision(world, actor, number + 1, title, storage));
  }
  return content;
}

function resolveState(world: World, actor: User, { id, name, color }: WantedState): ContentState {
  const custom = customStates(world, actor);
  const known = [...spaceStates, ...custom];
  if (id !== undefined) {
    const found = known.find((one) => one.id === id);
    if (found === undefined) throw invalid(`No content state found with id: ${id}`);
    return found;
  }
  if (name === undefined || name.trim() === '' || name.length > maxName) {
    throw invalid(`The name of a content state must have 1 to ${maxName} characters`);
  }
  if (color === undefined || !/^#[0-9a-f]{6}$/i.test(color)) throw invalid('The color must be a hex string: #FFFFFF');
  const same = known.find((one) => one.name === name && one.color.toLowerCase() === color.toLowerCase());
  if (same !== undefined) return same;
  const made = { id: 1000 + [...world.customStates.values()].flat().length, name, color: color.toLowerCase() };
  world.customStates.set(actor.accountId, [made, ...custom]);
  return made;
}
