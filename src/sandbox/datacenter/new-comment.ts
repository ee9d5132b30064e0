import { createComment } from '../world/comments.js';
import type { Selection } from '../world/markers.js';
import type { Comment } from '../world/model.js';
import { invalid } from '../world/refusal.js';
import { viewComment } from '../world/rights.js';
import type { View } from './site.js';
import { parentOf, storageOf, type Wire } from './wire-content.js';

const needed = ['originalSelection', 'numMatches', 'matchIndex', 'lastFetchTime', 'serializedHighlights'];

/** A footer comment, a reply below its last ancestor, or an inline comment when the extensions say so. */
export function createCommentFrom({ world, actor }: View, body: Wire): Comment {
  const { id } = (body['container'] ?? {}) as { id?: string | number };
  if (id === undefined) throw invalid('Comment must have a container');
  const storage = storageOf(body);
  if (storage === undefined || storage === '') throw invalid('Comment must have a body');
  const parentId = parentOf(body);
  if (parentId !== undefined) {
    const parent = viewComment(world, actor, parentId);
    if (parent.contentId !== String(id)) throw invalid('The parent of the comment is in another container');
    return createComment(world, actor, { kind: parent.kind, parentCommentId: parent.id, storage });
  }
  const selection = selectionOf(body);
  const kind = selection === undefined ? 'footer' : 'inline';
  return createComment(world, actor, { kind, contentId: String(id), storage, selection });
}

/** What the editor in the browser sends, all of it; one field less and the comment is refused. */
function selectionOf(body: Wire): Selection | undefined {
  const { location = 'footer', inlineProperties } = (body['extensions'] ?? {}) as Record<string, unknown>;
  if (location === 'footer') return undefined;
  const given = (inlineProperties ?? {}) as Record<string, unknown>;
  const isComplete = needed.every((name) => given[name] !== undefined);
  if (location !== 'inline' || !isComplete) throw invalid('Could not create content with type comment');
  return {
    text: String(given['originalSelection']),
    matchCount: Number(given['numMatches']),
    matchIndex: Number(given['matchIndex']),
  };
}
