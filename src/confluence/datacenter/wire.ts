import { z } from 'zod';
import { bodyText, id } from '../rest/wire.js';

/** The parts of Confluence Data Center's answers that are used; what else comes along is dropped unseen. */

/** Somebody as `GET /rest/api/user` answers and other answers embed them; a new `username` leaves `userKey` as it was. */
export const person = z.object({
  type: z.string().optional(),
  username: z.string().nullish(),
  userKey: z.string().nullish(),
  displayName: z.string().nullish(),
  email: z.string().nullish(),
});

/** Somebody as v1 of Data Center embeds them; an anonymous visitor has neither `username` nor `userKey`. */
export type PersonWire = z.infer<typeof person>;

/** A result of `GET /rest/api/search` among users: anything else that was found has no `user`. */
export const personHit = z.object({ user: person.nullish() });

const version = z.object({
  number: z.number().int(),
  when: z.string().nullish(),
  by: person.nullish(),
  message: z.string().nullish(),
  minorEdit: z.boolean().nullish(),
});

const webLinks = z.object({ webui: z.string().optional(), download: z.string().optional() }).optional();
const related = z.object({ id, type: z.string().nullish(), title: z.string().nullish() });

/** Everything is content: pages, blog posts, comments and attachments. What was not expanded is absent. */
const content = z.object({
  id,
  type: z.string(),
  status: z.string().default('current'),
  title: z.string().nullish(),
  ancestors: z.array(related).optional(),
  _links: webLinks,
});
const versioned = content.extend({ version });

const pageType = z.enum(['page', 'blogpost']);

/**
 * A page or blog post as `GET /rest/api/content/{id}` answers it with `expand=version,space` and whatever else was
 * named.
 */
export const page = versioned.extend({
  type: pageType,
  space: z.object({ key: z.string().min(1) }),
  history: z.object({ createdBy: person.nullish(), createdDate: z.string().nullish() }).nullish(),
  metadata: z
    .object({
      labels: z
        .object({
          results: z.array(z.object({ name: z.string(), prefix: z.string().nullish() })),
          size: z.number().nullish(),
          limit: z.number().nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

/** A page or blog post of any status. Times have the zone of the server: `toIsoTime` makes them UTC. */
export type PageWire = z.infer<typeof page>;

/** A page that was asked for with its body: an answer without one is a fault, not an empty page. */
export const pageWithBody = {
  storage: page.extend({ body: z.object({ storage: bodyText }).transform(({ storage }) => storage.value) }),
  view: page.extend({ body: z.object({ view: bodyText }).transform(({ view }) => view.value) }),
};

/**
 * A page in `GET /rest/api/content/{id}/child/page`; `position` is a number, or `"none"` where nobody ordered the
 * siblings.
 */
export const treePage = content.extend({
  extensions: z.object({ position: z.union([z.number(), z.string()]).nullish() }).nullish(),
  children: z.object({ page: z.object({ results: z.array(z.unknown()) }).optional() }).nullish(),
});

/**
 * A page of a tree, without version or space: children are there when they were expanded, to see whether there are any.
 */
export type TreePageWire = z.infer<typeof treePage>;

/** A comment as `GET /rest/api/content/{id}/child/comment` lists it, with all of `commentParts` expanded. */
export const comment = versioned.extend({
  container: related.nullish(),
  history: z.object({ createdDate: z.string().nullish() }).nullish(),
  extensions: z
    .object({
      location: z.string().nullish(),
      inlineProperties: z.object({ originalSelection: z.string().nullish() }).nullish(),
      resolution: z.object({ status: z.string().nullish() }).nullish(),
    })
    .nullish(),
  body: z.object({ storage: bodyText }).transform(({ storage }) => storage.value),
});

/** A comment with its body in storage format; `ancestors` are the comments above it in its thread. */
export type CommentWire = z.infer<typeof comment>;

/** A file as `GET /rest/api/content/{id}/child/attachment` lists it; `fileSize` in bytes, of its newest version. */
export const attachment = versioned.extend({
  container: related.nullish(),
  metadata: z.object({ mediaType: z.string().nullish() }).nullish(),
  extensions: z.object({ mediaType: z.string().nullish(), fileSize: z.number().nullish() }).nullish(),
});

/** A file; releases tell its media type at `metadata` or at `extensions`. */
export type AttachmentWire = z.infer<typeof attachment>;

/** As little of a page as tells that it is one. */
export const pageStub = z.object({ id, type: pageType });

/** A space as `GET /rest/api/space` lists it with `expand=homepage`; `type` is `global` or `personal`. */
export const space = z.object({
  id,
  key: z.string().min(1),
  name: z.string(),
  type: z.string(),
  homepage: z.object({ id }).nullish(),
  _links: webLinks,
});

/** A space; without `homepage` where it has none, or where that was not expanded. */
export type SpaceWire = z.infer<typeof space>;

/**
 * A version, numbered from 1, as `GET /rest/api/content/{id}/version` lists it and `version` of any content tells it.
 */
export const pageVersion = version;

/** Who wrote a version, when (`when`, in the zone of the server), and with which message. */
export type PageVersionWire = z.infer<typeof pageVersion>;

/** Who may do one operation; either list is a page of its own, which the server may cap. */
export const restriction = z.object({
  restrictions: z.object({
    user: z.object({ results: z.array(person), limit: z.number().int().positive().optional() }),
    group: z.object({
      results: z.array(z.object({ name: z.string() })),
      limit: z.number().int().positive().optional(),
    }),
  }),
});

/** The people and groups that one operation is kept for, as far as the server's page of them goes. */
export type RestrictionWire = z.infer<typeof restriction>;

/** Content of one of the types; undefined for content of another, which may lack the parts that were asked for. */
export function ofType<T>(types: readonly string[], answer: z.ZodType<T>): z.ZodType<T | undefined> {
  const other = z.object({ type: z.string() }).refine(({ type }) => !types.includes(type));
  return z.union([other.transform(() => undefined), answer]);
}

/** undefined for an answer without the parts that are needed: not every write can be told to send them. */
export function ifTold<T>(answer: z.ZodType<T>): z.ZodType<T | undefined> {
  return z.union([answer, z.unknown().transform(() => undefined)]);
}

/** One page of a list. The server lowers `limit` as it likes, so that only its own numbers and `next` say where to go on. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({
    results: z.array(item),
    start: z.number().int().nonnegative().optional(),
    limit: z.number().int().positive().optional(),
    _links: z.object({ next: z.string().optional() }).optional(),
  });
}
