import { z } from 'zod';
import { AppError } from '../../errors.js';
import type { Labels } from '../port.js';
import { contentId, path } from '../transport/path.js';
import type { ScopedSend } from '../transport/wire-request.js';
import { label, nothing } from './wire.js';

interface LabelsOptions {
  readonly send: ScopedSend;
  /** Every label of a page. */
  readonly list: Labels['list'];
  /** What a caller's own token needs for writing. */
  readonly scopes: readonly string[];
}

const added = z.object({ results: z.array(label) });
const shape = 'Labels have no spaces and none of : ; , . ? & [ ] ( ) # ^ * ! @.';

/** Written through v1 on both deployments. Labels are lower case in Confluence. */
export function createLabelsThrough({ send, list, scopes }: LabelsOptions): Labels {
  /** By query, because the form by path takes no slash in the name. */
  const removeOne = (pageId: string, name: string): Promise<unknown> =>
    send({
      method: 'DELETE',
      path: path`/rest/api/content/${pageId}/label`,
      query: { name },
      answer: nothing,
      subject: `Label ${name} on page ${pageId}`,
      scopes,
    });

  return {
    list,
    add: async (pageId, labels) => {
      const id = contentId(pageId, 'page_id');
      const { results } = await send({
        method: 'POST',
        path: path`/rest/api/content/${id}/label`,
        body: labels.map((name) => ({ prefix: 'global', name: labelName(name) })),
        answer: added,
        subject: `Page ${id}`,
        scopes,
        badRequestHint: shape,
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

function labelName(name: string): string {
  const trimmed = name.trim().toLowerCase();
  if (trimmed !== '' && trimmed.length <= 255 && !/[\s:;,.?&[\]()#^*!@]/.test(trimmed)) return trimmed;
  throw new AppError('INVALID_INPUT', 'labels contains a name that cannot be a label.', {
    hint: shape,
    details: { field: 'labels' },
  });
}
