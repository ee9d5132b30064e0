import { applyEdits } from '../edits/apply-edits.js';
import { diffMarkdown, diffStorage } from '../diff/diff.js';
import { applyMarkdown, applyStorage } from '../patch/apply.js';
import { toMarkdown } from '../read/to-markdown.js';
import { toOutline } from '../sections/outline.js';
import { readPart } from '../sections/read-part.js';
import { fillTemplate, templateVariables } from '../templates/fill-template.js';
import { toPlainText } from '../text/plain-text.js';
import { assertWellFormed } from '../tree/parse-storage.js';
import { toStorage } from '../write/to-storage.js';

/** What a thread can be asked for: pure functions of plain data, which is what can cross to a thread and back. */
const conversions = {
  toMarkdown,
  toOutline,
  readPart,
  toStorage,
  applyMarkdown,
  applyStorage,
  applyEdits,
  assertWellFormed,
  toPlainText,
  diffMarkdown,
  diffStorage,
  fillTemplate,
  templateVariables,
};

export type Conversions = typeof conversions;
export type ConversionName = keyof Conversions;
export const conversionNames = Object.keys(conversions) as ConversionName[];

/** One conversion to be made, by name. */
export interface Task {
  readonly name: ConversionName;
  readonly args: readonly unknown[];
}

export function convert({ name, args }: Task): unknown {
  const conversion = conversions[name] as (...args: readonly unknown[]) => unknown;
  return conversion(...args);
}
