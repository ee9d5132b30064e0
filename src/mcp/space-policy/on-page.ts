import type { Access, SpaceGuard } from './space-guard.js';

/** A method whose first argument is a page id, open only where the page's space is. */
export function onPage<Rest extends unknown[], Result>(
  guard: SpaceGuard,
  access: Access,
  method: (pageId: string, ...rest: Rest) => Promise<Result>,
): (pageId: string, ...rest: Rest) => Promise<Result> {
  return async (pageId, ...rest) => {
    await guard.page(pageId, access);
    return method(pageId, ...rest);
  };
}
