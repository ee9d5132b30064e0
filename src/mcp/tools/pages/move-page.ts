import { z } from 'zod';
import type { Confluence, MoveDestination, Page } from '../../../confluence/index.js';
import { AppError } from '../../../errors.js';
import { dryRun, pageId, parentId, spaceKey } from '../../schemas/input.js';
import { write } from '../../schemas/output.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { renderWrite } from '../render.js';
import { refuseTakenTitle } from './page-titles.js';

/** confluence_move_page: to another place in the tree, or to another space. */
const input = z
  .strictObject({
    page_id: pageId,
    target_parent_id: parentId.describe('Move below this page, as its last child.').optional(),
    target_space_key: spaceKey
      .describe("Or to the top of this space; beside target_parent_id it has to be that page's.")
      .optional(),
    target_id: parentId.describe('Or beside this page; needs position.').optional(),
    position: z.enum(['append', 'before', 'after']).describe('before or after target_id.').optional(),
    dry_run: dryRun,
  })
  .refine(
    (args) =>
      [args.target_parent_id ?? args.target_space_key, args.target_id].filter((it) => it !== undefined).length === 1,
    'give target_parent_id, or target_space_key, or target_id',
  )
  .refine(
    ({ target_id: target, position = 'append' }) => (target === undefined) === (position === 'append'),
    'position "before" or "after" goes with target_id, and target_id with one of them',
  );

export const movePage = defineTool({
  name: 'confluence_move_page',
  title: 'Move page',
  toolset: 'pages',
  effect: 'update',
  description: 'Move a page, with all pages below it, to another place or space.',
  input,
  output: write,
  writes: ({ page_id: page, ...to }) => ({
    page,
    parent: to.target_parent_id ?? to.target_id,
    space: to.target_space_key,
  }),
  run: moveOrPreview,
  render: (result, fence) => renderWrite('moved', result, fence),
});

type MoveRequest = z.output<typeof input>;

/** Moves a page with everything below it. A preview finds out what Confluence would refuse. */
async function moveOrPreview(request: MoveRequest, { confluence, progress }: ToolContext) {
  const destination = destinationOf(request);
  await refuseOtherSpace(request, confluence);
  if (request.dry_run) return previewMove(request.page_id, destination, confluence);
  progress(0, 1, 'Moving the page');
  const { id, title, version, url } = await confluence.pages.move(request.page_id, destination);
  return { id, title, version, url, changed: true, dry_run: false };
}

/** A parent and a space have to agree: the space is where the writer believes that the parent is. */
async function refuseOtherSpace(request: MoveRequest, { pages }: Confluence): Promise<void> {
  const { target_parent_id: parentId, target_space_key: wanted } = request;
  if (parentId === undefined || wanted === undefined) return;
  const { spaceKey: actual } = await pages.summary(parentId);
  if (actual.toLowerCase() === wanted.toLowerCase()) return;
  throw refused('target_space_key', `the page ${parentId} is in the space ${actual}.`);
}

/** The parameters name exactly one place; the schema has seen to it. */
function destinationOf(request: MoveRequest): MoveDestination {
  const { target_parent_id: parentId, target_id: targetId, target_space_key: spaceKey = '', position } = request;
  if (parentId !== undefined) return { kind: 'child', parentId };
  if (targetId === undefined) return { kind: 'space', spaceKey };
  return { kind: 'sibling', targetId, position: position === 'before' ? 'before' : 'after' };
}

/** Where a page would be. */
interface Place {
  readonly spaceKey: string;
  readonly parentId: string | null;
  readonly note: string;
}

async function previewMove(id: string, destination: MoveDestination, confluence: Confluence) {
  const [page, place] = await Promise.all([confluence.pages.get(id), findPlace(id, destination, confluence)]);
  if (page.type === 'blogpost') throw refused('page_id', 'a blog post has no place in the page tree.');
  if (place.spaceKey !== page.spaceKey) await refuseTakenTitle(confluence, place.spaceKey, page.title);
  const { title, version, url } = page;
  return { id, title, version, url, changed: true, dry_run: true, diff: describe(page, place) };
}

async function findPlace(id: string, destination: MoveDestination, { pages, spaces }: Confluence): Promise<Place> {
  if (destination.kind === 'space') {
    const { key, homepageId } = await spaces.get(destination.spaceKey);
    return { spaceKey: key, parentId: homepageId, note: 'last' };
  }
  const targetId = destination.kind === 'child' ? destination.parentId : destination.targetId;
  const [target, above] = await Promise.all([pages.get(targetId), pages.ancestors(targetId)]);
  if (targetId === id || above.includes(id)) {
    throw refused(
      destination.kind === 'child' ? 'target_parent_id' : 'target_id',
      'this page is, or is below, the page to move.',
    );
  }
  if (destination.kind === 'child') return { spaceKey: target.spaceKey, parentId: targetId, note: 'last' };
  if (target.parentId === null) throw refused('target_id', 'this page has no parent, so nothing can be beside it.');
  return { spaceKey: target.spaceKey, parentId: target.parentId, note: `${destination.position} page ${targetId}` };
}

function refused(field: string, what: string): AppError {
  return new AppError('INVALID_INPUT', `${field}: ${what}`, { hint: 'Choose another place.' });
}

function describe(page: Page, { spaceKey, parentId, note }: Place): string {
  const facts = [
    page.spaceKey === spaceKey ? '' : `space_key: ${page.spaceKey} -> ${spaceKey}`,
    page.parentId === parentId ? '' : `parent_id: ${page.parentId ?? 'none'} -> ${parentId ?? 'none'}`,
    `position: ${note}`,
  ];
  return facts.filter((fact) => fact !== '').join('\n');
}
