import type { Content } from '../../world/content.js';

/** An entry of direct-children; `type` tells pages from folders. */
export function childJson(content: Content) {
  return { ...childPageJson(content), type: content.type };
}

/** An entry of the deprecated children listing, which knows pages alone. */
export function childPageJson({ id, status, title, spaceId, position }: Content) {
  return { id, status, title, spaceId, childPosition: position };
}

export function descendantJson({ content, depth }: { content: Content; depth: number }) {
  const { id, status, title, type, parentId, position } = content;
  return { id, status, title, type, parentId, depth, childPosition: position };
}
