import type { MethodScopes } from '../transport/wire-request.js';
import type { Labels } from '../port.js';
import { contentId, path } from '../transport/path.js';
import { createLabelsThrough } from '../rest/labels.js';
import { label } from '../rest/wire.js';
import { collectionOf, eitherType } from './content-type.js';
import type { GroupContext } from './space-cache.js';
import { fetchAll } from './lists.js';

/** What each method needs of a token with scopes, the one that its errors name first. */
export const labelScopes = {
  list: ['read:page:confluence'],
  add: ['write:label:confluence', 'read:label:confluence'],
  remove: ['write:label:confluence', 'read:label:confluence'],
} as const satisfies MethodScopes<Labels>;

/** Read through v2, written through v1, which is the only way. */
export function createLabels({ send }: GroupContext): Labels {
  const list = async (pageId: string): Promise<string[]> => {
    const id = contentId(pageId, 'page_id');
    const labels = await eitherType((type) =>
      fetchAll(send, {
        path: path`/api/v2/${collectionOf[type]}/${id}/labels`,
        query: { prefix: 'global' },
        item: label,
        subject: `Page ${id}`,
        scopes: labelScopes.list,
      }),
    );
    return labels.map(({ name }) => name);
  };
  return createLabelsThrough({ send, list, scopes: labelScopes.add });
}
