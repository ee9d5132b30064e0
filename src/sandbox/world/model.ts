/** The nouns of the world, free of any wire. Ids are strings of digits, as large as Confluence's own. */

/** A person or an app that can log in. */
export interface User {
  /** Cloud's accountId, Data Center's user key. */
  accountId: string;
  /** What one logs in with: the e-mail address on Cloud, the user name on Data Center. */
  username: string;
  displayName: string;
  email: string;
  /** IANA name; CQL reads date literals in it. */
  timeZone: string;
  accountType: 'atlassian' | 'app';
  active: boolean;
  groups: string[];
}

/** A group of users, by which spaces are opened. */
export interface Group {
  id: string;
  name: string;
}

/** What somebody may do in a space; each level includes those before it. */
export type AccessLevel = 'read' | 'write' | 'admin';

/** `who` is an accountId or a group name. */
export interface Access {
  who: string;
  level: AccessLevel;
}

/** A label of a page, a file or a template. */
export interface Label {
  id: string;
  name: string;
  prefix: 'global' | 'my' | 'team' | 'system';
}

/** A space and who may enter it. */
export interface Space {
  id: string;
  key: string;
  name: string;
  description: string;
  type: 'global' | 'personal';
  status: 'current' | 'archived';
  authorId: string;
  createdAt: Date;
  homepageId: string | null;
  access: Access[];
  labels: Label[];
}

/** One version of a page or comment. */
export interface Revision {
  number: number;
  title: string;
  storage: string;
  authorId: string;
  createdAt: Date;
  message: string;
  minorEdit: boolean;
}

/** A property of content: `value` is any JSON. */
export interface Property {
  id: string;
  key: string;
  value: unknown;
  revision: { number: number; message: string; createdAt: Date; authorId: string; minorEdit: boolean };
}

/** Empty lists mean open to everybody who may use the space. */
export interface Restriction {
  users: string[];
  groups: string[];
}

/** What restrictions of a page can be about. */
export type Operation = 'read' | 'update';

/** The state of an inline comment, in the words of the API. */
export type Resolution = 'open' | 'reopened' | 'resolved';

/** A comment or an answer to one. */
export interface Comment {
  id: string;
  kind: 'footer' | 'inline';
  /** The page or blog post it belongs to, also for replies. */
  contentId: string;
  parentCommentId: string | null;
  revisions: Revision[];
  createdAt: Date;
  /** Inline roots only: the marker in the page's storage and the text it was put on. */
  markerRef: string | null;
  originalSelection: string | null;
  resolution: { state: Resolution; by: string | null; at: Date | null };
}

/** The status that a page shows beside its title. */
export interface ContentState {
  id: number;
  name: string;
  color: string;
}

/** One version of a file. */
export interface AttachmentRevision {
  number: number;
  data: Buffer;
  mediaType: string;
  comment: string;
  minorEdit: boolean;
  authorId: string;
  createdAt: Date;
}

/** A file of a page or blog post. */
export interface Attachment {
  /** `att` and digits. */
  id: string;
  fileId: string;
  contentId: string;
  title: string;
  status: 'current' | 'trashed';
  createdAt: Date;
  labels: Label[];
  revisions: AttachmentRevision[];
}

/** A template of a space or of the site. */
export interface Template {
  id: string;
  name: string;
  description: string;
  /** null: a template of the whole site. */
  spaceId: string | null;
  storage: string;
  labels: Label[];
}

/** Somebody looked at a page. */
export interface PageView {
  contentId: string;
  accountId: string;
  at: Date;
}

/** Work that goes on after the answer, one step at a time; `/longtask` tells how far it is. */
export interface LongTask {
  readonly id: string;
  /** What kind of work, as the site names it. */
  readonly key: string;
  readonly startedBy: string;
  readonly startedAt: number;
  readonly total: number;
  done: number;
  /** One for every step that could not be done. */
  readonly errors: string[];
}
