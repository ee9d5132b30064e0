/** What Confluence holds, in our own words. Wire names never leave `cloud/`. Ids are strings; times are ISO 8601. */

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

/** `storage`: Confluence's XML, exactly as stored. `view`: rendered HTML. */
export type BodyRepresentation = 'storage' | 'view';

/** A node below a page. */
export interface ChildPage {
  id: string;
  title: string;
  parentId: string;
  /** 1 for a direct child. */
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
