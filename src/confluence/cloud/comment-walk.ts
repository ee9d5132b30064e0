import type { CommentLocation, CommentStatus } from '../model.js';
import type { WirePage } from './lists.js';
import type { CommentWire } from './wire.js';

/** Where to go on in one list of comments: the roots of a page (`parent` null) or the replies to one comment. */
export interface Level {
  parent: string | null;
  cursor: string | null;
  index: number;
  /** The state of the thread, which replies share with their root. */
  status: CommentStatus;
}

/**
 * A comment as `walkComments` comes by it; `replyTo` is null for the first of a thread, `status` is that of the thread.
 */
export interface WalkedComment {
  wire: CommentWire;
  status: CommentStatus;
  replyTo: string | null;
  /** The place right after this comment, from the roots down. */
  resume: Level[];
}

/** Asks for one page of a level, at most as large as the API gives; rejects as `Send` does. */
export type LoadLevel = (level: Pick<Level, 'parent' | 'cursor'>) => Promise<WirePage<CommentWire>>;

/** How many comments ahead of the present one are asked for their replies, which nothing but a request can tell. */
const lookAhead = 8;

/** Every comment of one location in thread order: each followed by its replies, depth first. Can start anywhere. */
export async function* walkComments(
  load: LoadLevel,
  location: CommentLocation,
  start: Level[],
): AsyncGenerator<WalkedComment, void, undefined> {
  const pages = new Map<string, Promise<WirePage<CommentWire>>>();
  const pageOf = ({ parent, cursor }: Pick<Level, 'parent' | 'cursor'>): Promise<WirePage<CommentWire>> => {
    const key = `${parent ?? ''} ${cursor ?? ''}`;
    const page = pages.get(key) ?? load({ parent, cursor });
    pages.set(key, page);
    return page;
  };
  const levels = start.map((level) => ({ ...level }));
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    const { results, next } = await pageOf(level);
    const wire = results[level.index];
    if (wire === undefined) {
      if (next === null) levels.pop();
      else Object.assign(level, { cursor: next, index: 0 });
      continue;
    }
    prefetch(results.slice(level.index, level.index + lookAhead), pageOf);
    level.index += 1;
    const status = level.parent === null ? statusOf(wire, location) : level.status;
    levels.push({ parent: wire.id, cursor: null, index: 0, status });
    yield { wire, status, replyTo: level.parent, resume: levels.map((one) => ({ ...one })) };
  }
}

function prefetch(
  comments: CommentWire[],
  pageOf: (level: Pick<Level, 'parent' | 'cursor'>) => Promise<unknown>,
): void {
  for (const { id } of comments) {
    // Whoever needs the page meets its failure; a page that nobody comes to need may fail in silence.
    pageOf({ parent: id, cursor: null }).catch(() => undefined);
  }
}

/**
 * The state of a thread by its first comment. `reopened` is `open`, and so is every footer comment: those cannot be
 * resolved.
 */
export function statusOf(wire: Pick<CommentWire, 'resolutionStatus'>, location: CommentLocation): CommentStatus {
  if (location === 'footer' || !wire.resolutionStatus || wire.resolutionStatus === 'reopened') return 'open';
  return wire.resolutionStatus;
}
