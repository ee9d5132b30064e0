import type { IndexedDocument } from './document.js';

/** How a field is compared, and with which values of a document. */
export type Field =
  /** Compared as a whole, without regard to case. */
  | { kind: 'exact'; values: (document: IndexedDocument) => readonly string[] }
  /** Compared as a whole or by words, of which the beginning can be enough. */
  | { kind: 'title'; values: (document: IndexedDocument) => readonly string[]; byBeginnings?: true }
  /** Searched by words only. */
  | { kind: 'text' }
  /** Searched by words of which some are enough, the best documents first. */
  | { kind: 'ranked' }
  | { kind: 'date'; instant: (document: IndexedDocument) => number };

const exact = (values: (document: IndexedDocument) => readonly (string | null)[]): Field => ({
  kind: 'exact',
  values: (document) => values(document).filter((value) => value !== null),
});

const contentFields: Record<string, Field> = {
  ancestor: exact((document) => document.ancestors),
  container: exact((document) => [document.container]),
  content: exact((document) => [document.id]),
  contributor: exact((document) => document.contributors),
  creator: exact((document) => [document.creator]),
  favourite: exact(() => []),
  favorite: exact(() => []),
  id: exact((document) => [document.id]),
  label: exact((document) => document.labels.flatMap((name) => [name, `global:${name}`])),
  macro: exact((document) => document.macros),
  mention: exact((document) => document.mentions),
  parent: exact((document) => [document.parent]),
  space: exact((document) => [document.spaceKey]),
  'space.key': exact((document) => [document.spaceKey]),
  'space.type': exact((document) => [document.spaceType]),
  'space.category': exact(() => []),
  type: exact((document) => [document.type]),
  watcher: exact(() => []),
  title: { kind: 'title', values: (document) => [document.title] },
  'space.title': { kind: 'title', values: (document) => [document.spaceTitle] },
  text: { kind: 'text' },
  sitesearch: { kind: 'ranked' },
  created: { kind: 'date', instant: (document) => document.created.getTime() },
  lastmodified: { kind: 'date', instant: (document) => document.modified.getTime() },
};

const userFields: Record<string, Field> = {
  user: exact((document) => [document.id]),
  'user.accountid': exact((document) => [document.id]),
  'user.userkey': exact((document) => [document.userKey ?? null]),
  'user.fullname': { kind: 'title', values: (document) => [document.title], byBeginnings: true },
  type: exact((document) => [document.type]),
};

/** Fields of content search, of user search (`user.…`), and of a search for both at once. */
export const fieldsOf = {
  content: contentFields,
  user: userFields,
  everything: { ...userFields, ...contentFields },
} as const;

/** The operators that each kind of field takes; any other is refused, as the site does. */
export const operatorsOf: Record<Field['kind'], readonly string[]> = {
  exact: ['=', '!=', 'in', 'not in'],
  title: ['=', '!=', '~', '!~', 'in', 'not in'],
  text: ['~', '!~'],
  ranked: ['~', '!~'],
  date: ['=', '!=', '>', '>=', '<', '<=', 'in', 'not in'],
};

/** What `order by` may name. */
export const orderKeys: Record<string, (document: IndexedDocument) => string | number> = {
  created: (document) => document.created.getTime(),
  lastmodified: (document) => document.modified.getTime(),
  title: (document) => document.title.toLowerCase(),
  id: (document) => document.id.padStart(20, '0'),
  type: (document) => document.type,
  space: (document) => document.spaceKey,
  'space.key': (document) => document.spaceKey,
  creator: (document) => document.creator,
};
