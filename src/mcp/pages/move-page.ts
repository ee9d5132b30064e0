import type { Confluence, MoveDestination, Page } from '../../confluence/index.js';
import { AppError } from '../../errors.js';
import type { ToolContext } from '../define-tool.js';
import { refuseTakenTitle } from './refuse-taken-title.js';

export interface MoveRequest {
  readonly page_id: string;
  readonly target_parent_id?: string | undefined;
  readonly target_space_key?: string | undefined;
  readonly target_id?: string | undefined;
  readonly position?: 'append' | 'before' | 'after' | undefined;
  readonly dry_run: boolean;
}

/** Moves a page with everything below it. A preview finds out what Confluence would refuse. */
export async function movePage(request: MoveRequest, { confluence, progress }: ToolContext) {
  const destination = destinationOf(request);
  if (request.dry_run) return previewMove(request.page_id, destination, confluence);
  progress(0, 1, 'Moving the page');
  const { id, title, version, url } = await confluence.pages.move(request.page_id, destination);
  return { id, title, version, url, changed: true, dry_run: false };
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
