import { collectionOf } from './content-type.js';
import type { GroupContext } from './space-cache.js';
import { pageScopes } from './page-scopes.js';
import type { z } from 'zod';
import { firstFound, isNotFound } from '../rest/outcomes.js';
import type { ContentStatus, ContentType, PageSummary } from '../model.js';
import type { Site } from '../site.js';
import { path } from '../transport/path.js';
import type { Query, ScopedSend } from '../transport/wire-request.js';
import type { PageWire } from './wire.js';

/** What an id turned out to be: v2 has pages and blog posts in two collections, and the answer does not say which. */
export interface Located<T> {
  type: ContentType;
  wire: T;
}

/**
 * Finds what an id stands for: nearly always a page. When it is none, asks at once for a blog post and for a draft of
 * either kind that was never published, which Confluence shows only to who asks for drafts.
 */
export async function locatePage<T>(
  send: ScopedSend,
  id: string,
  query: Query,
  answer: z.ZodType<T>,
): Promise<Located<T>> {
  const ask = async (type: ContentType, draft: boolean): Promise<Located<T>> => {
    const wire = await send({
      method: 'GET',
      path: path`/api/v2/${collectionOf[type]}/${id}`,
      query: draft ? { ...query, 'get-draft': true } : query,
      answer,
      subject: query['version'] === undefined ? `Page ${id}` : `Version ${String(query['version'])} of page ${id}`,
      scopes: pageScopes.get,
    });
    return { type, wire };
  };
  try {
    return await ask('page', false);
  } catch (notAPage) {
    if (!isNotFound(notAPage)) throw notAPage;
    const others = [ask('blogpost', false)];
    if (query['version'] === undefined) others.push(ask('page', true), ask('blogpost', true));
    return firstFound(await Promise.allSettled(others), notAPage);
  }
}

/** The wire's page in our words, with the key of its space. */
export async function summarize(
  { send, spaces, site }: GroupContext,
  wire: PageWire,
  type: ContentType,
): Promise<PageSummary> {
  return toPageSummary(wire, type, await spaces.keyOf(send, wire.spaceId), site);
}

/** The wire's page in our words; `deleted`, which some answers say, is the trash. */
export function toPageSummary(wire: PageWire, type: ContentType, spaceKey: string, site: Site): PageSummary {
  return {
    id: wire.id,
    type,
    title: wire.title ?? '',
    spaceKey,
    status: toStatus(wire.status),
    version: wire.version.number,
    parentId: wire.parentId ?? null,
    url: site.link(wire._links?.webui, `/pages/viewpage.action?pageId=${wire.id}`),
    updatedAt: wire.version.createdAt ?? null,
  };
}

function toStatus(status: PageWire['status']): ContentStatus {
  return status === 'deleted' ? 'trashed' : status;
}
