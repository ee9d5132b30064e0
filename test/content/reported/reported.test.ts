import { describe, it } from '@jest/globals';
import { codeAndLists } from './cases/code-and-lists.js';
import { containers } from './cases/containers.js';
import { dataCenter } from './cases/data-center.js';
import { definitionsAndNotes } from './cases/definitions-and-notes.js';
import { halvesAndParts } from './cases/halves-and-parts.js';
import { halfSentText } from './cases/half-sent-text.js';
import { layouts } from './cases/layouts.js';
import { movedAndEdited } from './cases/moved-and-edited.js';
import { newPages } from './cases/new-pages.js';
import { tables } from './cases/tables.js';
import { targetedEdits } from './cases/targeted-edits.js';
import { thingsInALine } from './cases/things-in-a-line.js';
import { outcomeOf, type ReportedCase } from './reported-case.js';

const groups: Readonly<Record<string, readonly ReportedCase[]>> = {
  'code and lists': codeAndLists,
  'definitions and notes': definitionsAndNotes,
  'things in a line': thingsInALine,
  tables,
  layouts,
  containers,
  'blocks moved and edited': movedAndEdited,
  'halves and parts': halvesAndParts,
  'half-sent text': halfSentText,
  'new pages': newPages,
  'targeted edits': targetedEdits,
  'Data Center': dataCenter,
};

describe.each(Object.entries(groups))('%s', (_, cases) => {
  describe.each(cases)('$broke', ({ attempts }) => {
    for (const [name, attempt] of Object.entries(attempts)) {
      // What is right does not depend on where the page stands, unless the attempt says so.
      const deployments = attempt.deployment ? [attempt.deployment] : (['cloud', 'datacenter'] as const);
      it.each(deployments)(`${name} (%s)`, (deployment) => attempt.right(outcomeOf({ ...attempt, deployment })));
    }
  });
});
