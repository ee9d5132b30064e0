import { webPath } from '../wire/web-path.js';
import { latestOf, resolutionOf } from '../world/comments.js';
import type { Comment } from '../world/model.js';
import { operationsOnComment } from '../world/operations.js';
import { bodyJson } from './body-json.js';
import { contentJson } from './content-json.js';
import { Expansion } from './expansion.js';
import { historyJson, versionJson } from './history-json.js';
import { baseOf, serverTime, type View } from './site.js';
import { spaceJson } from './space-json.js';
import { userByKey } from './user-json.js';

type Part = (view: View, comment: Comment, expand: Expansion) => unknown;

const parts: Record<string, Part> = {
  container: (view, { contentId }, expand) => contentJson(view, view.world.page(contentId), expand),
  space: (view, { contentId }, expand) => spaceJson(view, view.world.space(view.world.page(contentId).spaceId), expand),
  version: (view, comment) => versionJson(view, comment.id, latestOf(comment)),
  history: historyJson,
  ancestors: (view, comment, expand) => ancestors(view, comment).map((one) => commentJson(view, one, expand)),
  operations: ({ world, actor }, comment) => operationsOnComment(world, actor, comment),
  body: (_view, comment, expand) => bodyJson(latestOf(comment).storage, expand),
};

/** A comment is content too; where it stands is told by its extensions. */
export function commentJson(view: View, comment: Comment, expand: Expansion = Expansion.none) {
  const names = Object.keys(parts);
  const shown = names.filter((name) => expand.has(name));
  const rest = names.filter((name) => !shown.includes(name));
  return {
    id: comment.id,
    type: 'comment',
    status: 'current',
    title: latestOf(comment).title,
    ...Object.fromEntries(shown.map((name) => [name, parts[name]?.(view, comment, expand.within(name))])),
    extensions: extensionsJson(view, comment, expand.within('extensions')),
    _links: {
      webui: `${webPath(view.world, view.world.page(comment.contentId))}?focusedCommentId=${comment.id}#comment-${comment.id}`,
      self: `${baseOf(view.site)}/rest/api/content/${comment.id}`,
    },
    _expandable: Object.fromEntries(rest.map((name) => [name, ''])),
  };
}

/** From the root of the thread down to the parent. */
function ancestors({ world }: View, comment: Comment): Comment[] {
  const chain: Comment[] = [];
  for (let id = comment.parentCommentId; id !== null; id = (chain[0] as Comment).parentCommentId) {
    chain.unshift(world.comment(id));
  }
  return chain;
}

function extensionsJson(view: View, comment: Comment, expand: Expansion) {
  const { kind, markerRef, originalSelection } = comment;
  if (kind === 'footer') return { location: 'footer', _expandable: { resolution: '' } };
  const inlineProperties = { originalSelection, markerRef, _expandable: {} };
  const isThread = markerRef !== null;
  return {
    location: 'inline',
    ...(isThread && expand.has('inlineProperties') ? { inlineProperties } : {}),
    ...(expand.has('resolution') ? { resolution: resolutionJson(view, comment) } : {}),
    _expandable: { inlineProperties: '', resolution: '' },
  };
}

function resolutionJson({ site, world }: View, comment: Comment) {
  const { by, at } = comment.resolution;
  return {
    status: resolutionOf(world, comment) ?? 'open',
    ...(by === null ? {} : { lastModifier: userByKey(site, by) }),
    ...(at === null ? {} : { lastModifiedDate: serverTime(at) }),
  };
}
