import type { Labels } from '../port.js';
import { contentId, path } from '../transport/path.js';
import { createV1Labels } from '../v1-labels.js';
import { label } from '../v1-wire.js';
import type { GroupContext } from './group-context.js';
import { fetchMany, noScope } from './list-page.js';

export function createLabels({ send }: GroupContext): Labels {
  const list = async (pageId: string): Promise<string[]> => {
    const id = contentId(pageId, 'page_id');
    const query = { prefix: 'global' };
    const request = { path: path`/rest/api/content/${id}/label`, query, item: label, subject: `Page ${id}` };
    const { items } = await fetchMany(send, request);
    return items.map(({ name }) => name);
  };
  return createV1Labels({ send, list, scope: noScope });
}
