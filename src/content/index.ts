/**
 * Purpose: the translator between Confluence storage and Markdown, which changes what was edited and nothing else.
 * May import: nothing but errors.ts, and the XML and Markdown parsers that live only here.
 * Promise: pure functions, and a desk that runs large ones in threads; what cannot be carried is refused (CONTENT_LOSS, UNCONVERTIBLE, VERSION_CONFLICT), never dropped.
 */
export type { Loss } from './audit/loss.js';
export type { OutlineEntry } from './sections/outline.js';
export type { PartQuery } from './sections/read-part.js';
export type { ReadOptions } from './read/reader.js';
export type { ApplyRequest, ApplyResult } from './patch/apply.js';
export type { Edit } from './edits/edit.js';
export type { Content, ContentDesk, ContentDeskOptions } from './worker/content-desk.js';
export { createContentDesk } from './worker/content-desk.js';
export { toMarkdown } from './read/to-markdown.js';
export { toOutline } from './sections/outline.js';
export { readPart, readStoragePart } from './sections/read-part.js';
export { toStorage } from './write/to-storage.js';
export { applyMarkdown, applyStorage } from './patch/apply.js';
export { applyEdits } from './edits/apply-edits.js';
export { auditLoss } from './audit/audit-loss.js';
export { assertWellFormed } from './tree/parse-storage.js';
export { toPlainText } from './text/plain-text.js';
export { diffMarkdown, diffStorage } from './diff/diff.js';
export { fillTemplate, templateVariables } from './templates/fill-template.js';
export { cleanText } from './text/clean-text.js';
