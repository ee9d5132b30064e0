import { z } from 'zod';
import type { Confluence, Page } from '../../../confluence/index.js';
import { dryRun, pageId, parentId, spaceKey, title } from '../../schemas/input.js';
import { creation } from '../../schemas/output.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { renderWrite } from '../render.js';
import { refuseForbidden } from '../rights.js';
import { findParent } from './page-place.js';
import { refuseTakenTitle } from './page-titles.js';

const input = z
  .strictObject({
    page_id: pageId,
    title: title.describe('Title of the copy.'),
    space_key: spaceKey.describe('Copy to the top of this space.').optional(),
    parent_id: parentId.describe('Or below this page; next to the original by default.').optional(),
    include_attachments: z.boolean().default(true).describe('Copy files; images need them.'),
    include_labels: z.boolean().default(true).describe('Copy labels.'),
    dry_run: dryRun,
  })
  .refine(
    (args) => args.space_key === undefined || args.parent_id === undefined,
    'give parent_id or space_key, not both',
  );

/** confluence_copy_page: one page under a new title. Comments, history and restrictions are not copied. */
export const copyPage = defineTool({
  name: 'confluence_copy_page',
  title: 'Copy page',
  toolset: 'pages',
  effect: 'create',
  description: 'Copy a page, without the pages below it, its comments and its restrictions.',
  input,
  output: creation,
  writes: ({ page_id: original, parent_id: parent, space_key: space }) =>
    // The original is only read, unless its copy lands beside it.
    parent === undefined && space === undefined ? { page: original } : { parent, space },
  run: copyOrPreview,
  render: (result, fence) => renderWrite('copied', result, fence),
});

type CopyRequest = z.output<typeof input>;

const isOpenNow =
  'The original is restricted, but the copy is open to everybody in its space. Restrict it with confluence_set_page_restrictions.';

/** Copies one page, without what is below it; beside the original unless another place is named. */
async function copyOrPreview(request: CopyRequest, { confluence, progress }: ToolContext) {
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
  await Promise.all([
    refuseTakenTitle(confluence, spaceKey, title),
    refuseForbidden(confluence, { space: spaceKey }, ['create page']),
  ]);
  return `+ ${title} (space ${spaceKey}, ${'parentId' in place ? `below page ${place.parentId}` : 'at the top'})`;
}

async function spaceOf(place: Place, page: Page, confluence: Confluence): Promise<string> {
  if ('spaceKey' in place) return (await confluence.spaces.get(place.spaceKey)).key;
  return place.parentId === page.parentId
    ? page.spaceKey
    : (await findParent(confluence, place.parentId, 'parent_id')).spaceKey;
}
