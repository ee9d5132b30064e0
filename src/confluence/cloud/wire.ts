import { z } from 'zod';
import { bodyText, id } from '../rest/wire.js';

/** The parts of Confluence Cloud's answers that are used; what else comes along is dropped unseen. */

const version = z.object({
  number: z.number().int(),
  createdAt: z.string().nullish(),
  authorId: z.string().nullish(),
});

const webLinks = z.object({ webui: z.string().optional() }).optional();

/**
 * A page or blog post as `GET /wiki/api/v2/pages/{id}` and `/blogposts/{id}` answer it, and the lists of both; times
 * are ISO 8601.
 */
export const page = z.object({
  id,
  status: z.enum(['current', 'draft', 'archived', 'historical', 'trashed', 'deleted']),
  title: z.string().nullish(),
  spaceId: id,
  parentId: id.nullish(),
  subtype: z.string().nullish(),
  authorId: z.string().nullish(),
  ownerId: z.string().nullish(),
  createdAt: z.string().nullish(),
  labels: z
    .object({
      results: z.array(z.object({ name: z.string(), prefix: z.string().nullish() })).nullish(),
      meta: z.object({ hasMore: z.boolean().nullish() }).nullish(),
    })
    .nullish(),
  version,
  _links: webLinks,
});

/** A page or blog post whose body was not asked for, or is of no use. */
export type PageWire = z.infer<typeof page>;

/** A page that was asked for with its body: an answer without one is a fault, not an empty page. */
export const pageWithBody = {
  storage: page.extend({ body: z.object({ storage: bodyText }).transform(({ storage }) => storage.value) }),
  view: page.extend({ body: z.object({ view: bodyText }).transform(({ view }) => view.value) }),
};

/**
 * A node of `GET /wiki/api/v2/pages/{id}/descendants`: `depth` counts from the page that was asked for, 1 right below
 * it.
 */
export const descendant = z.object({
  id,
  status: z.string(),
  title: z.string().nullish(),
  type: z.string(),
  parentId: id,
  subtype: z.string().nullish(),
  depth: z.number().int(),
  childPosition: z.number().nullish(),
});

/** A node of a page's or folder's tree; `childPosition` orders siblings, and nothing else. */
export type DescendantWire = z.infer<typeof descendant>;

/** A space as `GET /wiki/api/v2/spaces` lists it; `type` is `global`, `personal` or another that Atlassian may add. */
export const space = z.object({
  id,
  key: z.string().min(1),
  name: z.string(),
  type: z.string(),
  homepageId: id.nullish(),
  _links: webLinks,
});

/** A space; `homepageId` is missing or null where it has no homepage. */
export type SpaceWire = z.infer<typeof space>;

const commentParts = z.object({
  id,
  pageId: id.nullish(),
  blogPostId: id.nullish(),
  parentCommentId: id.nullish(),
  version,
  resolutionStatus: z.enum(['open', 'reopened', 'resolved', 'dangling']).nullish(),
  properties: z.object({ inlineOriginalSelection: z.string().nullish() }).nullish(),
});

/**
 * A comment in `GET /wiki/api/v2/{footer,inline}-comments` and the lists below a page, read with `body-format=storage`.
 */
export const comment = commentParts.extend({
  body: z.object({ storage: bodyText }).transform(({ storage }) => storage.value),
});

/** A comment with its body in storage format; only inline ones have `resolutionStatus` and `properties`. */
export type CommentWire = z.infer<typeof comment>;

/** What a write answers: the body is left out unless asked for, and it is known anyway. */
export const writtenComment = commentParts;

/** A comment without its body, as far as `toComment` needs it. */
export type WrittenCommentWire = z.infer<typeof writtenComment>;

/** An item of `GET /wiki/api/v2/pages/{id}/ancestors`, which goes from the top down, and tells no titles. */
export const ancestor = z.object({ id, type: z.string() });

/** What is above a page, by id; `type` says which collection to ask for more: a folder can be above a page. */
export type AncestorWire = z.infer<typeof ancestor>;

/** A file as `GET /wiki/api/v2/attachments/{id}` answers it: an id of `att` and digits, `fileSize` in bytes. */
export const attachment = z.object({
  id: z.string().min(1),
  status: z.string(),
  title: z.string(),
  pageId: id.nullish(),
  blogPostId: id.nullish(),
  mediaType: z.string().nullish(),
  fileSize: z.number().int().nonnegative(),
  version,
  _links: webLinks,
});

/** A file, of a page or of a blog post: one of the two ids is there. */
export type AttachmentWire = z.infer<typeof attachment>;

/** A file as `PUT /wiki/rest/api/content/{id}/child/attachment` answers it; v2 has no uploads. */
export const uploadedAttachment = z.object({
  id: z.string().min(1),
  title: z.string(),
  version: z.object({ number: z.number().int() }),
  extensions: z.object({ mediaType: z.string().nullish(), fileSize: z.number().int().nonnegative() }),
  _links: webLinks,
});

/**
 * A version as `GET /wiki/api/v2/{pages,blogposts}/{id}/versions` lists it, numbered from 1; `createdAt` is ISO 8601.
 */
export const pageVersion = version.extend({ message: z.string().nullish(), minorEdit: z.boolean().nullish() });

/**
 * A task as `GET /wiki/api/v2/tasks` lists it; `localId` is what the page's own storage format calls it, `dueAt` is ISO
 * 8601.
 */
export const task = z.object({
  id,
  pageId: id.nullish(),
  blogPostId: id.nullish(),
  status: z.enum(['complete', 'incomplete']),
  body: z.object({ storage: bodyText.optional() }).nullish(),
  assignedTo: z.string().nullish(),
  dueAt: z.string().nullish(),
  localId: z.string().nullish(),
});

/** A task of a page or of a blog post; `assignedTo` is an account id. */
export type TaskWire = z.infer<typeof task>;

/** A page as `POST /wiki/rest/api/content/{id}/copy` answers it, with what `expand` adds. */
export const copiedPage = z.object({
  id,
  title: z.string(),
  status: z.enum(['current', 'draft', 'archived', 'historical', 'trashed', 'deleted']),
  space: z.object({ key: z.string() }),
  version: z.object({ number: z.number().int(), when: z.string().nullish() }),
  ancestors: z.array(z.object({ id })),
  _links: webLinks,
});

/**
 * An account as `GET /wiki/rest/api/user/current` and `POST /wiki/api/v2/users-bulk` answer it; its owner may hide the
 * email.
 */
export const person = z.object({
  type: z.string().optional(),
  accountId: z.string().nullish(),
  displayName: z.string().nullish(),
  publicName: z.string().nullish(),
  email: z.string().nullish(),
});

/** A result of `GET /wiki/rest/api/search/user`; `title` is the name where the account itself tells none. */
export const userHit = z.object({ user: person.nullish(), title: z.string().optional() });

/** One page of a list; `next` is a link of which only the cursor is of use. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ results: z.array(item), _links: z.object({ next: z.string().optional() }).optional() });
}

/** A folder, a whiteboard, a database or an embed, as `GET /wiki/api/v2/folders/{id}` and its siblings answer it. */
export const treeItem = z.object({
  id,
  type: z.string().nullish(),
  status: z.enum(['current', 'draft', 'archived', 'historical', 'trashed', 'deleted']).nullish(),
  title: z.string().nullish(),
  spaceId: id,
  parentId: id.nullish(),
  _links: webLinks,
});

const namedPerson = z.object({ accountId: z.string().nullish(), displayName: z.string().nullish() });

/** What the index knows of a page and v2 would need several requests for. */
export const indexedPage = z.object({
  id,
  ancestors: z.array(z.object({ id, title: z.string().nullish() })).nullish(),
  history: z.object({ createdBy: namedPerson.nullish(), ownedBy: namedPerson.nullish() }).nullish(),
  version: z.object({ by: namedPerson.nullish() }).nullish(),
});

/** A page as `GET /wiki/rest/api/content/search` answers it, seconds behind what was written. */
export type IndexedPageWire = z.infer<typeof indexedPage>;

/** What the account may do, as `GET /wiki/api/v2/{pages,spaces,…}/{id}/operations` answers it. */
export const permittedOperations = z.object({
  operations: z.array(z.object({ operation: z.string(), targetType: z.string().nullish() })),
});
