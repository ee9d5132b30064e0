import { describe, expect, it } from '@jest/globals';
import { codeAndLists } from './cases/code-and-lists.js';
import { containers } from './cases/containers.js';
import { dataCenter } from './cases/data-center.js';
import { definitionsAndNotes } from './cases/definitions-and-notes.js';
import { halfSentText } from './cases/half-sent-text.js';
import { layouts } from './cases/layouts.js';
import { movedAndEdited } from './cases/moved-and-edited.js';
import { newPages } from './cases/new-pages.js';
import { tables } from './cases/tables.js';
import { targetedEdits } from './cases/targeted-edits.js';
import { thingsInALine } from './cases/things-in-a-line.js';
import { notYetRight } from './not-yet-right.js';
import { outcomeOf, type ReportedCase } from './reported-case.js';

const groups: Readonly<Record<string, readonly ReportedCase[]>> = {
  'code and lists': codeAndLists,
  'definitions and notes': definitionsAndNotes,
  'things in a line': thingsInALine,
  tables,
  layouts,
  containers,
  'blocks moved and edited': movedAndEdited,
  'half-sent text': halfSentText,
  'new pages': newPages,
  'targeted edits': targetedEdits,
  'Data Center': dataCenter,
};

describe.each(Object.entries(groups))('%s', (_, cases) => {
  describe.each(cases)('$broke', ({ broke, attempts }) => {
    for (const [name, attempt] of Object.entries(attempts)) {
      // Where it is known to go wrong, the test tells as soon as it goes right.
      const test = notYetRight[broke]?.attempts.includes(name) ? it.failing : it;
      test(name, () => attempt.right(outcomeOf(attempt)));
    }
  });
});

it('names as not yet right only attempts that there are', () => {
  const titles = new Set(
    Object.values(groups).flatMap((cases) =>
      cases.flatMap(({ broke, attempts }) => Object.keys(attempts).map((name) => `${broke}: ${name}`)),
    ),
  );
  const named = Object.entries(notYetRight).flatMap(([broke, { attempts }]) =>
    attempts.map((name) => `${broke}: ${name}`),
  );
  expect(named.filter((title) => !titles.has(title))).toEqual([]);
});
