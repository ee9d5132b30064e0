import { labelName } from '../cloud/labels.js';
import type { Labels } from '../port.js';
import { contentId, path } from '../transport/path.js';
import type { GroupContext } from './group-context.js';
import { fetchMany, noScope } from './list-page.js';
import { label, listOf, nothing } from './wire.js';

/** Labels are lower case in Confluence. */
export function createLabels({ send }: GroupContext): Labels {
  const list = async (pageId: string): Promise<string[]> => {
    const id = contentId(pageId, 'page_id');
    const query = { prefix: 'global' };
    const request = { path: path`/rest/api/content/${id}/label`, query, item: label, subject: `Page ${id}` };
    const { items } = await fetchMany(send, request);
    return items.map(({ name }) => name);
  };

  /** By query, because the form by path takes no slash in the name. */
  const removeOne = (pageId: string, name: string): Promise<unknown> =>
    send({
      method: 'DELETE',
      path: path`/rest/api/content/${pageId}/label`,
      query: { name },
      answer: nothing,
      subject: `Label ${name} on page ${pageId}`,
      scope: noScope,
    });

  return {
    list,
    add: async (pageId, labels) => {
      const id = contentId(pageId, 'page_id');
      const { results } = await send({
        method: 'POST',
        path: path`/rest/api/content/${id}/label`,
        body: labels.map((name) => ({ prefix: 'global', name: labelName(name) })),
        answer: listOf(label),
        subject: `Page ${id}`,
        scope: noScope,
        badRequestHint: 'Labels have no spaces and none of : ; , . ? & [ ] ( ) # ^ * ! @.',
      });
      return results.map(({ name }) => name);
    },
    remove: async (pageId, labels) => {
      const unwanted = new Set(labels.map(labelName));
      const present = await list(pageId);
      for (const name of present) if (unwanted.has(name)) await removeOne(pageId, name);
      return present.filter((name) => !unwanted.has(name));
    },
  };
}
