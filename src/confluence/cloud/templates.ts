import type { MethodScopes } from '../transport/wire-request.js';
import { z } from 'zod';
import { AppError, isAppError, notFound } from '../../errors.js';
import type { Paged, Template } from '../model.js';
import type { Templates } from '../port.js';
import { path } from '../transport/path.js';
import { decodeCursor, encodeCursor } from '../rest/cursor.js';
import type { GroupContext } from './space-cache.js';
import { template, templateWithBody, type TemplateWire } from '../rest/wire.js';
import { listOf } from './wire.js';

/** What each method needs of a token with scopes, the one that its errors name first. */
export const templateScopes = {
  list: ['read:template:confluence', 'read:content-details:confluence'],
  get: ['read:template:confluence', 'read:content-details:confluence'],
} as const satisfies MethodScopes<Templates>;

const place = z.object({ start: z.number().int().positive() });

/** https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-template/, which v2 does not have. */
export function createTemplates(context: GroupContext): Templates {
  return {
    list: (query) => listTemplates(context, query),
    get: async (id) => {
      const wire = await context
        .send({
          method: 'GET',
          path: path`/rest/api/template/${templateId(id)}`,
          query: { expand: 'body.storage' },
          answer: templateWithBody,
          subject: `Template ${id}`,
          scopes: templateScopes.get,
        })
        .catch((error: unknown) => refusedAsMissing(id, error));
      return { ...toTemplate(wire), body: wire.body };
    },
  };
}

/** This list counts its items instead of handing out cursors. */
async function listTemplates(
  { send, spaces }: GroupContext,
  { spaceKey, limit, cursor }: Parameters<Templates['list']>[0],
): Promise<Paged<Template>> {
  const key = spaceKey === undefined ? undefined : await spaces.keyOf(send, await spaces.idOf(send, spaceKey));
  const list = ['templates', key];
  const start = decodeCursor(list, place, cursor)?.start ?? 0;
  const { results, _links } = await send({
    method: 'GET',
    path: path`/rest/api/template/page`,
    query: { spaceKey: key, start, limit },
    answer: listOf(template),
    subject: key === undefined ? 'Templates of the site' : `Space ${key}`,
    scopes: templateScopes.list,
  });
  const goesOn = _links?.next !== undefined && results.length > 0;
  return {
    items: results.map((wire) => toTemplate(wire, key)),
    nextCursor: goesOn ? encodeCursor(list, { start: start + results.length }) : null,
  };
}

function toTemplate({ templateId, name, description, space }: TemplateWire, key?: string): Template {
  return { id: templateId, name, spaceKey: space?.key ?? key ?? null, description: description ?? '' };
}

function templateId(id: string): string {
  if (/^[\w-]{1,100}$/.test(id)) return id;
  throw new AppError('INVALID_INPUT', 'template_id is not the id of a template.', {
    hint: 'Send the id as the list of templates shows it.',
    details: { field: 'template_id' },
  });
}

/** Confluence answers 403 for a template that is not there as well as for one that is hidden. */
function refusedAsMissing(id: string, error: unknown): never {
  if (!isAppError(error) || error.code !== 'FORBIDDEN' || 'scope' in error.details) throw error;
  throw notFound(`Template ${id}`, { cause: error });
}
