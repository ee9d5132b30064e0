import type { Content } from '../world/content.js';
import type { Operation } from '../world/model.js';
import { embeddedList } from './listing.js';
import type { Expansion } from './expansion.js';
import { baseOf, type View } from './site.js';
import { userByKey } from './user-json.js';

/** What can be restricted; deleting goes with updating. */
export const operations = ['read', 'update'] as const;

/** Both operations, keyed by their names. */
export function restrictionsJson(view: View, content: Content, expand: Expansion) {
  return {
    ...Object.fromEntries(
      operations.map((operation) => [operation, restrictionJson(view, content, operation, expand.within(operation))]),
    ),
    _links: { self: byOperation(view, content) },
  };
}

/** One operation with the users and groups that may, each list only when it is expanded. */
export function restrictionJson(view: View, content: Content, operation: Operation, expand: Expansion) {
  const { site } = view;
  const { users, groups } = content.restrictions[operation];
  const self = `${byOperation(view, content)}/${operation}`;
  const lists = {
    user: embeddedList(
      users.map((key) => userByKey(site, key)),
      self,
      200,
    ),
    group: embeddedList(
      groups.map((name) => groupJson(view, name)),
      self,
      200,
    ),
  };
  const inner = expand.within('restrictions');
  const shown = Object.entries(lists).filter(([name]) => inner.has(name));
  const rest = Object.keys(lists).filter((name) => !inner.has(name));
  return {
    operation,
    restrictions: { ...Object.fromEntries(shown), _expandable: Object.fromEntries(rest.map((name) => [name, ''])) },
    _links: { self },
    _expandable: { content: `/rest/api/content/${content.id}` },
  };
}

/** A group by its name, which is its only id here. */
export function groupJson({ site }: View, name: string) {
  return { type: 'group', name, _links: { self: `${baseOf(site)}/rest/api/group/${encodeURIComponent(name)}` } };
}

const byOperation = ({ site }: View, { id }: Content): string =>
  `${baseOf(site)}/rest/api/content/${id}/restriction/byOperation`;
