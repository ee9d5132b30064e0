import { AppError } from '../../../errors.js';
import { assertWellFormed } from '../../xml/parse-storage.js';

const fence = /^ {0,3}(`{3,}(?!`)|~{3,}(?!~))[^\n]*\n[\s\S]*?(?:^ {0,3}\1[`~]*[ \t]*$|(?![\s\S]))/gm;
const storageTag = /<(\/?)(?:p|h[1-6])>|<ac:[^<>]*>/g;
const wikiHeading = /^h[1-6]\. +\S/m;
const wikiMacro =
  /^[ \t]*\{(?:toc|info|note|tip|warning|panel|code|noformat|expand|quote|column|section|children|excerpt|include|jira)(?:[:|][^{}\n]*)?\}/m;

/**
 * Throws INVALID_INPUT where what was announced as Markdown plainly is not, naming the format to announce. A page that shows wiki markup
 * as text (`before`, its Markdown) may be sent back so.
 */
export function assertMarkdown(text: string, before = ''): void {
  const body = text.trim();
  if (isStorage(body))
    throw wrongFormat(
      'Markdown',
      'storage',
      'Write Markdown, or set content_format to "storage" if the tool has that parameter.',
    );
  if (isAdf(body))
    throw wrongFormat(
      'Markdown',
      'ADF (the JSON of the editor)',
      'Write Markdown, or storage with content_format "storage" if the tool has that parameter.',
    );
  if (hasEncodedLines(body) && !before.includes('\\n'))
    throw new AppError(
      'INVALID_INPUT',
      'The content has the two characters "\\n" instead of line breaks. Nothing was written.',
      {
        hint: 'Send real line breaks: the text was JSON-encoded twice.',
      },
    );
  const prose = body.replace(fence, '');
  const isWiki = (markdown: string) => wikiHeading.test(markdown) || wikiMacro.test(markdown);
  if (isWiki(prose) && !isWiki(before))
    throw wrongFormat(
      'Markdown',
      'wiki markup',
      'Write Markdown (## for a heading, ::toc, :::info). A page takes storage with content_format "storage", a new one wiki markup with content_format "wiki".',
    );
}

function isStorage(body: string): boolean {
  const isMacros = /^(?:<ac:[^<>]*\/>\s*)+$/.test(body);
  const isElements = /^<(?:ac:|[a-z])[\s\S]*>$/i.test(body);
  return isMacros || (isElements && (/<\/(?:ac|ri):|<ri:/.test(body) || mixesElements(body)));
}

/** Does an element of Confluence's own stand among HTML's: before one that opens, or closed behind one that does? */
function mixesElements(body: string): boolean {
  let [isOpen, isClosed] = [false, false];
  for (const [tag, slash] of body.matchAll(storageTag)) {
    if (slash === undefined) {
      if (isClosed && tag.endsWith('/>')) return true;
      isOpen = true;
    } else if (slash === '/') isClosed = true;
    else if (isOpen) return true;
  }
  return false;
}

/** ADF, or some nodes of it. */
function isAdf(body: string): boolean {
  return (
    /^\[?\s*\{\s*"(?:version|type|content|attrs)"\s*:/.test(body) &&
    /"type"\s*:\s*"(?:doc|paragraph|heading|bulletList|orderedList|taskList|table|panel|codeBlock)"/.test(body) &&
    /[\]}]$/.test(body)
  );
}

/** One line in which the signs `\\n` stand where lines should end, as in JSON that was encoded twice. Code shows such signs. */
function hasEncodedLines(body: string): boolean {
  if (body.includes('\n')) return false;
  const prose = body.replace(/`[^`]*`/g, '');
  return /[^\s\\]\\n(?:\\n[^\s\\]|[-*+>] |#{1,6} |\d+\. |\|)/.test(prose);
}

/** Throws INVALID_INPUT where what a template shows as plain text plainly is more than that. */
export function assertPlainText(text: string): void {
  const found = isStorage(text.trim()) ? 'storage' : isAdf(text.trim()) ? 'ADF (the JSON of the editor)' : null;
  if (found !== null)
    throw wrongFormat('plain text', found, 'Give each variable plain text, and edit the page after it is created.');
}

/** Lines and signs that are Markdown beyond doubt. */
const markdownLine = /^(?:#{1,6} +\S|[-*+] +\S|\d+\. +\S|> |```|\|.*\|[ \t]*$|:::)|\*\*\S[^*\n]*\*\*|\]\(https?:/m;

const tags =
  'p|h[1-6]|[uod]l|li|d[dt]|table|t[dhr]|div|[bh]r|[biuqs]|em|strong|code|pre|a|details|summary|kbd|mark|su[bp]|del|ins|img|span|blockquote|center|video';
const otherMarkup = [
  /\[\^[^\]\s]+\]|~~\S[^~\n]*~~|`[^`\n]+`|\]\((?!user:)[^()\n]+[()]|\*\*\*?\S[^*\n]*\*\*/,
  new RegExp(`</?(?:${tags})(?:\\s[^<>]*)?/?>`, 'i'),
  // Front matter, fences, indented code, a table without outer pipes, and what is written for blocks of other tools and of ours.
  /^(?:---|\+{3})\r?\n["\p{L}][^\n]*[:=]|^~~~|(?<![^])(?: {4}|\t)[ \t]*\S|^[^\n|]*\|[^\n]*\r?\n *:?-{3,}:? *\||^[!?]{3}\+? \w|^ *::\w|:(?:status|date|macro)\[/mu,
];

/** Is something of this text Markdown, HTML or wiki markup beyond doubt? */
export function hasMarkup(text: string): boolean {
  return [markdownLine, ...otherMarkup, wikiMacro, wikiHeading].some((pattern) => pattern.test(text));
}

/** Throws where what was announced as storage is Markdown (INVALID_INPUT), or is not well-formed (UNCONVERTIBLE). */
export function assertStorage(storage: string): void {
  if (!storage.includes('<') && markdownLine.test(storage))
    throw wrongFormat('storage', 'Markdown', 'Leave out content_format, or set it to "markdown".');
  assertWellFormed(storage);
}

const markdownSign = /^ {0,3}(?:```|~~~)|^\|(?: *:?-{3,}:? *\|)+|\*\*\S[^*\n]*\*\*|\]\(https?:/m;

/** Throws INVALID_INPUT where what was announced as wiki markup plainly is storage or Markdown. */
export function assertWiki(text: string): void {
  if (/^<[a-z][\s\S]*>$/i.test(text.trim()) && /<\/(?:ac:|ri:|p>|h[1-6]>|ul>|table>)/.test(text))
    throw wrongFormat('wiki markup', 'storage', 'Set content_format to "storage".');
  if (!wikiMacro.test(text) && !wikiHeading.test(text) && markdownSign.test(text))
    throw wrongFormat('wiki markup', 'Markdown', 'Leave out content_format, or set it to "markdown".');
}

function wrongFormat(announced: string, found: string, hint: string): AppError {
  return new AppError(
    'INVALID_INPUT',
    `The content was sent as ${announced}, but it is ${found}. Nothing was written.`,
    {
      hint,
    },
  );
}
