import type { ReportedCase } from '../reported-case.js';
import { codeAndLists } from './code-and-lists.js';
import { containers } from './containers.js';
import { htmlAndContainers } from './html-and-containers.js';
import { dataCenter } from './data-center.js';
import { definitionsAndNotes } from './definitions-and-notes.js';
import { everydayWriting } from './everyday-writing.js';
import { formatsAndAddresses } from './formats-and-addresses.js';
import { halvesAndParts } from './halves-and-parts.js';
import { halfSentText } from './half-sent-text.js';
import { layouts } from './layouts.js';
import { movedAndEdited } from './moved-and-edited.js';
import { newPages } from './new-pages.js';
import { tables } from './tables.js';
import { targetedEdits } from './targeted-edits.js';
import { thingsInALine } from './things-in-a-line.js';

/** What once went wrong, by what it is about. */
export const reportedCases: Readonly<Record<string, readonly ReportedCase[]>> = {
  'code and lists': codeAndLists,
  'definitions and notes': definitionsAndNotes,
  'things in a line': thingsInALine,
  'formats and addresses': formatsAndAddresses,
  tables,
  layouts,
  containers,
  'HTML and containers': htmlAndContainers,
  'blocks moved and edited': movedAndEdited,
  'halves and parts': halvesAndParts,
  'half-sent text': halfSentText,
  'new pages': newPages,
  'everyday writing': everydayWriting,
  'targeted edits': targetedEdits,
  'Data Center': dataCenter,
};
