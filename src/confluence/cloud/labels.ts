import { AppError } from '../../errors.js';
import type { Labels } from '../port.js';
import { contentId, path } from '../transport/path.js';
import { collectionOf, eitherType } from './either-type.js';
import type { GroupContext } from './group-context.js';
import { fetchAll } from './list-page.js';
import { label, listOf, nothing } from './wire.js';

/** Read through v2, written through v1, which is the only way. Labels are lower case in Confluence. */
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

  const removeOne = (pageId: string, name: string): Promise<unknown> =>
    send({
      method: 'DELETE',
      path: path`/rest/api/content/${pageId}/label`,
      query: { name },
      answer: nothing,
      subject: `Label ${name} on page ${pageId}`,
      scope: 'write:label:confluence',
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
        scope: 'write:label:confluence',
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

export function labelName(name: string): string {
  const trimmed = name.trim().toLowerCase();
  if (trimmed !== '' && trimmed.length <= 255 && !/[\s:;,.?&[\]()#^*!@]/.test(trimmed)) return trimmed;
  throw new AppError('INVALID_INPUT', 'labels holds a name that cannot be a label.', {
    hint: 'Labels have no spaces and none of : ; , . ? & [ ] ( ) # ^ * ! @.',
    details: { field: 'labels' },
  });
}
