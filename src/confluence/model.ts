/** What Confluence holds, in our own words. Wire names never leave `cloud/` and `datacenter/`. Ids are strings; times are ISO 8601. */

/** What has a title and a text in a space. Blog posts lie by their date, so that none has a parent. */
export type ContentType = 'page' | 'blogpost';
/** As Confluence has it; `historical` is a version before the newest. */
export type ContentStatus = 'current' | 'draft' | 'trashed' | 'archived' | 'historical';

/** A page or blog post without its body; `version` counts from 1. */
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

/** A page or folder above another. */
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

/**
 * A space. `type` is Confluence's word: `global`, `personal`, on Cloud also others; `url` is the absolute browser URL.
 */
export interface Space {
  id: string;
  key: string;
  name: string;
  type: string;
  url: string;
  homepageId: string | null;
}

/** One thing that somebody may do in a space. */
export interface SpacePermission {
  subject: { type: 'user' | 'group' | 'role' | 'anonymous'; id: string; name: string | null };
  /** What may be done to what: `read space`, `create page`. */
  operation: string;
}

/** One result of a search by CQL. */
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

/** Below the page, or at words of it. */
export type CommentLocation = 'footer' | 'inline';
/** `dangling`: the words that an inline comment stood at are gone from the page. */
export type CommentStatus = 'open' | 'resolved' | 'dangling';

/** A comment or an answer to one; `version` counts from 1. */
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

/** A person or an app: by account id on Cloud, on Data Center by user name, or by user key where there is no name. */
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

/** Which part of a list: so many items at most, from where `nextCursor` of the part before ended. */
export interface PageQuery {
  limit: number;
  cursor?: string | undefined;
}

/** A file of a page, without its bytes; `version` counts the uploads of its name, from 1. */
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

/** A file with its bytes: those of the version that it tells. */
export interface AttachmentContent extends Attachment {
  bytes: Uint8Array;
}

/** A file to upload, under a name that the page may have already; then it becomes a version of that. */
export interface NewAttachment {
  filename: string;
  mediaType: string;
  bytes: Uint8Array;
  comment?: string | undefined;
}

/**
 * One version of a page, as its history lists it; `number` counts from 1, `minor` means that watchers were not told.
 */
export interface PageVersion {
  number: number;
  author: User;
  createdAt: string | null;
  message: string;
  minor: boolean;
}

/** As Confluence has it: there is nothing in between. */
export type TaskStatus = 'incomplete' | 'complete';

/** Which tasks are listed; what is undefined narrows nothing. */
export interface TaskFilter {
  spaceKey?: string | undefined;
  pageId?: string | undefined;
  /** Account id (Cloud) or user name (Data Center). */
  assignee?: string | undefined;
  status?: TaskStatus | undefined;
  /** ISO date. */
  dueBefore?: string | undefined;
}

/** One task of a page; `assignee` is a user id, `dueAt` an ISO 8601 date or date-time. */
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

/** A template without its text. */
export interface Template {
  id: string;
  name: string;
  /** null for a template of the whole site. */
  spaceKey: string | null;
  description: string;
}

/** A template with its text. */
export interface TemplateContent extends Template {
  /** Storage format, with the `at:` variables of templates in it. */
  body: string;
}

/** What restrictions of a page can be about. */
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

/** Who may do what to a page; nobody named means everybody in the space. */
export type Restrictions = Record<PageOperation, Grantees>;

/** An operation that is absent keeps its restrictions. */
export type RestrictionChange = Partial<Restrictions>;
