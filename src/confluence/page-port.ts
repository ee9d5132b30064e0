import type {
  Ancestor,
  BodyRepresentation,
  ChildPage,
  ContentStatus,
  ContentType,
  Page,
  Paged,
  PageDraft,
  PageQuery,
  PageSummary,
  PageWithFacts,
  TreeItem,
} from './model.js';

/** Pages, blog posts and the tree that they stand in. */
export interface Pages {
  /**
   * Turns what people paste into a page id: digits, any page URL of this site (`/pages/ID`, `viewpage.action?pageId=`,
   * `/display/KEY/Title`, `/spaces/KEY/overview`, tiny `/x/CODE`). A URL of another site is INVALID_INPUT.
   */
  resolveId(reference: string): Promise<string>;
  /** Without its body, so that whoever only asks where a page is fetches no text. */
  summary(id: string): Promise<PageSummary>;
  get(id: string, query?: { representation?: BodyRepresentation; version?: number | undefined }): Promise<Page>;
  /** As `get`, with dates, people, labels and ancestors, for one further request at most. */
  read(
    id: string,
    query?: { representation?: BodyRepresentation; version?: number | undefined },
  ): Promise<PageWithFacts>;
  /** Whatever the id stands for in the tree: a page, a blog post, a folder, a whiteboard, … */
  item(id: string): Promise<TreeItem>;
  /** NOT_SUPPORTED for what this deployment has no interface for, without asking it; the writes themselves say the same. */
  assertSupported(write: {
    minorEdit?: boolean | undefined;
    position?: 'before' | 'after' | undefined;
    live?: boolean | undefined;
  }): Promise<void>;
  /** Whether `move` writes a version of the page, and with it what becomes of its draft: on Data Center alone. */
  moveWritesVersion(): Promise<boolean>;
  /** The unpublished state of a published page; undefined for one that has none. */
  findDraft(id: string): Promise<PageDraft | undefined>;
  /** The pages of a space whose titles are nearest to one that is not there, best first. */
  nearestTitles(spaceKey: string, title: string, limit: number): Promise<Ancestor[]>;
  /** Pages first, then blog posts; the title is compared exactly. With `archived` those too, which keep their titles. */
  findByTitle(spaceKey: string, title: string, options?: { archived?: boolean }): Promise<PageSummary | undefined>;
  /** The pages below a page, level by level. */
  children(id: string, query: PageQuery & { depth: number }): Promise<Paged<ChildPage>>;
  create(page: NewPage): Promise<PageSummary>;
  /** Writes version `expectedVersion + 1`; VERSION_CONFLICT (`details.current_version`) when the page moved on. */
  update(id: string, change: PageChange): Promise<PageSummary>;
  /** To the trash; with `purge`, an already trashed page is gone for good. So is a draft that was never published. */
  delete(id: string, options: { purge: boolean }): Promise<void>;
  /** The pages of a space level by level, those outside the homepage's tree included. */
  tree(spaceKey: string, query: PageQuery & { depth: number }): Promise<Paged<ChildPage>>;
  /** Ids from the top of the space down to the parent. */
  ancestors(id: string): Promise<string[]>;
  /** Below a page, or to the top of a space; with `position`, beside a sibling. Loops and taken titles are INVALID_INPUT. */
  move(id: string, destination: MoveDestination): Promise<PageSummary>;
  copy(id: string, copy: PageCopy): Promise<PageSummary>;
  readonly createFolder?: (folder: NewFolder) => Promise<TreeItem>;
  /** Puts pages away, all of them or none; what lies below them stays. */
  readonly archive?: (ids: string[], options: ArchiveOptions) => Promise<ArchiveOutcome>;
  /** What a page wears besides its text; `null` takes it off. */
  readonly updateDetails?: (id: string, details: PageDetails) => Promise<void>;
}

/** How pages are archived. */
export interface ArchiveOptions {
  /** How long the site's task is waited for. */
  readonly waitMs: number;
  /** Storage of a comment that is left on each page before; an error names the pages that have theirs. */
  readonly note?: string | undefined;
}

/** A folder to create; Cloud only. */
export interface NewFolder {
  spaceKey: string;
  title: string;
  /** A page or a folder; else the folder lies at the top of the space. */
  parentId?: string | undefined;
}

/** How far the site is with archiving, which goes on after the answer. */
export interface ArchiveOutcome {
  /** `running`: the time to wait was over before the site was done. */
  state: 'done' | 'running' | 'failed';
  taskId: string;
  /** 0 to 100. */
  progress: number;
}

/** What a page has beside its text. Undefined leaves a detail as it is, null removes it. */
export interface PageDetails {
  /** One emoji. */
  emoji?: string | null | undefined;
  width?: 'default' | 'full' | undefined;
  /** The name of a state of content, as the space offers it or new; 20 characters at most; writes a version. */
  statusLabel?: string | null | undefined;
  /** Account id; writes a version. */
  owner?: string | undefined;
}

/** `spaceKey` beside a parent: the space that it is expected in; INVALID_INPUT when it is in another. */
export type MoveDestination =
  | { kind: 'child'; parentId: string; spaceKey?: string | undefined }
  | { kind: 'sibling'; targetId: string; position: 'before' | 'after' }
  | { kind: 'space'; spaceKey: string };

/** What a copy is called, where it goes, and what comes along. */
export interface PageCopy {
  title: string;
  /** Below this page; else at the top of `spaceKey`. One of the two is needed. */
  parentId?: string | undefined;
  spaceKey?: string | undefined;
  includeAttachments: boolean;
  includeLabels: boolean;
}

/** A page or blog post to create. */
export interface NewPage {
  type: ContentType;
  spaceKey: string;
  title: string;
  body: string;
  /** Of the body: Confluence turns wiki markup into storage format itself. Absent: storage. */
  representation?: 'storage' | 'wiki' | undefined;
  status: Extract<ContentStatus, 'current' | 'draft'>;
  /** A page, or on Cloud a folder. */
  parentId?: string | undefined;
  /** A live doc has no drafts. NOT_SUPPORTED where there are none, which is Data Center. */
  live?: boolean | undefined;
}

/** The next version of a page. VERSION_CONFLICT where `expectedVersion` is not the newest. */
export interface PageChange {
  expectedVersion: number;
  type: ContentType;
  title: string;
  /** Storage format; the whole body, as a PUT needs it. */
  body: string;
  status: Extract<ContentStatus, 'current' | 'draft'>;
  parentId?: string | undefined;
  message?: string | undefined;
  /** NOT_SUPPORTED where the deployment cannot mark an edit as minor, which is Confluence Cloud. */
  minorEdit?: boolean | undefined;
}
