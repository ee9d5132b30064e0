import { AppError } from '../../errors.js';
import { spaceKey as asSpaceKey } from '../rest/arguments.js';
import type { Template } from '../model.js';
import type { Templates } from '../port.js';
import { contentId, path } from '../transport/path.js';
import { isNotFound } from '../rest/outcomes.js';
import type { GroupContext } from './content.js';
import { fetchList, fetchPaged } from './lists.js';
import { template, templateWithBody, type TemplateWire } from '../rest/wire.js';

/** Templates have an experimental address alone, which not every release has. */
export function createTemplates({ send }: GroupContext): Templates {
  const listRequest = { path: path`/rest/experimental/template/page`, item: template, subject: 'Templates' };

  /** What is not found may be the address itself, which is there where the templates of the site are. */
  async function whyNotFound(error: unknown): Promise<never> {
    if (!isNotFound(error)) throw error;
    await fetchList(send, listRequest, 1, 0).catch((other: unknown) => {
      throw isNotFound(other) ? noTemplates() : error;
    });
    throw error;
  }

  return {
    list: async ({ spaceKey, ...page }) => {
      if (spaceKey === undefined) {
        return fetchPaged(send, listRequest, page, toTemplate).catch((error: unknown) => {
          throw isNotFound(error) ? noTemplates() : error;
        });
      }
      const request = { ...listRequest, query: { spaceKey: asSpaceKey(spaceKey) }, subject: `Space ${spaceKey}` };
      return fetchPaged(send, request, page, toTemplate).catch(whyNotFound);
    },
    get: async (templateId) => {
      const id = contentId(templateId, 'template_id');
      const wire = await send({
        method: 'GET',
        path: path`/rest/experimental/template/${id}`,
        query: { expand: 'body' },
        answer: templateWithBody,
        subject: `Template ${id}`,
      }).catch(whyNotFound);
      return { ...toTemplate(wire), body: wire.body };
    },
  };
}

function toTemplate({ templateId, name, description, space }: TemplateWire): Template {
  return { id: templateId, name, spaceKey: space?.key ?? null, description: description ?? '' };
}

function noTemplates(): AppError {
  return new AppError('NOT_SUPPORTED', 'This release of Confluence Data Center has no API for templates.', {
    hint: 'Copy an existing page that can serve as a template.',
  });
}
