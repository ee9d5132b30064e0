/** The fields that Confluence's search knows (Advanced searching using CQL), lower case. */
export const cqlFields: ReadonlySet<string> = new Set([
  'ancestor',
  'container',
  'content',
  'contributor',
  'created',
  'creator',
  'favorite',
  'favourite',
  'id',
  'label',
  'lastmodified',
  'macro',
  'mention',
  'parent',
  'sitesearch',
  'space',
  'space.category',
  'space.key',
  'space.title',
  'space.type',
  'text',
  'title',
  'type',
  'watcher',
]);

/** Fields that Confluence spells with capitals. */
export const spelling: ReadonlyMap<string, string> = new Map([
  ['sitesearch', 'siteSearch'],
  ['lastmodified', 'lastModified'],
]);

/** Functions that stand for a whole list, as in `id in recentlyViewedContent(10)`; lower case. */
export const listFunctions: ReadonlySet<string> = new Set([
  'favoritespaces',
  'favouritespaces',
  'recentlyviewedcontent',
  'recentlyviewedspaces',
]);

/** Words that cannot stand for a value without quotes. */
export const reservedWords: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'order', 'by', 'asc', 'desc']);
