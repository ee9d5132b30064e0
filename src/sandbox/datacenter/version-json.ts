import type { Revision } from '../world/model.js';
import { baseOf, serverTime, type View } from './site.js';
import { userByKey } from './user-json.js';

type Stamp = Pick<Revision, 'number' | 'message' | 'minorEdit' | 'authorId' | 'createdAt'>;

/** One version of content with the id `id`. */
export function versionJson({ site }: View, id: string, version: Stamp) {
  const { number, message, minorEdit, authorId, createdAt } = version;
  return {
    by: userByKey(site, authorId),
    when: serverTime(createdAt),
    ...{ message, number, minorEdit, hidden: false },
    _links: { self: `${baseOf(site)}/rest/experimental/content/${id}/version/${number}` },
    _expandable: { content: `/rest/api/content/${id}` },
  };
}
