import type { Confluence, Place } from '../../confluence/index.js';
import { AppError, isAppError, notFound } from '../../errors.js';

/** An operation and what it is done to, as Confluence names them; without a target any will do. */
type Act = 'update' | 'delete' | 'purge' | `create ${'page' | 'blogpost' | 'folder' | 'comment'}`;

/**
 * What a write would meet: FORBIDDEN where Confluence says that this account may do none of these there, nothing where it
 * does not say. For previews: a write itself is refused by Confluence.
 */
export async function refuseForbidden(confluence: Confluence, place: Place, acts: readonly Act[]): Promise<void> {
  const mine = await listMine(confluence, place);
  if (mine === undefined) return;
  const isAllowed = mine.some(({ operation, target }) =>
    acts.some((act) => act === operation || act === `${operation} ${target}`),
  );
  if (isAllowed || !speaksOf(mine, place, acts)) return;
  throw new AppError(
    'FORBIDDEN',
    `The Confluence account may see this ${kindOf(place)} but not ${describeAct(acts[0], place)}.`,
    {
      hint: 'Somebody with more permissions has to do it, or give this account the permission.',
    },
  );
}

type Mine = Awaited<ReturnType<Confluence['permissions']['mine']>>;

/** Whoever asks of a comment or file has just read it: that its rights are not found says nothing about them. */
async function listMine({ permissions }: Confluence, place: Place): Promise<Mine> {
  try {
    return await permissions.mine(place);
  } catch (error) {
    const isRead = 'comment' in place || 'attachment' in place;
    if (isRead && isAppError(error) && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}

/**
 * Whether a list without these acts tells that they are not permitted. The API description does not say which kinds of
 * content the operations of a space name: it tells of a kind that it names, and of all where it names no creating at all.
 * https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-operation/
 */
function speaksOf(mine: NonNullable<Mine>, place: Place, acts: readonly Act[]): boolean {
  if (!('space' in place)) return true;
  const kinds = acts.map((act) => act.replace('create ', ''));
  return mine.some(({ target }) => kinds.includes(target)) || !mine.some(({ operation }) => operation === 'create');
}

/** As `refuseForbidden`, for a change of a page. */
export async function refuseUneditable(confluence: Confluence, pageId: string): Promise<void> {
  await refuseForbidden(confluence, { page: pageId }, ['update']);
}

/** Who may comment in a space may resolve as well. */
export async function refuseUnlessCommenter(confluence: Confluence, pageId: string): Promise<void> {
  const { spaceKey, status } = await confluence.pages.summary(pageId);
  if (status === 'trashed') throw notFound(`Page ${pageId}`);
  await refuseForbidden(confluence, { space: spaceKey }, ['create comment']);
}

function kindOf(place: Place): string {
  return 'page' in place ? 'page' : 'space' in place ? 'space' : 'comment' in place ? 'comment' : 'attachment';
}

function describeAct(act: Act | undefined, place: Place): string {
  if (act === undefined || act === 'update') return 'change it';
  if (act === 'delete' || act === 'purge') return `${act} it`;
  const kind = act.replace('create ', '').replace('blogpost', 'blog post');
  return 'space' in place ? `create a ${kind} in it` : `create a ${kind} on it`;
}
