import type { ContentStatus, PageSummary } from '../model.js';
import type { Site } from '../site.js';
import type { PageWire } from './wire.js';

/** What a page has to be asked for to be summarised. */
export const summaryParts = 'version,space,ancestors';

/** The wire's page in our words. */
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

/** Data Center tells times in its own zone (`2026-11-12T09:05:00.000+01:00`). */
export function toIsoTime(time: string | null | undefined): string | null {
  const parsed = Date.parse(time ?? '');
  return Number.isNaN(parsed) ? null : new Date(parsed).toISOString();
}
