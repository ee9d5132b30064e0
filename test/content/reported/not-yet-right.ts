/** What went wrong with some attempts of a case, and still does. */
interface NotYetRight {
  readonly because: string;
  readonly attempts: readonly string[];
}

/** Attempts that do not yet come out right, by their case. Whoever puts one right takes its name out of this list. */
export const notYetRight: Readonly<Record<string, NotYetRight>> = {
  'a status or a date became its own words': {
    because: 'the loss check excuses a thing by the share of words of its sentence that are gone',
    attempts: ['a date in a cell'],
  },
  'a mention or a date became words when its sentence was reworded': {
    because: 'the loss check excuses a thing by the share of words of its sentence that are gone',
    attempts: ['a date'],
  },
  'an empty line in code in a cell of an HTML table cut the table': {
    because: 'micromark ends its HTML block at an empty line, and the depth of the table is counted elsewhere',
    attempts: ['edited', 'an empty line made'],
  },
  'cells that Markdown cannot merge or split were refused without saying so': {
    because: 'the refusal is that of the last check, which knows no merged cells',
    attempts: ['a span left out', 'a span made', 'a column span'],
  },
  'a section that was added stood inside the cell of another one': {
    because: 'layouts have no rules on writing',
    attempts: ['behind a hidden single section', 'before it', 'two of them'],
  },
  'a parameter that is shown was changed and the change called none': {
    because: 'parameters are shown, and not compared when they come back',
    attempts: ['a colour', 'a colour of a read that shows none'],
  },
  'the second half of a paragraph that was split lost its formats, or the first did': {
    because: 'hidden formats follow one half only',
    attempts: ['and merged again'],
  },
  'two lists that follow each other became one when their bullets were written anew': {
    because: 'two lists are told apart by their bullets alone',
    attempts: ['stars', 'pluses', 'all as hyphens', 'three of them, with one edit'],
  },
  'formulas lost their backslashes': {
    because: 'formulas are text to the parser, which takes their escapes',
    attempts: ['of a block', 'of a line'],
  },
  'a term with its definition ran together': {
    because: 'definition lists are not known',
    attempts: ['one term', 'two terms', 'two definitions'],
  },
};
