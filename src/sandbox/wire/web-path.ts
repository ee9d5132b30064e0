import type { Content } from '../world/content.js';
import type { World } from '../world/world.js';

/** The page's address in the browser, relative to the base. */
export function webPath(world: World, content: Content): string {
  const { key } = world.space(content.spaceId);
  const title = encodeURIComponent(content.title).replaceAll('%20', '+');
  if (content.type === 'folder') return `/spaces/${key}/folder/${content.id}`;
  if (content.type === 'page') return `/spaces/${key}/pages/${content.id}/${title}`;
  const day = content.createdAt.toISOString().slice(0, 10).replaceAll('-', '/');
  return `/spaces/${key}/blog/${day}/${content.id}/${title}`;
}
