import { LRUCache } from 'lru-cache';
import type { IndexedDocument } from '../cql/document.js';
import { wordsOf, type Word } from '../cql/words.js';
import type { Content } from './content.js';
import type { Attachment, Comment, Revision, Space, User } from './model.js';
import { canView, hasSpaceAccess } from './rights.js';
import { referencesOf, textOf } from './storage-text.js';
import { ancestorsOf } from './tree.js';
import type { World } from './world.js';

type BodyFacts = { text: string; textWords: Word[] } & ReturnType<typeof referencesOf>;

/** By the body: sites that start with the same seed have the same pages. Four million characters of them at most. */
const facts = new LRUCache<string, BodyFacts>({
  maxSize: 4_000_000,
  sizeCalculation: (_facts, storage) => storage.length + 1,
});

/** What a search asks of a body, read once for each. */
function bodyFacts({ storage }: Revision): BodyFacts {
  const known = facts.get(storage);
  if (known !== undefined) return known;
  const text = textOf(storage);
  const fresh = { text, textWords: wordsOf(text), ...referencesOf(storage) };
  facts.set(storage, fresh);
  return fresh;
}

/** A document, and what it is of. */
export interface Found {
  document: IndexedDocument;
  entity: Content | Comment | Attachment | Space;
}

/** Everything published that the user may see. */
export function searchableFor(world: World, actor: User, includeArchivedSpaces: boolean): Found[] {
  const spaces = [...world.spaces.values()].filter(
    (space) => (includeArchivedSpaces || space.status === 'current') && hasSpaceAccess(actor, space, 'read'),
  );
  const keys = new Set(spaces.map(({ id }) => id));
  const visible = [...world.contents.values()].filter(
    (content) => content.status === 'current' && keys.has(content.spaceId) && canView(world, actor, content),
  );
  const ids = new Set(visible.map(({ id }) => id));
  return [
    ...visible.map((entity) => ({ entity, document: contentDocument(world, entity) })),
    ...[...world.comments.values()]
      .filter(({ contentId }) => ids.has(contentId))
      .map((entity) => ({ entity, document: commentDocument(world, entity) })),
    ...[...world.attachments.values()]
      .filter(({ contentId, status }) => ids.has(contentId) && status === 'current')
      .map((entity) => ({ entity, document: attachmentDocument(world, entity) })),
    ...spaces.map((entity) => ({ entity, document: spaceDocument(entity) })),
  ];
}

function contentDocument(world: World, content: Content): IndexedDocument {
  const { macros, mentions, ...body } = bodyFacts(content.version);
  return {
    ...place(world, content),
    ...titled(content.title, body),
    id: content.id,
    type: content.type,
    created: content.createdAt,
    modified: content.modifiedAt,
    creator: content.authorId,
    contributors: content.revisions.map(({ authorId }) => authorId),
    ancestors: ancestorsOf(world, content).map(({ id }) => id),
    parent: content.parentId,
    container: null,
    labels: content.labels.map(({ name }) => name),
    macros,
    mentions,
  };
}

function commentDocument(world: World, comment: Comment): IndexedDocument {
  const content = world.page(comment.contentId);
  const latest = comment.revisions.at(-1) as Revision;
  const { macros, mentions, ...body } = bodyFacts(latest);
  return {
    ...place(world, content),
    ...titled(`Re: ${content.title}`, body),
    id: comment.id,
    type: 'comment',
    created: comment.createdAt,
    modified: latest.createdAt,
    creator: (comment.revisions[0] as Revision).authorId,
    contributors: comment.revisions.map(({ authorId }) => authorId),
    ancestors: [],
    parent: comment.parentCommentId,
    container: content.id,
    labels: [],
    macros,
    mentions,
  };
}

function attachmentDocument(world: World, attachment: Attachment): IndexedDocument {
  const latest = attachment.revisions.at(-1) as Attachment['revisions'][number];
  return {
    ...place(world, world.page(attachment.contentId)),
    ...words(attachment.title, latest.comment),
    id: attachment.id,
    type: 'attachment',
    created: attachment.createdAt,
    modified: latest.createdAt,
    creator: latest.authorId,
    contributors: attachment.revisions.map(({ authorId }) => authorId),
    ancestors: [],
    parent: null,
    container: attachment.contentId,
    labels: attachment.labels.map(({ name }) => name),
    macros: [],
    mentions: [],
  };
}

function spaceDocument(space: Space): IndexedDocument {
  return {
    ...words(space.name, space.description),
    id: space.id,
    type: 'space',
    created: space.createdAt,
    modified: space.createdAt,
    creator: space.authorId,
    contributors: [space.authorId],
    spaceKey: space.key,
    spaceTitle: space.name,
    spaceType: space.type,
    ancestors: [],
    parent: null,
    container: null,
    labels: space.labels.map(({ name }) => name),
    macros: [],
    mentions: [],
  };
}

/** A person as a document: found by name, at no time and in no space. */
export function userDocument({ accountId, displayName }: User): IndexedDocument {
  const epoch = new Date(0);
  return {
    ...words(displayName, ''),
    id: accountId,
    type: 'user',
    created: epoch,
    modified: epoch,
    creator: '',
    contributors: [],
    spaceKey: '',
    spaceTitle: '',
    spaceType: '',
    ancestors: [],
    parent: null,
    container: null,
    labels: [],
    macros: [],
    mentions: [],
  };
}

/** What a user looked at, the latest first, for the functions of CQL. */
export function viewedBy(world: World, { accountId }: User): { contentId: string; spaceKey: string }[] {
  return world.views
    .filter((view) => view.accountId === accountId && world.contents.has(view.contentId))
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .map(({ contentId }) => ({ contentId, spaceKey: world.space(world.page(contentId).spaceId).key }));
}

function words(title: string, text: string) {
  return titled(title, { text, textWords: wordsOf(text) });
}

function titled(title: string, { text, textWords }: Pick<BodyFacts, 'text' | 'textWords'>) {
  return { title, text, titleWords: wordsOf(title), textWords };
}

function place(world: World, content: Content) {
  const { key, name, type } = world.space(content.spaceId);
  return { spaceKey: key, spaceTitle: name, spaceType: type };
}
