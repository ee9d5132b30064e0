import type { Page, PageCopy, Pages, PageWithFacts } from '../../confluence/index.js';
import { AppError } from '../../errors.js';
import { found } from './absence.js';
import { onPage } from './space-guard.js';
import type { SpaceGuard } from './space-guard.js';
import { hidesSpaces } from './space-policy.js';

/** Pages by the space that they really are in; a tree never spans spaces, so its root stands for all of it. */
export function policedPages(pages: Pages, guard: SpaceGuard): Pages {
  return {
    resolveId: (reference) => resolveId(pages, guard, reference),
    summary: async (id) =>
      guard.shown(
        await found(
          `Page ${id}`,
          guard.read('page', id, () => pages.summary(id)),
        ),
      ),
    get: (id, query = {}) => getPage(pages, guard, id, query),
    read: (id, query = {}) => readPage(pages, guard, id, query),
    item: async (id) => {
      await guard.parent(id, 'read');
      return pages.item(id);
    },
    moveWritesVersion: () => pages.moveWritesVersion(),
    assertSupported: (write) => pages.assertSupported(write),
    findDraft: onPage(guard, 'read', (id) => pages.findDraft(id)),
    nearestTitles: async (spaceKey, title, limit) => {
      await guard.space(spaceKey, 'read');
      return pages.nearestTitles(spaceKey, title, limit);
    },
    findByTitle: async (spaceKey, title, options) => {
      await guard.space(spaceKey, 'read');
      const page = await pages.findByTitle(spaceKey, title, options);
      return page !== undefined && guard.seesSpace(page.spaceKey) ? page : undefined;
    },
    children: async (id, query) => {
      await guard.parent(id, 'read');
      return pages.children(id, query);
    },
    ancestors: onPage(guard, 'read', (id) => pages.ancestors(id)),
    tree: async (spaceKey, query) => {
      await guard.space(spaceKey, 'read');
      return pages.tree(spaceKey, query);
    },
    create: async (page) => {
      await guard.space(page.spaceKey, 'write');
      if (page.parentId !== undefined) await guard.parent(page.parentId, 'write');
      return guard.shown(await pages.create(page));
    },
    update: onPage(guard, 'write', async (id, change) => {
      if (change.parentId !== undefined) await guard.parent(change.parentId, 'write');
      return guard.shown(await pages.update(id, change));
    }),
    delete: onPage(guard, 'write', (id, options) => pages.delete(id, options)),
    move: onPage(guard, 'write', async (id, destination) => {
      if (destination.kind === 'space') await guard.space(destination.spaceKey, 'write');
      else await guard.parent(destination.kind === 'child' ? destination.parentId : destination.targetId, 'write');
      return guard.shown(await pages.move(id, destination));
    }),
    copy: async (id, copy) => {
      await admitCopy(guard, id, copy);
      return guard.shown(await pages.copy(id, copy));
    },
    ...policedExtras(pages, guard),
  };
}

/** What a deployment may lack stays absent. */
function policedExtras(pages: Pages, guard: SpaceGuard): Pick<Pages, 'createFolder' | 'archive' | 'updateDetails'> {
  const { createFolder, archive, updateDetails } = pages;
  return {
    ...(createFolder && {
      createFolder: async (folder) => {
        await guard.space(folder.spaceKey, 'write');
        if (folder.parentId !== undefined) await guard.parent(folder.parentId, 'write');
        return createFolder(folder);
      },
    }),
    ...(archive && {
      archive: async (ids, options) => {
        for (const id of ids) await guard.page(id, 'write');
        return archive(ids, options);
      },
    }),
    ...(updateDetails && { updateDetails: onPage(guard, 'write', (id, details) => updateDetails(id, details)) }),
  };
}

const behindUrl = 'The page behind this URL';

/** A URL can name a title or a space: whether that exists must not show in how the look-up fails. */
async function resolveId(pages: Pages, guard: SpaceGuard, reference: string): Promise<string> {
  const id = await found(behindUrl, pages.resolveId(reference));
  if (id !== reference.trim()) await guard.parent(id, 'read', behindUrl);
  return id;
}

/** Reading from a read-only space is fine; a copy without a destination would land beside its source. */
async function admitCopy(
  guard: SpaceGuard,
  id: string,
  { parentId, spaceKey }: Pick<PageCopy, 'parentId' | 'spaceKey'>,
): Promise<void> {
  await guard.page(id, parentId === undefined && spaceKey === undefined ? 'write' : 'read');
  if (parentId !== undefined) await guard.parent(parentId, 'write');
  if (spaceKey !== undefined) await guard.space(spaceKey, 'write');
}

type PageRequest = NonNullable<Parameters<Pages['get']>[1]>;

async function getPage(pages: Pages, guard: SpaceGuard, id: string, query: PageRequest): Promise<Page> {
  const { representation = 'storage', version } = query;
  if (representation === 'storage' && version === undefined) return guard.readPage(id);
  // An old version is judged by where the page is now, not by where it was.
  await guard.page(id, 'read');
  const page = await pages.get(id, query);
  guard.judge(`Page ${id}`, page.spaceKey, 'read');
  if (representation === 'view' && hidesSpaces(guard.policy)) await refuseForeignText(pages, page);
  return page;
}

/** A page as it is now says itself where it is, in the one request; an old version is judged by where the page is now. */
async function readPage(pages: Pages, guard: SpaceGuard, id: string, query: PageRequest): Promise<PageWithFacts> {
  if (query.version !== undefined) await guard.page(id, 'read');
  const reading = pages.read(id, query);
  const page = await (query.version === undefined ? found(`Page ${id}`, reading) : reading);
  guard.judge(`Page ${id}`, page.spaceKey, 'read');
  if (query.representation === 'view' && hidesSpaces(guard.policy)) await refuseForeignText(pages, page);
  return page;
}

const confluenceElement = /<\/?(?:ac|ri|at):/i;

/**
 * Confluence renders with the account's own rights: macros bring in text of other pages, links their titles. So only a
 * page that has neither is given rendered, and only when its source is for certain the one that was rendered.
 */
async function refuseForeignText(pages: Pages, { id, version, status }: Page): Promise<void> {
  const source = await pages.get(id, status === 'historical' ? { version } : {});
  const isSame = source.version === version && source.status === status && status !== 'draft';
  if (isSame && !confluenceElement.test(source.body)) return;
  throw new AppError(
    'NOT_SUPPORTED',
    'This page cannot be read as view: the rendered page could contain text from other spaces.',
    {
      hint: 'Read it as markdown or storage.',
    },
  );
}
