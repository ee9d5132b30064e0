import type { IndexedDocument } from '../cql/document.js';
import { excerptOf, markedLine, type ExcerptMode } from '../cql/excerpt.js';
import type { TextMatcher } from '../cql/lucene.js';
import type { Space, User } from '../world/model.js';
import { entityJson } from './entities.js';
import type { Expansion } from './expansion.js';
import { serverTime, type Entity, type View } from './site.js';
import { spaceJson } from './space-json.js';
import { userJson } from './user-json.js';

/** Something that the index knows, found. Exactly one of the three is there. */
export interface Hit {
  document: IndexedDocument;
  content?: Entity;
  space?: Space;
  user?: User;
}

/** A result of the site search, hits in its title and excerpt marked. */
export function hitJson(view: View, hit: Hit, expand: Expansion, highlights: TextMatcher[], mode: ExcerptMode) {
  const { title, text, type, modified, spaceKey, spaceTitle } = hit.document;
  const place = { resultGlobalContainer: { title: spaceTitle, displayUrl: `/display/${spaceKey}` } };
  return {
    ...subjectJson(view, hit, expand),
    title: markedLine(title, highlights, mode),
    excerpt: excerptOf(text, highlights, mode),
    ...(hit.user === undefined ? place : {}),
    iconCssClass: `aui-icon content-type-${type}`,
    lastModified: serverTime(modified),
    friendlyLastModified: modified.toDateString(),
    timestamp: modified.getTime(),
  };
}

function subjectJson(view: View, { content, space, user }: Hit, expand: Expansion) {
  if (user !== undefined) {
    return { user: userJson(view.site, user), url: `/display/~${user.username}`, entityType: 'user' };
  }
  if (space !== undefined) {
    const json = spaceJson(view, space, expand.within('space'));
    return { space: json, url: json._links.webui, entityType: 'space' };
  }
  const json = entityJson(view, content as Entity, expand.within('content'));
  return { content: json, url: json._links.webui, entityType: 'content' };
}
