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

/** By what queries know things and people. */
interface Naming {
  readonly id: (id: string) => string;
  readonly person: (accountId: string) => string;
}

const byTheirIds: Naming = { id: (id) => id, person: (accountId) => accountId };

/** Everything published that the user may see. */
export function searchableFor(world: World, actor: User, includeArchivedSpaces: boolean, naming = byTheirIds): Found[] {
  const spaces = [...world.spaces.values()].filter(
    (space) => (includeArchivedSpaces || space.status === 'current') && hasSpaceAccess(actor, space, 'read'),
  );
  const keys = new Set(spaces.map(({ id }) => id));
  const visible = [...world.contents.values()].filter(
    (content) => content.status === 'current' && keys.has(content.spaceId) && canView(world, actor, content),
  );
  const ids = new Set(visible.map(({ id }) => id));
  return [
    ...visible.map((entity) => ({ entity, document: new ContentDocument(world, entity, naming) })),
    ...[...world.comments.values()]
      .filter(({ contentId }) => ids.has(contentId))
      .map((entity) => ({ entity, document: new CommentDocument(world, entity, naming) })),
    ...[...world.attachments.values()]
      .filter(({ contentId, status }) => ids.has(contentId) && status === 'current')
      .map((entity) => ({ entity, document: new AttachmentDocument(world, entity, naming) })),
    ...spaces.map((entity) => ({ entity, document: spaceDocument(entity, naming) })),
  ];
}

/** What stands in a space. Each fact is made when a query asks for it: most ask one or two of everything that there is. */
abstract class Document<T extends Content | Comment | Attachment> {
  #titleWords: Word[] | undefined;

  constructor(
    protected readonly world: World,
    protected readonly entity: T,
    readonly naming: Naming,
  ) {}

  /** The content itself, or the one that it belongs to. */
  protected abstract get content(): Content;
  abstract get title(): string;

  get id(): string {
    return this.naming.id(this.entity.id);
  }
  get created(): Date {
    return this.entity.createdAt;
  }
  get contributors(): string[] {
    return this.entity.revisions.map(({ authorId }) => this.naming.person(authorId));
  }
  get creator(): string {
    return this.naming.person((this.entity.revisions[0] as T['revisions'][number]).authorId);
  }
  get modified(): Date {
    return this.latest.createdAt;
  }
  get titleWords(): Word[] {
    return (this.#titleWords ??= wordsOf(this.title));
  }
  get spaceKey(): string {
    return this.#space.key;
  }
  get spaceTitle(): string {
    return this.#space.name;
  }
  get spaceType(): string {
    return this.#space.type;
  }

  protected get latest(): T['revisions'][number] {
    return this.entity.revisions.at(-1) as T['revisions'][number];
  }

  get #space(): Space {
    return this.world.space(this.content.spaceId);
  }
}

/** With a body in storage format. */
abstract class BodyDocument<T extends Content | Comment> extends Document<T> {
  get text(): string {
    return bodyFacts(this.latest).text;
  }
  get textWords(): Word[] {
    return bodyFacts(this.latest).textWords;
  }
  get macros(): string[] {
    return bodyFacts(this.latest).macros;
  }
  get mentions(): string[] {
    return bodyFacts(this.latest).mentions.map(this.naming.person);
  }
}

class ContentDocument extends BodyDocument<Content> implements IndexedDocument {
  readonly container = null;

  protected get content(): Content {
    return this.entity;
  }
  get type(): Content['type'] {
    return this.entity.type;
  }
  get title(): string {
    return this.entity.title;
  }
  get ancestors(): string[] {
    return ancestorsOf(this.world, this.entity).map(({ id }) => id);
  }
  get parent(): string | null {
    return this.entity.parentId;
  }
  get labels(): string[] {
    return this.entity.labels.map(({ name }) => name);
  }
}

class CommentDocument extends BodyDocument<Comment> implements IndexedDocument {
  readonly type = 'comment';
  readonly ancestors: string[] = [];
  readonly labels: string[] = [];

  protected get content(): Content {
    return this.world.page(this.entity.contentId);
  }
  get title(): string {
    return `Re: ${this.content.title}`;
  }
  get parent(): string | null {
    return this.entity.parentCommentId;
  }
  get container(): string {
    return this.entity.contentId;
  }
}

class AttachmentDocument extends Document<Attachment> implements IndexedDocument {
  readonly type = 'attachment';
  readonly ancestors: string[] = [];
  readonly parent = null;
  readonly macros: string[] = [];
  readonly mentions: string[] = [];

  protected get content(): Content {
    return this.world.page(this.entity.contentId);
  }
  get title(): string {
    return this.entity.title;
  }
  get text(): string {
    return this.latest.comment;
  }
  get textWords(): Word[] {
    return wordsOf(this.text);
  }
  get container(): string {
    return this.entity.contentId;
  }
  get labels(): string[] {
    return this.entity.labels.map(({ name }) => name);
  }
}

function spaceDocument(space: Space, naming: Naming): IndexedDocument {
  return {
    ...words(space.name, space.description),
    id: space.id,
    type: 'space',
    created: space.createdAt,
    modified: space.createdAt,
    creator: naming.person(space.authorId),
    contributors: [naming.person(space.authorId)],
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
  return { title, text, titleWords: wordsOf(title), textWords: wordsOf(text) };
}
