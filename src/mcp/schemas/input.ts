import { z } from 'zod';
import { readDate } from './read-date.js';

/** The nouns of tool parameters. Each says where its value comes from. */

const largestId = 2n ** 63n - 1n;
const unsafeNumber = 'too large for a JSON number; send it as a string';

/** Ids come as strings of digits or as numbers; a number that JSON cannot carry exactly is refused. */
function idFrom(wanted: string, accepts: (text: string) => boolean): z.ZodType<string> {
  const text = z.string({ error: (issue) => (issue.input === undefined ? undefined : wanted) }).refine(accepts, wanted);
  return z.preprocess((value, context) => {
    if (typeof value !== 'number') return value;
    if (Number.isSafeInteger(value)) return String(value);
    context.addIssue({ code: 'custom', message: Number.isInteger(value) ? unsafeNumber : wanted, input: value });
    return z.NEVER;
  }, text);
}

function isId(text: string): boolean {
  return /^[1-9]\d{0,18}$/.test(text) && BigInt(text) <= largestId;
}

/** A whole URL, or the path of one as links of pages have it. */
function isWebAddress(text: string): boolean {
  if (/^\/(?!\/)[^\s\p{Cc}]{1,2000}$/u.test(text)) return true;
  return text.length <= 2000 && /^https?:\/\/[^\s\p{Cc}]+$/iu.test(text) && URL.canParse(text);
}

/** What models and people put around a reference: quotes, angle or Markdown brackets, the name of the parameter, our own scheme. */
const wrapped = [
  /^(["'<])(?<inner>.+)["'>]$/,
  /^\[[^\]]*\]\((?<inner>[^()\s]+)\)$/,
  /^confluence:\/\/page\/(?<inner>\d+)$/,
  /^(?:page[ _]?id\s*[:=]\s*|#)(?<inner>\d+)$/i,
];

function unwrapReference(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > 4000) return value;
  const text = value.trim();
  return wrapped.map((form) => form.exec(text)?.groups?.['inner']).find((inner) => inner !== undefined) ?? text;
}

const pageReference = z.preprocess(
  unwrapReference,
  idFrom(
    'expected a page id (digits) or the URL of a page; find a page by its title with confluence_search',
    (text) => isId(text) || isWebAddress(text),
  ),
);

/** A page by its id, or by any URL of it: dispatch asks Confluence for the id, so that a tool sees digits alone. */
export const pageId = pageReference.describe('Page id or URL.');
/** Another page than the one that a call is about; each tool says what it is to it. */
export const parentId = pageReference;
/** Parameters that hold references to pages. They are ids by the time that a tool runs. */
export const pageParameters = ['page_id', 'page_ids', 'parent_id', 'target_parent_id', 'target_id'] as const;
/** Pages that one call writes to. */
export const pageIds = z.array(pageReference).min(1).max(50);

const commentAddress = /[?&]focusedCommentId=(?<id>\d+)|#comment-(?<anchor>\d+)/i;

/** The id of the comment that an address of a page leads to; undefined for any other text. */
function commentIn(address: string): string | undefined {
  const { id, anchor } = isWebAddress(address) ? (commentAddress.exec(address)?.groups ?? {}) : {};
  return id ?? anchor;
}

const fileAddress = /[?&]preview=(?:%2F|\/)?(?:\d+(?:%2F|\/))?(?<id>(?:att)?\d+)/i;

/** The id of the file that an address of a page shows; undefined for any other text. */
function attachmentIn(address: string): string | undefined {
  return isWebAddress(address) ? fileAddress.exec(address)?.groups?.['id'] : undefined;
}

/** Digits, up to 2^63 - 1; footer and inline comments share one space of ids. Dispatch takes the id out of an address. */
export const commentId = z
  .preprocess(
    unwrapReference,
    idFrom(
      'expected a comment id (digits); confluence_get_comments lists them',
      (text) => isId(text) || commentIn(text) !== undefined,
    ),
  )
  .describe('From confluence_get_comments.');

/** Digits, with or without the `att` that Confluence puts in front. Dispatch takes the id out of an address. */
export const attachmentId = z
  .preprocess(
    unwrapReference,
    idFrom(
      'expected an attachment id (att and digits, or digits); confluence_get_attachments lists them',
      (text) => isId(text.replace(/^att/, '')) || attachmentIn(text) !== undefined,
    ),
  )
  .describe('From confluence_get_attachments.');
/** Parameters that hold what hangs on a page, and what finds its id in the address of that page. */
export const itemParameters = { comment_id: commentIn, reply_to: commentIn, attachment_id: attachmentIn } as const;
/** Where a site has no list of tasks, the page and what the page calls the task: `131073-4`. */
export const taskId = idFrom('expected a task id, as confluence_list_tasks gives it', (text) => {
  const [id = '', onPage, ...rest] = text.split('-');
  return isId(id) && rest.length === 0 && (onPage === undefined || /^\w{1,64}$/.test(onPage));
}).describe('From confluence_list_tasks.');

/** Digits; the ids of templates are apart from those of pages. */
export const templateId = idFrom('expected a template id (digits)', isId).describe(
  'From confluence_list_templates.',
);

const controls = /[\p{Cc}\p{Cs}]/u;
/** What shows: neither a blank nor one of the characters without a shape, such as the zero-width space. */
const visible = /[^\s\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
const controlsButLines = /(?![\t\n\r])[\p{Cc}\p{Cs}]/u;

/** For the bound of a text, before whatever else is asked of it: what is too long is not looked into. */
export const beforeOthers = { abort: true } as const;

/** One line of text without control characters. */
export function line(maxLength: number, text = z.string()): z.ZodString {
  return text
    .max(maxLength, beforeOthers)
    .refine((text) => !controls.test(text), 'expected text without control characters')
    .refine((text) => visible.test(text), 'expected text that is not blank');
}

/** Text of several lines; XML cannot carry the other control characters. */
export const prose = withoutControls(z.string());

/** The same, with at least one character and at most so many. */
export function proseWithin(maxLength: number): z.ZodString {
  return withoutControls(z.string().min(1, beforeOthers).max(maxLength, beforeOthers));
}

function withoutControls(text: z.ZodString): z.ZodString {
  return text.refine((given) => !controlsButLines.test(given), { error: ({ input }) => controlIn(String(input)) });
}

function controlIn(text: string): string {
  const before = text.slice(0, text.search(controlsButLines));
  const count = text.length - text.replaceAll(new RegExp(controlsButLines, 'gu'), '').length;
  const code = text.charCodeAt(before.length).toString(16).toUpperCase().padStart(4, '0');
  const where = `U+${code} is in line ${before.split('\n').length}, ${count} in total`;
  return `expected text without control characters: ${where}. Remove them (terminal colours start with U+001B)`;
}

const spaceAddress = /^(?:https?:\/\/[^\s/]+)?(?:\/[^\s/]+)*?\/(?:spaces|display)\/(?<key>~?[^\s/?#]+)/i;
const spaceKeyForm = /^~?[\p{L}\p{N}_.:@-]{1,255}$/u;
const spaceNameForm = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} &+,.'’()!–—:_-]{0,254}$/u;

/** A key, or the key in the address of a space. A name is let through: dispatch finds the key of the one that is called so. */
export const spaceKey = z
  .preprocess(
    (value) => (typeof value === 'string' ? (spaceAddress.exec(value.trim())?.groups?.['key'] ?? value.trim()) : value),
    z
      .string()
      .refine(
        (text) => spaceKeyForm.test(text) || spaceNameForm.test(text),
        'expected a space key such as DEV or ~account',
      ),
  )
  .describe('Space key, e.g. DEV.');

/** Parameters that hold keys of spaces. */
export const spaceParameters = ['space_key', 'target_space_key'] as const;

/** A title, without the blanks at its ends that Confluence would not keep. */
export const title = line(255, z.string().trim());

/** Whom Confluence knows under this id; `me` is told apart by the tools that take it. */
export const userId = line(255);

/**
 * Levels below the page or the top of the space: 1 is the children alone. More than ten, which is as far as Confluence
 * Cloud looks down, is cut.
 */
export const depth = z.int().min(1).max(10);

/** A day, as YYYY-MM-DD once it is read; taken in any form that leaves no doubt. */
export const isoDate = z.preprocess(
  (value) => (typeof value === 'string' ? (readDate(value, new Date()) ?? value) : value),
  z.iso.date('expected a date as YYYY-MM-DD, or a time such as "7 days ago"'),
);

const labelName = z
  .string()
  .max(255, beforeOthers)
  .regex(/^[^\s\p{Cc}\p{Cs}:;,.?&[\]()#^*!@/\\]+$/u, 'expected a label without spaces or punctuation, such as on-call');

/** One to twenty labels without the punctuation that Confluence refuses; they are written in lower case. */
export const labels = z.array(labelName).min(1).max(20);

/** What `content` is written in: our Markdown, or storage format, which goes to Confluence as it is. */
export const contentFormat = z.enum(['markdown', 'storage']).default('markdown').describe('storage is Confluence XML.');

/**
 * The number of a version, from 1. Where a write takes it, it is the version that was read: a newer one is
 * VERSION_CONFLICT.
 */
export const version = z.int().min(1);

/** How many items one answer may have; more than `most` is cut to it, and the answer says so. */
export function limit(defaultLimit: number, most: number): z.ZodDefault<z.ZodInt> {
  return z.int().min(1).max(most).default(defaultLimit).describe('Most results.');
}

/** Opaque to callers; with other arguments than it was given for it is INVALID_INPUT. */
export const cursor = line(4000).describe('From next_cursor.').optional();

/** For each tool that writes: every check is made and the change told, and nothing is written. */
export const dryRun = z.boolean().default(false).describe('Preview, write nothing.');

/** Lets a write drop what the page has and the new text lacks; CONTENT_LOSS, which comes first, lists it. */
export const allowLoss = z
  .boolean()
  .default(false)
  .describe('Only after CONTENT_LOSS.');

/** Lets a write publish over somebody's unpublished edit; DRAFT_DIFFERS, which comes first, says that there is one. */
export const allowDraftOverwrite = z
  .boolean()
  .default(false)
  .describe('Only after DRAFT_DIFFERS.');
