import { z } from 'zod';
import { cleanText } from '../../content/index.js';

/** The nouns of tool results. Unknown values are null; optional fields are absent when they do not apply. */

/** Text that somebody wrote in Confluence: characters that a reader cannot see are removed. */
export const foreignText = z.string().overwrite(cleanText);

export const nextCursor = z.string().optional();

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

export const outlineEntry = z.object({
  id: z.string(),
  level: z.int(),
  title: foreignText,
  chars: z.int(),
  macros: z.array(z.string()),
});

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

export const treeNode = z.object({
  id: z.string(),
  type: z.string(),
  title: foreignText,
  parent_id: z.string().nullable(),
  depth: z.int(),
  url: z.string(),
  has_children: z.boolean().nullable(),
});

/** The short acknowledgement of every write. `id` is null when a preview has nothing to name yet. */
export const write = z.object({
  id: z.string().nullable(),
  title: foreignText.optional(),
  version: z.int().optional(),
  url: z.string().optional(),
  changed: z.boolean(),
  dry_run: z.boolean(),
  diff: foreignText.optional(),
});

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

export const space = z.object({
  key: z.string(),
  name: foreignText,
  type: z.string(),
  url: z.string(),
  homepage_id: z.string().nullable(),
});

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

export const label = z.object({ name: foreignText });

export const attachment = z.object({
  id: z.string(),
  filename: foreignText,
  media_type: foreignText,
  size_bytes: z.int(),
  version: z.int(),
  url: z.string(),
});

export const pageVersion = z.object({
  number: z.int(),
  author: user,
  created_at: z.string().nullable(),
  message: foreignText,
  minor: z.boolean(),
});

export const task = z.object({
  id: z.string(),
  page_id: z.string(),
  status: z.string(),
  body: foreignText,
  assignee: user.nullable(),
  due_at: z.string().nullable(),
});

export const template = z.object({
  id: z.string(),
  name: foreignText,
  space_key: z.string().nullable(),
  description: foreignText,
});

const grantees = z.object({ users: z.array(user), groups: z.array(foreignText) });

export const restrictions = z.object({ read: grantees, update: grantees });
