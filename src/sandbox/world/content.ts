import type { ContentState, Label, Operation, Property, Restriction, Revision } from './model.js';

/** What has its place in the page tree without being a page. */
export const treeItemTypes = ['folder', 'whiteboard', 'database', 'embed'] as const;

/** One of `treeItemTypes`. */
export type TreeItemType = (typeof treeItemTypes)[number];

/** What `Content` can be; comments and attachments are none of these. */
export type ContentType = 'page' | 'blogpost' | TreeItemType;

/** The status of the whole; versions before the newest are `historical` on the wire. */
export type ContentStatus = 'current' | 'draft' | 'archived' | 'trashed';

interface ContentInit {
  id: string;
  type: ContentType;
  spaceId: string;
  parentId?: string | null;
  position?: number;
  status?: ContentStatus;
  subtype?: 'live' | null;
  revisions: Revision[];
  labels?: Label[];
  /** Where an embed leads. */
  embedUrl?: string | null;
}

/** Unpublished changes of a page that is already published. */
export interface Draft {
  title: string;
  storage: string;
  authorId: string;
  createdAt: Date;
}

interface ShownState {
  state: ContentState | null;
  changedAt: Date;
}

/** A page, blog post, folder or another item of the tree with its whole history; the last revision is what readers see. */
export class Content {
  readonly id: string;
  readonly type: ContentType;
  readonly subtype: 'live' | null;
  readonly revisions: Revision[];
  readonly properties: Property[] = [];
  readonly restrictions: Record<Operation, Restriction> = {
    read: { users: [], groups: [] },
    update: { users: [], groups: [] },
  };
  readonly embedUrl: string | null;
  /** The state that readers see, and that of the draft. */
  readonly states: { current?: ShownState; draft?: ShownState } = {};
  spaceId: string;
  parentId: string | null;
  position: number;
  status: ContentStatus;
  ownerId: string;
  lastOwnerId: string | null = null;
  labels: Label[];
  draft: Draft | null = null;

  constructor(init: ContentInit) {
    this.id = init.id;
    this.type = init.type;
    this.subtype = init.subtype ?? null;
    this.embedUrl = init.embedUrl ?? null;
    this.spaceId = init.spaceId;
    this.parentId = init.parentId ?? null;
    this.position = init.position ?? 0;
    this.status = init.status ?? 'current';
    this.revisions = init.revisions;
    this.labels = init.labels ?? [];
    this.ownerId = this.authorId;
  }

  /** The newest revision. */
  get version(): Revision {
    return this.revisions.at(-1) as Revision;
  }

  get title(): string {
    return this.version.title;
  }

  get storage(): string {
    return this.version.storage;
  }

  /** Changes the body of the newest version in place, as inline markers and ticked tasks do. */
  rewrite(storage: string): void {
    this.revisions[this.revisions.length - 1] = { ...this.version, storage };
  }

  get authorId(): string {
    return (this.revisions[0] as Revision).authorId;
  }

  get createdAt(): Date {
    return (this.revisions[0] as Revision).createdAt;
  }

  get modifiedAt(): Date {
    return this.version.createdAt;
  }
}
