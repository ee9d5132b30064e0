import { editDistance } from '../../edit-distance.js';

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

/** Fields whose values are dates. */
export const dateFields: ReadonlySet<string> = new Set(['created', 'lastmodified']);

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

/** Types of content that Confluence's search knows. Apps add theirs, with a colon in their names. */
export const contentTypes: ReadonlySet<string> = new Set([
  'attachment',
  'blogpost',
  'comment',
  'database',
  'embed',
  'folder',
  'page',
  'space',
  'user',
  'whiteboard',
]);

/** What people call a field or a type, where it is spelt nothing like it. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['owner', 'creator'],
  ['author', 'creator'],
  ['createdby', 'creator'],
  ['editor', 'contributor'],
  ['assignee', 'mention'],
  ['person', 'contributor'],
  ['user', 'contributor'],
  ['updatedby', 'contributor'],
  ['modifiedby', 'contributor'],
  ['lastmodifiedby', 'contributor'],
  ['lastupdatedby', 'contributor'],
  ['lastmodifier', 'contributor'],
  ['lasteditor', 'contributor'],
  ['modified', 'lastmodified'],
  ['updated', 'lastmodified'],
  ['edited', 'lastmodified'],
  ['lastupdated', 'lastmodified'],
  ['date', 'lastmodified'],
  ['body', 'text'],
  ['name', 'title'],
  ['tag', 'label'],
  ['project', 'space'],
  ['key', 'space.key'],
  ['category', 'space.category'],
  ['article', 'blogpost'],
  ['post', 'blogpost'],
  ['document', 'page'],
  ['doc', 'page'],
  ['file', 'attachment'],
]);

/** The known name that an unknown one most likely means: by what people call it, by its first part, by its beginning, by its letters. */
export function nearestName(unknown: string, known: ReadonlySet<string>): string | undefined {
  const name = unknown.toLowerCase().replace(/[_-]/g, '');
  const [part = name] = name.split('.');
  for (const spelt of [name, name.replace(/(?:at|on|date|name|s)$/, ''), part]) {
    const meant = known.has(spelt) ? spelt : otherNames.get(spelt);
    if (meant !== undefined && known.has(meant)) return meant;
  }
  const begun = name.length < 3 ? undefined : [...known].find((candidate) => candidate.startsWith(name));
  if (begun !== undefined) return begun;
  const [best] = [...known]
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= Math.max(2, name.length / 2) ? best.candidate : undefined;
}
