import { toIsoTime } from '../rest/wire.js';
import type { z } from 'zod';
import { notFound } from '../../errors.js';
import { firstFound, isNotFound } from '../rest/outcomes.js';
import type { ContentStatus, PageSummary } from '../model.js';
import type { Site } from '../site.js';
import { path } from '../transport/path.js';
import type { Query, Send } from '../transport/wire-request.js';
import { ofType, type PageWire } from './wire.js';

/** What every group works with: `send` is bound to one call, the rest lives as long as the client. */
export interface GroupContext {
  readonly send: Send;
  readonly site: Site;
}

interface ContentQuery<T> {
  id: string;
  types: readonly string[];
  query: Query;
  answer: z.ZodType<T>;
  subject: string;
}

/** The types of content that the tools call a page. Comments and attachments are content as well, and are none. */
export const pageTypes = ['page', 'blogpost'];

/**
 * One piece of content in the status that the query names, `current` unless it does. Pages, comments and attachments
 * share one space of ids: what is of another type than the wanted ones is NOT_FOUND.
 */
export async function getContent<T>(send: Send, { id, types, answer, ...rest }: ContentQuery<T>): Promise<T> {
  const found = await send({
    ...rest,
    method: 'GET',
    path: path`/rest/api/content/${id}`,
    answer: ofType(types, answer),
  });
  if (found === undefined) throw notFound(rest.subject);
  return found;
}

/** A page or blog post, published or not: drafts and what is in the trash show only to who asks for that status. */
export async function locatePage<T>(send: Send, id: string, expand: string, answer: z.ZodType<T>): Promise<T> {
  const ask = (status?: string): Promise<T> =>
    getContent(send, { id, types: pageTypes, query: { expand, status }, answer, subject: `Page ${id}` });
  try {
    return await ask();
  } catch (notCurrent) {
    if (!isNotFound(notCurrent)) throw notCurrent;
    return firstFound(await Promise.allSettled([ask('draft'), ask('trashed')]), notCurrent);
  }
}

/** What a page has to be asked for to be summarised. */
export const summaryParts = 'version,space,ancestors';

/** The wire's page in our words, for one that was asked for with `summaryParts`. */
export function toPageSummary(wire: PageWire, site: Site): PageSummary {
  return {
    id: wire.id,
    type: wire.type,
    title: wire.title ?? '',
    spaceKey: wire.space.key,
    status: toStatus(wire.status),
    version: wire.version.number,
    parentId: wire.ancestors?.at(-1)?.id ?? null,
    url: site.link(wire._links?.webui, `/pages/viewpage.action?pageId=${wire.id}`),
    updatedAt: toIsoTime(wire.version.when),
  };
}

const statuses: readonly string[] = ['current', 'draft', 'trashed', 'archived', 'historical'] satisfies ContentStatus[];

/** `deleted` is what some releases call the trash. */
function toStatus(status: string): ContentStatus {
  return statuses.includes(status) ? (status as ContentStatus) : 'trashed';
}
