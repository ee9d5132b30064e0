import type { Confluence, Grantees, MoveDestination, PageCopy, RestrictionChange } from '../../confluence/index.js';
import { isAppError } from '../../errors.js';

/** What rules have to find out about content, each fact asked for once in a call. What cannot be found out throws. */
export type LookUps = ReturnType<typeof createLookUps>;

/** The page or folder that a move leads to, or beside; undefined for the top of a space. */
function placeOf(destination: MoveDestination): string | undefined {
  if (destination.kind === 'space') return undefined;
  return destination.kind === 'child' ? destination.parentId : destination.targetId;
}

/**
 * For one call. Answers are sentences for a refusal, or undefined where there is nothing to refuse; spaces are keys.
 */
export function createLookUps(confluence: Confluence) {
  const spaces = new Map<string, Promise<string>>();
  const spaceOf = (id: string): Promise<string> => {
    const known = spaces.get(id) ?? findSpace(confluence, id);
    spaces.set(id, known);
    return known;
  };
  const restrictionsOf = async (id: string): Promise<string | undefined> => {
    for (const at of [id, ...(await confluence.pages.ancestors(id))]) {
      if (await hasReaders(confluence, at)) return `page ${at} is visible to some people only`;
    }
    return undefined;
  };
  return {
    spaceOf,
    restrictionsOf,
    spaceAt: (destination: MoveDestination): Promise<string> =>
      destination.kind === 'space' ? Promise.resolve(destination.spaceKey) : spaceOf(placeOf(destination) ?? ''),
    spaceOfCopy: (id: string, { parentId, spaceKey }: PageCopy): Promise<string> =>
      parentId !== undefined || spaceKey === undefined ? spaceOf(parentId ?? id) : Promise.resolve(spaceKey),
    /** Restrictions of pages above that a move leaves behind; beside a page, those of that page itself are among them. */
    async lostRestrictions(id: string, destination: MoveDestination): Promise<string | undefined> {
      const place = placeOf(destination);
      const above = place === undefined ? [] : await ancestorsOf(confluence, place);
      const kept = new Set(destination.kind === 'child' ? [destination.parentId, ...above] : above);
      for (const at of await confluence.pages.ancestors(id)) {
        if (!kept.has(at) && (await hasReaders(confluence, at)))
          return `page ${at} above it is visible to some people only`;
      }
      return undefined;
    },
    async widenedBy(id: string, change: RestrictionChange): Promise<string | undefined> {
      const present = await confluence.permissions.restrictions(id);
      const wider = (['read', 'update'] as const).find((operation) => isWider(present[operation], change[operation]));
      return wider && `more people could ${wider === 'read' ? 'see' : 'edit'} page ${id}`;
    },
  };
}

async function findSpace({ pages }: Confluence, id: string): Promise<string> {
  try {
    return (await pages.summary(id)).spaceKey;
  } catch (error) {
    // A folder is no page, and can be what pages lie below.
    if (!isAppError(error) || error.code !== 'NOT_FOUND') throw error;
    return (await pages.item(id)).spaceKey;
  }
}

/** A folder has none that the port could tell. */
async function ancestorsOf({ pages }: Confluence, id: string): Promise<string[]> {
  try {
    return await pages.ancestors(id);
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_FOUND') return [];
    throw error;
  }
}

async function hasReaders({ permissions }: Confluence, id: string): Promise<boolean> {
  try {
    return !isOpen((await permissions.restrictions(id)).read);
  } catch (error) {
    // A folder above, which has no restrictions of its own to ask for.
    if (isAppError(error) && error.code === 'NOT_FOUND') return false;
    throw error;
  }
}

function isOpen({ users, groups }: Grantees): boolean {
  return users.length + groups.length === 0;
}

/** Nobody on a list means everybody, so that taking off the last one widens most. */
function isWider(present: Grantees, wanted: Grantees | undefined): boolean {
  if (wanted === undefined || isOpen(present)) return false;
  if (isOpen(wanted)) return true;
  return (
    wanted.users.some((user) => !present.users.includes(user)) ||
    wanted.groups.some((group) => !present.groups.includes(group))
  );
}
