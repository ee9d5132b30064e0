/**
 * Purpose: the translator between Confluence storage and Markdown, which changes what was edited and nothing else.
 * May import: nothing but errors.ts, and the XML and Markdown parsers that live only here.
 * Promise: pure functions, and a converter that runs large ones in threads; what cannot be carried is refused (CONTENT_LOSS, UNCONVERTIBLE, VERSION_CONFLICT), never dropped.
 */
export type { Loss } from './audit/thing.js';
export type { Deployment, People, References } from './model/references.js';
export { noReferences } from './model/references.js';
export type { NewStorage } from './storage/write/to-storage.js';
export type { OutlineEntry } from './sections/to-outline.js';
export type { BlockMatch, FindQuery, FindResult } from './sections/find-in-page.js';
export type { BlockText, PageImage } from './sections/page-blocks.js';
export type { PageTask } from './sections/page-tasks.js';
export type { PartQuery } from './sections/read-part.js';
export type { ReadOptions } from './storage/read/reader.js';
export type { ApplyRequest, ApplyResult } from './edit/apply.js';
export type { Edit } from './edit/operations/edit.js';
export type { Content, ContentConverter, ContentConverterOptions } from './worker/content-converter.js';
export { createContentConverter } from './worker/content-converter.js';
export { toMarkdown } from './storage/read/to-markdown.js';
export { toOutline } from './sections/to-outline.js';
export { findInPage } from './sections/find-in-page.js';
export { toBlocks, toImages } from './sections/page-blocks.js';
export { toTasks } from './sections/page-tasks.js';
export { readPart } from './sections/read-part.js';
export { readStoragePart } from './sections/read-storage-part.js';
export { toStorage } from './storage/write/to-storage.js';
export { applyMarkdown, applyStorage } from './edit/apply.js';
export type { EditsResult } from './edit/operations/apply-edits.js';
export { applyEdits } from './edit/operations/apply-edits.js';
export { auditLoss } from './audit/audit-loss.js';
export { assertStorage as assertWellFormed } from './storage/write/assert-format.js';
export { toPlainText } from './storage/read/to-markdown.js';
export { diffMarkdown, diffStorage } from './edit/diff.js';
export { fillTemplate, readValues, templateVariables } from './storage/write/fill-template.js';
export { namedAddress } from './storage/read/find-addresses.js';
export { showInstructions, templateOptions } from './storage/read/template-facts.js';
export { cleanText } from './xml/clean-text.js';
export { fold } from './model/fold.js';
export { dialectHelp, dialectInShort, dialectUri } from './help/dialect.js';
