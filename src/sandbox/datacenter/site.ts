import type { Response } from 'express';
import { actorOf } from '../wire/request.js';
import type { Content } from '../world/content.js';
import type { Attachment, Comment, User } from '../world/model.js';
import type { World } from '../world/world.js';
import type { Expansion } from './expansion.js';

/** Pages, blog posts, comments and attachments are all content with one series of ids. */
export type Entity = Content | Comment | Attachment;

/** What every route of one running site shares. */
export interface Site {
  readonly world: World;
  /** `http://127.0.0.1:PORT`, known once listening. */
  origin: string;
  /** `` or `/confluence`. */
  readonly contextPath: string;
  /** Whether who does not log in, or not with a token that is known, may use the site as nobody. */
  readonly anonymousAccess: boolean;
  /** Renders content of any kind. It is handed in because content shows content: children, containers, homepages. */
  readonly entityJson: (view: View, entity: Entity, expand: Expansion) => object;
}

/** `_links.base`. */
export const baseOf = ({ origin, contextPath }: Site): string => origin + contextPath;

/** The site in the eyes of one user. */
export interface View {
  readonly site: Site;
  readonly world: World;
  readonly actor: User;
}

/** The view of whoever sent the request. */
export const viewOf = (site: Site, res: Response): View => ({ site, world: site.world, actor: actorOf(res) });

/** Servers tell the time with the offset of their own zone, not in UTC. */
export function serverTime(date: Date): string {
  return new Date(date.getTime() + 3_600_000).toISOString().replace('Z', '+01:00');
}
