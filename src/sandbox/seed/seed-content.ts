import { Content, type ContentStatus, type ContentType } from '../world/content.js';
import { toLabel } from '../world/labels.js';
import { nextPosition } from '../world/tree.js';
import type { World } from '../world/world.js';
import { people } from './people.js';

/** Somebody of the seed by the name that the code gives them. */
export type Person = keyof typeof people;

interface Edit {
  by: Person;
  /** ISO 8601. */
  at: string;
  storage: string;
  /** The title of the page when absent. */
  title?: string;
  message?: string;
  minorEdit?: boolean;
}

interface SeededContent {
  id: string;
  title: string;
  spaceId: string;
  parentId: string | null;
  history: Edit[];
  type?: ContentType;
  status?: ContentStatus;
  labels?: string[];
  subtype?: 'live';
  embedUrl?: string;
}

/** Puts content with its whole history into the world, after the siblings that are there. */
export function seedContent(
  world: World,
  { id, title, spaceId, parentId, history, type, status, subtype, embedUrl, labels = [] }: SeededContent,
): Content {
  const content = new Content({
    id,
    type: type ?? 'page',
    spaceId,
    parentId,
    position: nextPosition(world, parentId),
    status: status ?? 'current',
    subtype: subtype ?? null,
    embedUrl: embedUrl ?? null,
    revisions: history.map((edit, index) => ({
      number: index + 1,
      title: edit.title ?? title,
      storage: edit.storage,
      authorId: people[edit.by],
      createdAt: new Date(edit.at),
      message: edit.message ?? '',
      minorEdit: edit.minorEdit ?? false,
    })),
    labels: labels.map((name) => toLabel(world, 'global', name)),
  });
  world.contents.set(id, content);
  return content;
}
