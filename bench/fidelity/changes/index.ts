import {
  changeHeading,
  copyParagraph,
  deleteBlock,
  insertBlock,
  mergeParagraphs,
  moveBlock,
  splitParagraph,
} from './blocks.js';
import type { MakeChange } from './change.js';
import {
  deleteItem,
  insertItem,
  moveAndTickTask,
  moveItem,
  nestItem,
  splitItem,
  tickTask,
  unnestItem,
} from './lists.js';
import { appendLayoutSection, changeCode, moveSection } from './sections.js';
import {
  changeHeader,
  deleteColumn,
  deleteRow,
  fillCell,
  insertColumn,
  insertRow,
  moveColumn,
  moveRow,
  swapCells,
} from './tables.js';
import { copyBlock, rewriteSentence, shuffleAlike } from './several.js';
import { changeSeveralWords, changeWord } from './words.js';

export type { Change } from './change.js';

/** Every kind of edit that is made of whole pages, by what it does. */
export const changes: Readonly<Record<string, MakeChange>> = {
  'a word': changeWord,
  'two words': changeSeveralWords,
  'a block put in': insertBlock,
  'a block moved': moveBlock,
  'a block deleted': deleteBlock,
  'a paragraph split': splitParagraph,
  'a paragraph copied': copyParagraph,
  'paragraphs merged': mergeParagraphs,
  'a heading one level down': changeHeading,
  'an item moved': moveItem,
  'an item nested': nestItem,
  'an item taken out': unnestItem,
  'an item put in': insertItem,
  'an item deleted': deleteItem,
  'an item split': splitItem,
  'a task ticked': tickTask,
  'a task moved and ticked': moveAndTickTask,
  'a row put in': insertRow,
  'a row deleted': deleteRow,
  'a row moved': moveRow,
  'a column put in': insertColumn,
  'a column deleted': deleteColumn,
  'a column moved': moveColumn,
  'a cell written anew': fillCell,
  'another header': changeHeader,
  'two cells swapped': swapCells,
  'several in another order': shuffleAlike,
  'a block copied': copyBlock,
  'a sentence rewritten': rewriteSentence,
  'a section moved': moveSection,
  'a section of a layout put in': appendLayoutSection,
  'a line of code put in': changeCode,
};

/** As often as writers make them: words are changed most. */
export const likelyChanges: readonly MakeChange[] = [changeWord, changeWord, changeWord, ...Object.values(changes)];
