import type { Labels } from '../port.js';
import { contentId, path } from '../transport/path.js';
import { createV1Labels } from '../v1-labels.js';
import { label } from '../v1-wire.js';
import { collectionOf, eitherType } from './either-type.js';
import type { GroupContext } from './group-context.js';
import { fetchAll } from './list-page.js';

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
        scope: 'read:page:confluence',
      }),
    );
    return labels.map(({ name }) => name);
  };
  return createV1Labels({ send, list, scope: 'write:label:confluence' });
}
