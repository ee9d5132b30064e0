import type { Span } from '../observability/index.js';
import type {
  Attachment,
  AttachmentContent,
  Comment,
  CommentLocation,
  CommentStatus,
  NewAttachment,
  Paged,
  PageOperation,
  PageQuery,
  PageVersion,
  PermittedOperation,
  Person,
  Place,
  RestrictionChange,
  Restrictions,
  SearchHit,
  Space,
  SpacePermission,
  Task,
  TaskFilter,
  TaskStatus,
  Template,
  TemplateContent,
  User,
} from './model.js';
import type { Pages } from './page-port.js';

/**
 * What the service asks of a Confluence, in groups. A deployment that lacks an operation leaves it out of its group;
 * tools never ask which deployment they talk to.
 *
 * Every method may throw AppError: NOT_FOUND, FORBIDDEN, INVALID_INPUT, RATE_LIMITED, UPSTREAM_UNAVAILABLE,
 * UPSTREAM_TIMEOUT, CREDENTIALS_REJECTED. `getX` and the writes throw NOT_FOUND, `findX` answers undefined.
 */
export interface Confluence {
  readonly pages: Pages;
  readonly search: Search;
  readonly spaces: Spaces;
  readonly comments: Comments;
  readonly labels: Labels;
  readonly users: Users;
  readonly attachments: Attachments;
  readonly history: History;
  readonly templates: Templates;
  readonly permissions: Permissions;
  readonly tasks?: Tasks;
  readonly analytics?: Analytics;
}

/** Search by CQL (https://developer.atlassian.com/cloud/confluence/advanced-searching-using-cql). */
export interface Search {
  /** Runs CQL as given. A parse error is INVALID_INPUT. */
  cql(cql: string, query: PageQuery): Promise<Paged<SearchHit>>;
}

/** The spaces that the account sees; keys compare without regard to case. */
export interface Spaces {
  list(query: PageQuery & { type?: string | undefined }): Promise<Paged<Space>>;
  get(key: string): Promise<Space>;
  /** Spaces by words of their names, best first. */
  search(words: string, limit: number): Promise<Pick<Space, 'key' | 'name'>[]>;
}

/** Comments of a page, at its foot and at its words. */
export interface Comments {
  /** Root comments and their replies, flattened in thread order. */
  list(
    pageId: string,
    query: PageQuery & { location: CommentLocation | 'all'; status: Exclude<CommentStatus, 'dangling'> | 'all' },
  ): Promise<Paged<Comment>>;
  get(id: string): Promise<Comment>;
  /** On the page's foot, on a phrase of the page (`selection`), or in the thread of `replyTo`. */
  add(comment: NewComment): Promise<Comment>;
  update(id: string, body: string): Promise<Comment>;
  resolve(id: string, resolved: boolean): Promise<Comment>;
  delete(id: string): Promise<void>;
}

/** A comment on a page, at words of it, or an answer. Bodies are in storage format. */
export type NewComment =
  | { body: string; pageId: string }
  | { body: string; pageId: string; selection: TextSelection }
  | { body: string; replyTo: string };

/** A phrase as rendered: the `matchIndex`-th (from 0) of `matchCount` occurrences. */
export interface TextSelection {
  text: string;
  matchCount: number;
  matchIndex: number;
}

/** The global labels of a page; each method answers with all that it has afterwards. */
export interface Labels {
  list(pageId: string): Promise<string[]>;
  add(pageId: string, labels: string[]): Promise<string[]>;
  remove(pageId: string, labels: string[]): Promise<string[]>;
}

/** People, and who the call itself is made as. */
export interface Users {
  current(): Promise<User>;
  /** People by part of their name. */
  search(query: string, limit: number): Promise<User[]>;
  /** Display names by account id; ids that Confluence does not know are absent. */
  names(ids: string[]): Promise<ReadonlyMap<string, string>>;
  /** People by the ids given, under the id that pages mention them by; ids that Confluence does not know are absent. */
  mentionable(ids: string[]): Promise<ReadonlyMap<string, Person>>;
  /** Those of these groups that are not there; FORBIDDEN for an account that may not know. */
  missingGroups(names: readonly string[]): Promise<string[]>;
}

/** Files on a page. */
export interface Attachments {
  list(
    pageId: string,
    query: PageQuery & { filename?: string | undefined; mediaType?: string | undefined },
  ): Promise<Paged<Attachment>>;
  get(id: string): Promise<Attachment>;
  /** Follows the download to wherever it leads, without credentials abroad. More than `maxBytes` is INVALID_INPUT naming the size. */
  download(id: string, options: { maxBytes: number }): Promise<AttachmentContent>;
  /** A new file, or a new version of the file of the same name. */
  upload(pageId: string, file: NewAttachment): Promise<Attachment>;
  delete(id: string): Promise<void>;
}

/** What a page was. Newest first. */
export interface History {
  list(pageId: string, query: PageQuery): Promise<Paged<PageVersion>>;
}

/** Tick boxes, on whatever page they are. Only Cloud has a list of them. */
export interface Tasks {
  list(query: PageQuery & TaskFilter): Promise<Paged<Task>>;
  get(id: string): Promise<Task>;
  setStatus(id: string, status: TaskStatus): Promise<Task>;
}

/** Templates of pages. */
export interface Templates {
  /** Of one space, or the site's own without a space. */
  list(query: PageQuery & { spaceKey?: string | undefined }): Promise<Paged<Template>>;
  get(id: string): Promise<TemplateContent>;
}

/** Who may see and edit a page, and what may be done in a space. */
export interface Permissions {
  /** Restrictions of the page itself; what it inherits is not shown. Empty lists mean open to all of the space. */
  restrictions(pageId: string): Promise<Restrictions>;
  /** Replaces all of them. */
  setRestrictions(pageId: string, restrictions: RestrictionChange): Promise<Restrictions>;
  check(pageId: string, userId: string, operation: PageOperation): Promise<boolean>;
  /** What this account may do there; undefined where Confluence does not tell beforehand, as Data Center of spaces. */
  mine(place: Place): Promise<readonly PermittedOperation[] | undefined>;
  /** Who may do what in a space. FORBIDDEN to an account that may not know. */
  ofSpace(spaceKey: string, query: PageQuery): Promise<Paged<SpacePermission>>;
}

/** How often a page is looked at; a product of its own, which not every site has. */
export interface Analytics {
  /** `fromDate` is an ISO date; without it all time counts. */
  views(pageId: string, fromDate?: string): Promise<{ views: number; viewers: number }>;
}

/** What one tool call brings along: cancellation, and who is behind it. */
export interface CallScope {
  signal?: AbortSignal | undefined;
  requestId?: string | undefined;
  /** Whose account acts. Absent: the service's own credentials. */
  account?: CallerAccount | undefined;
  /** Names the caller to a gateway in front of Confluence, where the operator wants that. */
  identity?: CallerIdentity | undefined;
  /** Told of each answer of Confluence, so that long work can show that it goes on. */
  onAnswer?: (() => void) | undefined;
  /** Holds each write that was done, or may have been, from before it is sent. */
  writes?: Set<object> | undefined;
  /** The call's place in its trace: each request is a part of it. */
  span?: Pick<Span, 'child'> | undefined;
}

/** The caller's own way into Confluence, in place of the service account's. */
export interface CallerAccount {
  /** Keys what is remembered for this person; never a credential. */
  readonly id: string;
  /** A bearer token that is good now; `rejected` is one that Confluence just answered with 401. Throws AppError. */
  accessToken(rejected?: string): Promise<string>;
  /** Confluence refused a token that was just refreshed. */
  revoke(): Promise<void>;
}

/** Whose call it is; caches and limits keep callers apart by it. */
export interface CallerIdentity {
  readonly userId: string;
  readonly organizationId: string | null;
}

/** The library's client: hands out a Confluence bound to one call. Made once at start. */
export interface ConfluenceClient {
  readonly deployment: 'cloud' | 'datacenter';
  forCall(scope: CallScope): Confluence;
  /** Cheap reachability and credentials check for `/ready` and `doctor`; throws AppError. */
  ping(): Promise<void>;
  /** For how long calls are still paused because Confluence failed repeatedly, in ms; undefined while they are not. */
  circuitOpenForMs(): number | undefined;
  /** Cancels what is in flight. The connections belong to whoever made the agents. */
  close(): void;
}
