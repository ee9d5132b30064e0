/** What Confluence holds, in our own words. Wire names never leave `cloud/` and `datacenter/`. Ids are strings; times are ISO 8601. */

export type ContentType = 'page' | 'blogpost';
export type ContentStatus = 'current' | 'draft' | 'trashed' | 'archived' | 'historical';

/** A page or blog post without its body. */
export interface PageSummary {
  id: string;
  type: ContentType;
  title: string;
  spaceKey: string;
  status: ContentStatus;
  version: number;
  parentId: string | null;
  /** Absolute browser URL. */
  url: string;
  updatedAt: string | null;
}

/** A page with its body in the representation that was asked for. */
export interface Page extends PageSummary {
  representation: BodyRepresentation;
  body: string;
}

/** A page with what readers ask of it besides its text. */
export interface PageWithFacts extends Page {
  facts: PageFacts;
}

/** null for what Confluence does not tell this account, or does not know. */
export interface PageFacts {
  createdAt: string | null;
  author: Person | null;
  /** Who made the version that was read. */
  lastEditor: Person | null;
  /** Only Cloud has owners. */
  owner: Person | null;
  labels: string[];
  /** From the top of the space down to the parent; null when they could not be told in one request. */
  ancestors: Ancestor[] | null;
}

export interface Ancestor {
  id: string;
  title: string;
}

/** `name` is the id where the account may not see names. */
export interface Person {
  id: string;
  name: string;
}

/** What somebody wrote and did not publish. */
export interface PageDraft {
  title: string;
  /** Storage format. */
  body: string;
  /** Whether publishing it would change the page. */
  differs: boolean;
}

/** `storage`: Confluence's XML, exactly as stored. `view`: rendered HTML. */
export type BodyRepresentation = 'storage' | 'view';

/** What stands in the page tree. Only Cloud has other things than pages, and none of those has text that can be read. */
export type TreeItemType = 'page' | 'folder' | 'whiteboard' | 'database' | 'embed' | 'live_doc';

/** Whatever a page can lie below. */
export interface TreeItem {
  id: string;
  type: TreeItemType | 'blogpost';
  title: string;
  spaceKey: string;
  status: ContentStatus;
  parentId: string | null;
  url: string;
}

/** A node of the page tree. */
export interface ChildPage {
  id: string;
  type: TreeItemType;
  title: string;
  /** null at the top of a space. */
  parentId: string | null;
  /** 1 for a direct child, or at the top of a space. */
  depth: number;
  url: string;
  /** null when Confluence would have to be asked page by page to know. */
  hasChildren: boolean | null;
}

export interface Space {
  id: string;
  key: string;
  name: string;
  type: string;
  url: string;
  homepageId: string | null;
}

export interface SpacePermission {
  subject: { type: 'user' | 'group' | 'role' | 'anonymous'; id: string; name: string | null };
  /** What may be done to what: `read space`, `create page`. */
  operation: string;
}

export interface SearchHit {
  id: string;
  type: string;
  title: string;
  /** null for results that live in no space (users). */
  spaceKey: string | null;
  url: string;
  /** Plain text, highlight marks and entities removed. */
  excerpt: string;
  updatedAt: string | null;
  lastEditor: Person | null;
}

export type CommentLocation = 'footer' | 'inline';
export type CommentStatus = 'open' | 'resolved' | 'dangling';

export interface Comment {
  id: string;
  pageId: string;
  location: CommentLocation;
  status: CommentStatus;
  /** Who wrote its present text. */
  author: User;
  /** Storage format. */
  body: string;
  /** null for a comment that was edited since: Confluence then tells only when that was. */
  createdAt: string | null;
  /** The comment that this one answers. */
  replyTo: string | null;
  /** The commented words, for inline comments. */
  textSelection: string | null;
  version: number;
}

export interface User {
  id: string;
  name: string;
  email: string | null;
}

/** One page of a list. `nextCursor` is opaque and null at the end. */
export interface Paged<T> {
  items: T[];
  nextCursor: string | null;
}

export interface PageQuery {
  limit: number;
  cursor?: string | undefined;
}

export interface Attachment {
  /** `att…` on Cloud, digits on Data Center. */
  id: string;
  pageId: string;
  filename: string;
  mediaType: string;
  sizeBytes: number;
  version: number;
  /** Absolute browser URL. */
  url: string;
}

export interface AttachmentContent extends Attachment {
  bytes: Uint8Array;
}

export interface NewAttachment {
  filename: string;
  mediaType: string;
  bytes: Uint8Array;
  comment?: string | undefined;
}

export interface PageVersion {
  number: number;
  author: User;
  createdAt: string | null;
  message: string;
  minor: boolean;
}

export type TaskStatus = 'incomplete' | 'complete';

export interface TaskFilter {
  spaceKey?: string | undefined;
  pageId?: string | undefined;
  /** Account id (Cloud) or user name (Data Center). */
  assignee?: string | undefined;
  status?: TaskStatus | undefined;
  /** ISO date. */
  dueBefore?: string | undefined;
}

export interface Task {
  id: string;
  /** What its page calls it (`ac:task-id`); null where Confluence does not tell. */
  localId: string | null;
  pageId: string;
  status: TaskStatus;
  /** Storage format. */
  body: string;
  assignee: string | null;
  dueAt: string | null;
}

export interface Template {
  id: string;
  name: string;
  /** null for a template of the whole site. */
  spaceKey: string | null;
  description: string;
}

export interface TemplateContent extends Template {
  /** Storage format, with the `at:` variables of templates in it. */
  body: string;
}

export type PageOperation = 'read' | 'update';

/** What an account may do something with. Comments are in two collections. */
export type Place =
  | { readonly page: string }
  | { readonly space: string }
  | { readonly comment: string; readonly location: CommentLocation }
  | { readonly attachment: string };

/** As Confluence names both: `update` of a `page`, `create` of a `comment`. */
export interface PermittedOperation {
  readonly operation: string;
  readonly target: string;
}

/** User ids and group names. */
export interface Grantees {
  users: string[];
  groups: string[];
}

export type Restrictions = Record<PageOperation, Grantees>;

/** An operation that is absent keeps its restrictions. */
export type RestrictionChange = Partial<Restrictions>;
