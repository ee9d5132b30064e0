import { Content } from '../world/content.js';
import type { Comment } from '../world/model.js';
import { notFound } from '../world/refusal.js';
import { viewAttachment } from '../world/attachments.js';
import { viewComment, viewContent } from '../world/rights.js';
import { attachmentJson } from './attachment-json.js';
import { commentJson } from './comment-json.js';
import { contentJson } from './content-json.js';
import type { Expansion } from './expansion.js';
import type { Entity, View } from './site.js';

/** Tells pages and blog posts from comments and attachments. */
export const isContent = (entity: object): entity is Content => entity instanceof Content;

/** Tells comments from all other content. */
export const isComment = (entity: object): entity is Comment => 'kind' in entity;

/** Any content that the user may see, by its id. */
export function viewEntity({ world, actor }: View, id: string): Entity {
  if (!/^(att)?\d{1,19}$/.test(id)) throw notFound();
  if (world.comments.has(id)) return viewComment(world, actor, id);
  const attachment = id.startsWith('att') ? id : `att${id}`;
  if (world.attachments.has(attachment)) return viewAttachment(world, actor, attachment);
  return viewContent(world, actor, id);
}

/** Any content with the parts that are expanded. */
export function entityJson(view: View, entity: Entity, expand: Expansion) {
  if (isContent(entity)) return contentJson(view, entity, expand);
  return isComment(entity) ? commentJson(view, entity, expand) : attachmentJson(view, entity, expand);
}
