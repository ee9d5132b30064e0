import { applyEdits } from '../edit/operations/apply-edits.js';
import { diffMarkdown, diffStorage } from '../edit/diff.js';
import { applyMarkdown, applyStorage } from '../edit/apply.js';
import { toMarkdown } from '../storage/read/to-markdown.js';
import { toOutline } from '../sections/to-outline.js';
import { findInPage } from '../sections/find-in-page.js';
import { toBlocks, toImages } from '../sections/page-blocks.js';
import { findAddresses } from '../storage/read/find-addresses.js';
import { visibleSize } from '../storage/read/visible-size.js';
import { toTasks } from '../sections/page-tasks.js';
import { readPart } from '../sections/read-part.js';
import { showInstructions, templateOptions } from '../storage/read/template-facts.js';
import { fillTemplate, readValues, templateVariables } from '../storage/write/fill-template.js';
import { toPlainText } from '../storage/read/to-markdown.js';
import { assertStorage as assertWellFormed, assertWiki } from '../storage/write/assert-format.js';
import { toStorage } from '../storage/write/to-storage.js';
import type { ConversionName, Task } from './task.js';

/** What a thread can be asked for: pure functions of plain data, which is what can cross to a thread and back. */
const conversions = {
  toMarkdown,
  toOutline,
  toBlocks,
  toImages,
  toTasks,
  findInPage,
  readPart,
  toStorage,
  applyMarkdown,
  applyStorage,
  applyEdits,
  assertWellFormed,
  assertWiki,
  toPlainText,
  diffMarkdown,
  diffStorage,
  fillTemplate,
  templateVariables,
  templateOptions,
  showInstructions,
  readValues,
  findAddresses,
  visibleSize,
} satisfies Record<ConversionName, unknown>;

/** What each conversion takes and gives. */
export type Conversions = typeof conversions;

/** Makes one conversion in the thread that it is called in, and throws what that throws. */
export function convert({ name, args }: Task): unknown {
  const conversion = conversions[name] as (...args: readonly unknown[]) => unknown;
  return conversion(...args);
}
