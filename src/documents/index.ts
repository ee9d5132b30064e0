/**
 * Files as text: PDF, Word, Excel and PowerPoint read as Markdown, a part at a time.
 * May import: nothing of the project; the readers of PDF, zip and XML live here.
 * Promise: whatever bytes come, an answer or an UNCONVERTIBLE within the limits; never a hang, never a process out of memory.
 */
export {
  createDocumentReader,
  type DocumentPart,
  type DocumentReader,
  type DocumentReaderOptions,
  type ReadOptions,
} from './reader.js';
export { findDocumentKind, type DocumentKind } from './kind.js';
export type { DocumentLimits } from './limits.js';
