import { startLongTask } from './long-tasks.js';
import type { LongTask, User } from './model.js';
import type { Content } from './content.js';
import { deleteContent } from './pages.js';
import { invalid, Refusal } from './refusal.js';
import { editContent, viewContent } from './rights.js';
import { descendantsOf } from './tree.js';
import type { World } from './world.js';

const maxPages = 300;

/** Archives pages one after the other; what is below them stays as it is. Nothing begins when one of them is wrong. */
export function archivePages(world: World, actor: User, ids: readonly string[]): LongTask {
  if (ids.length === 0) throw invalid('At least one page must be given');
  if (ids.length > maxPages) throw invalid(`The number of pages to archive is larger than the limit of ${maxPages}`);
  for (const id of ids) archivable(world, actor, id);
  const steps = ids.map((id) => () => {
    archivable(world, actor, id).status = 'archived';
  });
  return startLongTask(world, actor, 'archive.pages', steps);
}

function archivable(world: World, actor: User, id: string): Content {
  const content = resolved(() => editContent(world, actor, id), id);
  if (content.type !== 'page') throw invalid(`Content with id ${id} is not a page`);
  if (content.status !== 'current') throw invalid(`Page with id ${id} is not current and cannot be archived`);
  if (content.id === world.space(content.spaceId).homepageId) {
    throw invalid('The homepage of a space cannot be archived');
  }
  return content;
}

/** An id that leads nowhere is a wrong request here, not a missing address. */
function resolved(find: () => Content, id: string): Content {
  try {
    return find();
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'not-found') throw invalid(`Content with id ${id} does not exist`);
    throw error;
  }
}

/** Moves a page and every page below it to the trash, the lowest first. */
export function trashTree(world: World, actor: User, id: string): LongTask {
  const root = viewContent(world, actor, id);
  if (root.type !== 'page' || root.status !== 'current') throw invalid(`Content with id ${id} is not a current page`);
  const below = descendantsOf(world, root, Infinity).map(({ content }) => content);
  for (const one of [root, ...below]) editContent(world, actor, one.id);
  const steps = [root, ...below].reverse().map((one) => () => {
    deleteContent(world, actor, one.id, { purge: false, draft: false });
  });
  return startLongTask(world, actor, 'delete.page.tree', steps);
}
