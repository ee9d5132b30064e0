import { attachmentsOf } from '../world/attachments.js';
import type { Content } from '../world/content.js';
import type { Attachment, Comment } from '../world/model.js';
import { canView } from '../world/rights.js';
import { compareIds, childrenOf, descendantsOf } from '../world/tree.js';
import type { Expansion } from './expansion.js';
import { embeddedList } from './listing.js';
import { baseOf, type Entity, type View } from './site.js';

const childTypes = ['page', 'comment', 'attachment'] as const;
type ChildType = (typeof childTypes)[number];

/** Child pages that the user may see, in the order of the tree. */
export function childPages({ world, actor }: View, { id }: Content): Content[] {
  return childrenOf(world, id).filter((one) => canView(world, actor, one));
}

/** All pages below one that the user may see, in the order of the tree. */
export function descendantPages({ world, actor }: View, content: Content): Content[] {
  return descendantsOf(world, content, Infinity)
    .map((one) => one.content)
    .filter((one) => canView(world, actor, one));
}

/** Every comment of a page, replies included, oldest first. */
export function commentsOf({ world }: View, contentId: string): Comment[] {
  return [...world.comments.values()]
    .filter((comment) => comment.contentId === contentId)
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || compareIds(a.id, b.id));
}

/** The files of a page, without those in the trash. */
export function currentAttachments({ world }: View, contentId: string): Attachment[] {
  return attachmentsOf(world, contentId).filter(({ status }) => status === 'current');
}

const children: Record<ChildType, (view: View, content: Content) => Entity[]> = {
  page: childPages,
  comment: (view, { id }) => commentsOf(view, id).filter(({ parentCommentId }) => parentCommentId === null),
  attachment: (view, { id }) => currentAttachments(view, id),
};

const descendants: typeof children = {
  page: descendantPages,
  comment: (view, { id }) => commentsOf(view, id),
  attachment: (view, { id }) => currentAttachments(view, id),
};

/** The `children` of content: a list for each type that is expanded, an address for each other. */
export function childrenJson(view: View, content: Content, expand: Expansion) {
  return listsJson(view, content, expand, children, 'child');
}

/** The `descendants` of content, as `childrenJson` has its children. */
export function descendantsJson(view: View, content: Content, expand: Expansion) {
  return listsJson(view, content, expand, descendants, 'descendant');
}

function listsJson(
  view: View,
  content: Content,
  expand: Expansion,
  lists: typeof children,
  relation: 'child' | 'descendant',
) {
  const path = `/rest/api/content/${content.id}/${relation}`;
  const shown = childTypes.filter((type) => expand.has(type));
  const rest = childTypes.filter((type) => !shown.includes(type));
  const list = (type: ChildType) =>
    embeddedList(
      lists[type](view, content).map((one) => view.site.entityJson(view, one, expand.within(type))),
      `${baseOf(view.site)}${path}/${type}`,
    );
  return {
    ...Object.fromEntries(shown.map((type) => [type, list(type)])),
    _links: { self: baseOf(view.site) + path },
    _expandable: Object.fromEntries(rest.map((type) => [type, `${path}/${type}`])),
  };
}
