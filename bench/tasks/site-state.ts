import { createHash } from 'node:crypto';
import type { Sandbox } from '../../src/sandbox/index.js';

type World = Sandbox['world'];

/**
 * Everything that a site holds and somebody could miss, flat: `content/131073/storage` and its value. Versions, times and
 * who wrote last are left out, for any write changes them.
 */
export type SiteState = ReadonlyMap<string, unknown>;

export function siteState(world: World): SiteState {
  const state = new Map<string, unknown>();
  const note = (path: string, facts: Record<string, unknown>) => {
    for (const [name, value] of Object.entries(facts)) state.set(`${path}/${name}`, value);
  };
  for (const content of world.contents.values()) {
    const { title, storage, status, type, parentId, spaceId, ownerId, draft, states } = content;
    note(`content/${content.id}`, {
      ...{ title, storage, status, type, parentId, spaceId, ownerId },
      draft: draft === null ? null : JSON.stringify([draft.title, draft.storage]),
      label: content.labels
        .map(({ name }) => name)
        .sort()
        .join(' '),
      restrictions: JSON.stringify(content.restrictions),
      properties: JSON.stringify(content.properties.map(({ key, value }) => [key, value]).sort()),
      state: states.current?.state?.name ?? null,
    });
  }
  for (const comment of world.comments.values()) {
    const { contentId, parentCommentId, kind, originalSelection, resolution, revisions } = comment;
    note(`comment/${comment.id}`, {
      ...{ contentId, parentCommentId, kind, originalSelection },
      resolution: resolution.state,
      storage: revisions.at(-1)?.storage,
    });
  }
  for (const { id, title, contentId, status, revisions } of world.attachments.values()) {
    note(`attachment/${id}`, {
      title,
      contentId,
      status,
      data: digest(revisions.at(-1)?.data),
      files: revisions.length,
    });
  }
  for (const { id, name, storage } of world.templates.values()) note(`template/${id}`, { name, storage });
  for (const { id, name, key, homepageId, access } of world.spaces.values()) {
    note(`space/${id}`, { name, key, homepageId, access: JSON.stringify(access) });
  }
  return state;
}

function digest(data: Buffer | undefined): string {
  return createHash('sha256')
    .update(data ?? '')
    .digest('hex');
}

/** One thing that is not as it was. What is new has `new` in place of its id, so that a task can name it beforehand. */
export interface Change {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  /** The id of what is new. */
  readonly id: string;
}

export function changesBetween(before: SiteState, after: SiteState): Change[] {
  const known = new Set([...before.keys()].map(entityOf));
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].flatMap((path) => {
    if (before.get(path) === after.get(path) && before.has(path) === after.has(path)) return [];
    const [kind = '', id = '', field = ''] = path.split('/');
    const shown = known.has(entityOf(path)) ? path : `${kind}/new/${field}`;
    return [{ path: shown, before: before.get(path), after: after.get(path), id }];
  });
}

function entityOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}
