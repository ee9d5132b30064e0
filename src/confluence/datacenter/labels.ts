import type { Labels } from '../port.js';
import { contentId, path } from '../transport/path.js';
import { createLabelsThrough } from '../rest/labels.js';
import { label } from '../rest/wire.js';
import type { GroupContext } from './content.js';
import { fetchMany } from './lists.js';

/**
 * https://developer.atlassian.com/server/confluence/rest/v1000/api-group-content-labels/; only those that all can see
 * (`global`).
 */
export function createLabels({ send }: GroupContext): Labels {
  const list = async (pageId: string): Promise<string[]> => {
    const id = contentId(pageId, 'page_id');
    const query = { prefix: 'global' };
    const request = { path: path`/rest/api/content/${id}/label`, query, item: label, subject: `Page ${id}` };
    const { items } = await fetchMany(send, request);
    return items.map(({ name }) => name);
  };
  return createLabelsThrough({ send, list, scopes: [] });
}
