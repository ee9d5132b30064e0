import type { ContentStatus, ContentType, PageSummary } from '../model.js';
import type { Site } from '../site.js';
import type { PageWire } from './wire.js';

/** The wire's page in our words. */
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
