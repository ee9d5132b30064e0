import { AppError } from '../../errors.js';
import { spaceKey as asSpaceKey } from '../rest/arguments.js';
import type { Template } from '../model.js';
import type { Templates } from '../port.js';
import { contentId, path } from '../transport/path.js';
import { isNotFound } from '../rest/outcomes.js';
import type { GroupContext } from './content.js';
import { fetchPaged } from './lists.js';
import { template, templateWithBody, type TemplateWire } from '../rest/wire.js';

/** Templates have an experimental address alone, which not every release has. */
export function createTemplates({ send }: GroupContext): Templates {
  return {
    list: async ({ spaceKey, ...page }) => {
      const request = {
        path: path`/rest/experimental/template/page`,
        query: { spaceKey: spaceKey === undefined ? undefined : asSpaceKey(spaceKey) },
        item: template,
        subject: spaceKey === undefined ? 'Templates' : `Space ${spaceKey}`,
      };
      return fetchPaged(send, request, page, toTemplate).catch((error: unknown) => {
        // Without a space nothing can be missing but the address itself.
        throw spaceKey === undefined && isNotFound(error) ? noTemplates() : error;
      });
    },
    get: async (templateId) => {
      const id = contentId(templateId, 'template_id');
      const wire = await send({
        method: 'GET',
        path: path`/rest/experimental/template/${id}`,
        query: { expand: 'body' },
        answer: templateWithBody,
        subject: `Template ${id}`,
      });
      return { ...toTemplate(wire), body: wire.body };
    },
  };
}

function toTemplate({ templateId, name, description, space }: TemplateWire): Template {
  return { id: templateId, name, spaceKey: space?.key ?? null, description: description ?? '' };
}

function noTemplates(): AppError {
  return new AppError('NOT_SUPPORTED', 'This release of Confluence Data Center has no API for templates.', {
    hint: 'Create the page from a page that serves as a model: copy it.',
  });
}
