import type { Confluence, Page } from '../../confluence/index.js';
import type { ToolContext } from '../define-tool.js';
import { refuseTakenTitle } from './refuse-taken-title.js';

export interface CopyRequest {
  readonly page_id: string;
  readonly title: string;
  readonly space_key?: string | undefined;
  readonly parent_id?: string | undefined;
  readonly include_attachments: boolean;
  readonly include_labels: boolean;
  readonly dry_run: boolean;
}

const isOpenNow =
  'The original is restricted, its copy is open to everybody in its space. Use confluence_set_page_restrictions.';

/** Copies one page, without what is below it; beside the original unless another place is named. */
export async function copyPage(request: CopyRequest, { confluence, progress }: ToolContext) {
  const { page_id: source, title } = request;
  const [page, restrictions] = await Promise.all([
    confluence.pages.get(source),
    confluence.permissions.restrictions(source),
  ]);
  const place = placeOf(request, page);
  const isRestricted = Object.values(restrictions).some(({ users, groups }) => users.length + groups.length > 0);
  const warnings = isRestricted ? { warnings: [isOpenNow] } : {};
  if (request.dry_run) {
    const diff = await previewCopy(title, place, page, confluence);
    return { id: null, title, changed: true, dry_run: true, diff, ...warnings };
  }
  progress(1, 2, 'Original read');
  const { include_attachments: includeAttachments, include_labels: includeLabels } = request;
  const copy = await confluence.pages.copy(source, { title, ...place, includeAttachments, includeLabels });
  return {
    id: copy.id,
    title: copy.title,
    version: copy.version,
    url: copy.url,
    changed: true,
    dry_run: false,
    ...warnings,
  };
}

type Place = { parentId: string } | { spaceKey: string };

function placeOf({ parent_id: parentId, space_key: spaceKey }: CopyRequest, page: Page): Place {
  if (parentId !== undefined) return { parentId };
  if (spaceKey !== undefined) return { spaceKey };
  return page.parentId === null ? { spaceKey: page.spaceKey } : { parentId: page.parentId };
}

async function previewCopy(title: string, place: Place, page: Page, confluence: Confluence): Promise<string> {
  const spaceKey = await spaceOf(place, page, confluence);
  await refuseTakenTitle(confluence, spaceKey, title);
  return `+ ${title} (space ${spaceKey}, ${'parentId' in place ? `below page ${place.parentId}` : 'at the top'})`;
}

async function spaceOf(place: Place, page: Page, { pages, spaces }: Confluence): Promise<string> {
  if ('spaceKey' in place) return (await spaces.get(place.spaceKey)).key;
  return place.parentId === page.parentId ? page.spaceKey : (await pages.get(place.parentId)).spaceKey;
}
