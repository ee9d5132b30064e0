import { z } from 'zod';
import { cleanText } from '../../content/index.js';

/** The nouns of tool results. Unknown values are null; optional fields are absent when they do not apply. */

/** Text that somebody wrote in Confluence: characters that a reader cannot see are removed. */
export const foreignText = z.string().overwrite(cleanText);

/** Where the rest begins; left out at the end. */
export const nextCursor = z.string().optional();

/**
 * Somebody who was asked for; `email` is left out where Confluence hides it. `id` is an account id, on Data Center a
 * user name.
 */
export const user = z.object({ id: z.string(), name: foreignText, email: z.string().optional() });

/** Somebody whose name was told along with something else; nobody's address comes with that. */
const person = z.object({ id: z.string(), name: foreignText });

const pageFields = {
  id: z.string(),
  title: foreignText,
  space_key: z.string(),
  version: z.int(),
  status: z.string(),
  url: z.string(),
  parent_id: z.string().nullable(),
};

const outlineEntry = z.object({
  id: z.string(),
  level: z.int(),
  title: foreignText,
  chars: z.int(),
  macros: z.array(z.string()),
});

/**
 * A page with its text in `format`, or with its outline instead; times are ISO 8601 in UTC, null is what Confluence
 * does not tell.
 */
export const page = z.object({
  ...pageFields,
  ancestors: z.array(z.object({ id: z.string(), title: foreignText })).nullable(),
  created_at: z.string().nullable(),
  author: person.nullable(),
  updated_at: z.string().nullable(),
  last_editor: person.nullable(),
  owner: person.nullable(),
  labels: z.array(foreignText),
  format: z.string(),
  content: z.string().optional(),
  outline: z.array(outlineEntry).optional(),
  next_cursor: nextCursor,
});

/**
 * A node of the page tree: `depth` 1 right below what was asked for, `has_children` null where nobody knows without
 * asking.
 */
export const treeNode = z.object({
  id: z.string(),
  type: z.string(),
  title: foreignText,
  parent_id: z.string().nullable(),
  depth: z.int(),
  url: z.string(),
  has_children: z.boolean().nullable(),
});

/** The short acknowledgement of a write to a page or a file that is there. */
export const write = z.object({
  id: z.string(),
  title: foreignText.optional(),
  version: z.int().optional(),
  url: z.string().optional(),
  changed: z.boolean(),
  dry_run: z.boolean(),
  diff: foreignText.optional(),
});

/** As `write`, of what is made by it: `id` is null in a preview, which has nothing to name yet. */
export const creation = write.extend({ id: z.string().nullable() });

/** As `write`, of what has neither title nor version nor address of its own: a comment, a task, labels, restrictions. */
export const plainWrite = write.omit({ title: true, version: true, url: true });

/** What a search found: a page, a file, a comment, a space or a person; those without a space have `space_key` null. */
export const searchResult = z.object({
  id: z.string(),
  type: z.string(),
  title: foreignText,
  space_key: z.string().nullable(),
  url: z.string(),
  excerpt: foreignText,
  updated_at: z.string().nullable(),
  last_editor: person.nullable(),
});

/** A space by its key; `type` is Confluence's word: `global`, `personal`, and on Cloud others. */
export const space = z.object({
  key: z.string(),
  name: foreignText,
  type: z.string(),
  url: z.string(),
  homepage_id: z.string().nullable(),
});

/**
 * One comment of a thread, its body as Markdown; `reply_to` is the comment it answers, `text_selection` the phrase it
 * is on.
 */
export const comment = z.object({
  id: z.string(),
  page_id: z.string(),
  location: z.string(),
  status: z.string(),
  author: user,
  body: foreignText,
  created_at: z.string().nullable(),
  reply_to: z.string().nullable(),
  text_selection: foreignText.nullable(),
});

/** An object and not a bare string, so that a field can be added later without breaking readers. */
export const label = z.object({ name: foreignText });

/** What is known of a file without its bytes; `version` counts uploads of the same name, from 1. */
export const attachment = z.object({
  id: z.string(),
  filename: foreignText,
  media_type: foreignText,
  size_bytes: z.int(),
  version: z.int(),
  url: z.string(),
});

/** One version of a page without its text; `minor` where watchers were not told. */
export const pageVersion = z.object({
  number: z.int(),
  author: user,
  created_at: z.string().nullable(),
  message: foreignText,
  minor: z.boolean(),
});

/** A task in the text of a page; `status` is `complete` or `incomplete`, `due_at` an ISO 8601 date or date-time. */
export const task = z.object({
  id: z.string(),
  page_id: z.string(),
  status: z.string(),
  body: foreignText,
  assignee: user.nullable(),
  due_at: z.string().nullable(),
});

/** A template without its body; `space_key` is null for one of the whole site. */
export const template = z.object({
  id: z.string(),
  name: foreignText,
  space_key: z.string().nullable(),
  description: foreignText,
});

const grantees = z.object({ users: z.array(user), groups: z.array(foreignText) });

/** Who alone may read and who alone may change a page. Nobody named means: whoever may in the space. */
export const restrictions = z.object({ read: grantees, update: grantees });
