import type { Revision } from '../world/model.js';
import { baseOf, serverTime, type View } from './site.js';
import { userByKey } from './user-json.js';
import type { Expansion } from './expansion.js';

/** Who made content, who changed it last, and who worked on it. */
export function historyJson(
  view: View,
  { id, revisions }: { id: string; revisions: readonly Revision[] },
  expand: Expansion,
) {
  const { site } = view;
  const first = revisions[0] as Revision;
  const version = (revision: Revision | undefined) => revision && versionJson(view, id, revision);
  const userKeys = [...new Set(revisions.map(({ authorId }) => authorId))];
  const parts: Record<string, () => unknown> = {
    lastUpdated: () => version(revisions.at(-1)),
    previousVersion: () => version(revisions.at(-2)),
    nextVersion: () => undefined,
    contributors: () => ({
      publishers: { users: userKeys.map((key) => userByKey(site, key)), userKeys },
    }),
  };
  const names = Object.keys(parts);
  const shown = names.filter((name) => expand.has(name));
  return {
    ...Object.fromEntries(shown.map((name) => [name, parts[name]?.()])),
    latest: true,
    createdBy: userByKey(site, first.authorId),
    createdDate: serverTime(first.createdAt),
    _links: { self: `${baseOf(site)}/rest/api/content/${id}/history` },
    _expandable: Object.fromEntries(names.filter((name) => !shown.includes(name)).map((name) => [name, ''])),
  };
}

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
