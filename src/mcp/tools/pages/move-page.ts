import { z } from 'zod';
import type { Confluence, MoveDestination, PageSummary } from '../../../confluence/index.js';
import { allowDraftOverwrite, dryRun, pageId, parentId, spaceKey } from '../../schemas/input.js';
import { write } from '../../schemas/output.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { renderWrite } from '../render.js';
import { draftDiffers, hasDifferingDraft, warnOfDraft } from './page-drafts.js';
import { findParent, idsAbove, pagesBelow, refuseCycle, refused } from './page-place.js';
import { refuseTakenTitle } from './page-titles.js';
import { refuseForbidden, refuseUneditable } from '../rights.js';
import { notFound } from '../../../errors.js';

const input = z
  .strictObject({
    page_id: pageId,
    target_parent_id: parentId.describe('Move below this page, as its last child.').optional(),
    target_space_key: spaceKey
      .describe("Or to the top of this space; with target_parent_id it must be that page's space.")
      .optional(),
    target_id: parentId.describe('Or next to this page; needs position.').optional(),
    position: z.enum(['append', 'before', 'after']).describe('before or after target_id.').optional(),
    allow_draft_overwrite: allowDraftOverwrite,
    dry_run: dryRun,
  })
  .refine(
    (args) =>
      [args.target_parent_id ?? args.target_space_key, args.target_id].filter((it) => it !== undefined).length === 1,
    'give target_parent_id, or target_space_key, or target_id',
  )
  .refine(
    ({ target_id: target, position = 'append' }) => (target === undefined) === (position === 'append'),
    'target_id needs position "before" or "after", and these positions need target_id',
  );

/** confluence_move_page: to another place in the tree, or to another space. */
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
  // Moving alone leaves a draft as it is; a version that is written may override it.
  const overrides =
    (await confluence.pages.moveWritesVersion()) && (await hasDifferingDraft(confluence, request.page_id));
  if (!request.dry_run && overrides && !request.allow_draft_overwrite) throw draftDiffers();
  const move = await findMove(request.page_id, destination, confluence);
  if (request.dry_run) {
    const warnings = overrides ? [warnOfDraft(request.allow_draft_overwrite)] : [];
    return previewMove(move, confluence, warnings);
  }
  if (crossesSpaces(move)) await refuseTakenTitles(move, await pagesBelow(confluence, move.page.id), confluence);
  progress(0, 1, 'Moving the page');
  const { id, title, version, url } = await confluence.pages.move(request.page_id, destination);
  return { id, title, version, url, changed: true, dry_run: false };
}

/** A parent and a space have to agree: the space is where the writer believes that the parent is. */
async function refuseOtherSpace(request: MoveRequest, { pages }: Confluence): Promise<void> {
  const { target_parent_id: parentId, target_space_key: wanted } = request;
  if (parentId === undefined || wanted === undefined) return;
  const { spaceKey: actual } = await pages.item(parentId);
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

interface Move {
  readonly page: PageSummary;
  readonly place: Place;
}

/** The page and its new place; refused where no page of this kind can go there. */
async function findMove(id: string, destination: MoveDestination, confluence: Confluence): Promise<Move> {
  const { pages } = confluence;
  await pages.assertSupported(destination.kind === 'sibling' ? { position: destination.position } : {});
  const [page, place] = await Promise.all([pages.summary(id), findPlace(id, destination, confluence)]);
  if (page.status === 'trashed') throw notFound(`Page ${id}`);
  if (page.type === 'blogpost') throw refused('page_id', 'a blog post is not in the page tree.');
  return { page, place };
}

const crossesSpaces = ({ page, place }: Move): boolean => page.spaceKey !== place.spaceKey;

async function previewMove(move: Move, confluence: Confluence, ofDraft: readonly string[]) {
  const { page, place } = move;
  await refuseUneditable(confluence, page.id);
  const below = await pagesBelow(confluence, page.id);
  if (crossesSpaces(move)) {
    await refuseForbidden(confluence, { space: place.spaceKey }, ['create page']);
    await refuseTakenTitles(move, below, confluence);
  }
  const { id, title, version, url } = page;
  const warnings = [
    ...(below.items.length === 0 ? [] : [`The page has ${below.words}, which move with it.`]),
    ...ofDraft,
  ];
  const facts = { id, title, version, url, changed: true, dry_run: true, diff: describe(page, place) };
  return warnings.length === 0 ? facts : { ...facts, warnings };
}

/** The most titles that are looked up in the space to which a page goes with all below it. */
const mostTitles = 25;

/** Ahead of the move: a site that finds a title taken may have put the page below its new parent by then. */
async function refuseTakenTitles(
  { page, place }: Move,
  below: { readonly items: readonly { title: string }[] },
  confluence: Confluence,
): Promise<void> {
  const looked = [page, ...below.items].slice(0, mostTitles);
  await Promise.all(looked.map(({ title }) => refuseTakenTitle(confluence, place.spaceKey, title)));
}

async function findPlace(id: string, destination: MoveDestination, confluence: Confluence): Promise<Place> {
  const { pages, spaces } = confluence;
  if (destination.kind === 'space') {
    const { key, homepageId } = await spaces.get(destination.spaceKey);
    if (homepageId === null) throw refused('target_space_key', `space ${key} has no homepage to put a page below.`);
    if (homepageId === id) throw refused('target_space_key', 'the page is the homepage of that space.');
    return { spaceKey: key, parentId: homepageId, note: 'last' };
  }
  if (destination.kind === 'child') {
    const { parentId } = destination;
    const parent = await findParent(confluence, parentId, 'target_parent_id');
    refuseCycle(id, parentId, await idsAbove(confluence, parent), 'target_parent_id');
    return { spaceKey: parent.spaceKey, parentId, note: 'last' };
  }
  const { targetId, position } = destination;
  const [target, above] = await Promise.all([pages.summary(targetId), pages.ancestors(targetId)]);
  refuseCycle(id, targetId, above, 'target_id');
  if (target.type === 'blogpost') throw refused('target_id', 'a blog post is not in the page tree.');
  if (target.parentId === null)
    throw refused('target_id', 'this page has no parent, so no page can be placed next to it.');
  return { spaceKey: target.spaceKey, parentId: target.parentId, note: `${position} page ${targetId}` };
}

function describe(page: PageSummary, { spaceKey, parentId, note }: Place): string {
  const facts = [
    page.spaceKey === spaceKey ? '' : `space_key: ${page.spaceKey} -> ${spaceKey}`,
    page.parentId === parentId ? '' : `parent_id: ${page.parentId ?? 'none'} -> ${parentId ?? 'none'}`,
    `position: ${note}`,
  ];
  return facts.filter((fact) => fact !== '').join('\n');
}
