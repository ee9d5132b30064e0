import { fromOutside } from './from-outside.js';
import { halfSentText } from './half-sent-text.js';
import { htmlAndHeadings } from './html-and-headings.js';
import { keptBytes } from './kept-bytes.js';
import { linesAndNotes } from './lines-and-notes.js';
import { movedAndSplit } from './moved-and-split.js';
import { newText } from './new-text.js';
import { otherFormats } from './other-formats.js';
import { replacedWords } from './replaced-words.js';
import { tables } from './tables.js';
import { thingsAndSettings } from './things-and-settings.js';
import type { Kind } from '../variation.js';

/** Every kind of the reports, with variations of its own. */
export const kinds: readonly Kind[] = [
  ...linesAndNotes,
  ...htmlAndHeadings,
  ...otherFormats,
  ...newText,
  ...replacedWords,
  ...tables,
  ...halfSentText,
  ...keptBytes,
  ...thingsAndSettings,
  ...movedAndSplit,
  ...fromOutside,
];
