import type { Content } from '../world/content.js';
import type { World } from '../world/world.js';

/** The page's address in the browser, relative to the base. */
export function webPath(world: World, content: Content): string {
  const { key } = world.space(content.spaceId);
  const title = encodeURIComponent(content.title).replaceAll('%20', '+');
  if (content.type === 'page') return `/spaces/${key}/pages/${content.id}/${title}`;
  if (content.type !== 'blogpost') return `/spaces/${key}/${content.type}/${content.id}`;
  const day = content.createdAt.toISOString().slice(0, 10).replaceAll('-', '/');
  return `/spaces/${key}/blog/${day}/${content.id}/${title}`;
}

/** The tiny link code: the id as little-endian bytes in base64 with a URL alphabet, padding cut. */
export function tinyCode(id: string): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(id));
  let end = 8;
  while (end > 1 && bytes[end - 1] === 0) end -= 1;
  return bytes
    .subarray(0, end)
    .toString('base64')
    .replace(/=+$/, '')
    .replace(/A+$/, '')
    .replaceAll('/', '-')
    .replaceAll('+', '_');
}
