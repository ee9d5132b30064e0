/** What went wrong with some attempts of a case, and still does. */
interface NotYetRight {
  readonly because: string;
  readonly attempts: readonly string[];
}

/** Attempts that do not yet come out right, by their case. Whoever puts one right takes its name out of this list. */
export const notYetRight: Readonly<Record<string, NotYetRight>> = {
  'a fence behind a list item turned the rest of the page into code': {
    because: 'lists are cut by indents, fences by micromark: two readings of one text',
    attempts: ['on a new page', 'with tildes', 'in an update', 'appended', 'in a panel', 'behind bullets'],
  },
  'a line of code that looks like a definition appeared as text when something else was edited': {
    because: 'definitions are collected by a pattern over lines, fences included',
    attempts: ['a log', 'a log before the link', 'in a panel', 'a footnote in code'],
  },
  'a definition inside code became the target of text elsewhere': {
    because: 'definitions are collected by a pattern over lines, fences included',
    attempts: ['on a new page', 'code first', 'in an update', 'in indented code'],
  },
  'code of four blanks became prose': {
    because: 'indented code is switched off',
    attempts: ['first in the text', 'behind a paragraph', 'in an update', 'with a tab', 'appended'],
  },
  'a line that looks like a definition was stored twice, or not at all': {
    because: 'definitions are collected by a pattern, and are text or nothing when no reference uses them',
    attempts: ['words', 'one word', 'in a quote', 'several log lines', 'appended'],
  },
  'a footnote stood several times, inside of panels, or was gone': {
    because: 'footnotes are definitions to the reader, which hands them to every block',
    attempts: [
      'with a panel between',
      'two of them',
      'used twice',
      'in an update',
      'defined first',
      'in an appended text',
    ],
  },
  'a link to a heading led nowhere': {
    because: 'the slug is taken for the anchor',
    attempts: ['before its heading', 'after it', 'to no heading', 'in an update', 'to a heading with signs'],
  },
  'a link within the page that Confluence did not make was written anew when a word beside it changed': {
    because: 'an address that starts with # is always an anchor of Confluence',
    attempts: ['a note of an importer', 'trailing blanks', 'a plain one', 'in a cell', 'as Markdown says it'],
  },
  'a mention became plain words where little else stood beside it': {
    because: 'the loss check excuses a thing by the share of words of its sentence that are gone',
    attempts: ['in a cell', 'alone in an item'],
  },
  'a status or a date became its own words': {
    because: 'the loss check excuses a thing by the share of words of its sentence that are gone',
    attempts: ['a status in a cell', 'a status alone in a paragraph', 'a date in a cell'],
  },
  'a mention or a date became words when its sentence was reworded': {
    because: 'the loss check excuses a thing by the share of words of its sentence that are gone',
    attempts: ['the end reworded', 'the start reworded', 'in an item', 'a date'],
  },
  'a status without a title was printed in a form that was not taken back': {
    because: 'an empty label is printed and not taken back',
    attempts: ['in a row with another edit', 'in a long sentence', 'without a title at all'],
  },
  'a colour of a status was dropped or invented without a word': {
    because: 'unknown attributes drop others, and colours are not checked',
    attempts: [
      'British spelling',
      'British spelling on a new page',
      'a colour that is none',
      'another that is none',
      'a third, in an edit',
    ],
  },
  'a date that is none was published as its own Markdown': {
    because: 'dates are not checked',
    attempts: ['a month by name', 'a day first', 'no such day', 'on a new page'],
  },
  'a page link whose title has blanks was printed as text': {
    because: 'CommonMark ends an address at a blank',
    attempts: ['of a space', 'without a space', 'in a cell', 'with a title of many words in an item'],
  },
  'a page link that was read with blanks was refused as a loss': {
    because: 'CommonMark ends an address at a blank',
    attempts: ['a word before it', 'a word after it'],
  },
  'what names nobody or nothing was stored without a word': {
    because: 'attachments and directives are not compared with what there is',
    attempts: ['a file that is not there', 'a picture that is not there', 'an unknown directive in a line'],
  },
  'an empty line between the rows of an HTML table threw its rows out of the table': {
    because: 'micromark ends its HTML block at an empty line, and the depth of the table is counted elsewhere',
    attempts: ['one between rows', 'two between rows', 'one before the end', 'with an edit'],
  },
  'an empty line in code in a cell of an HTML table cut the table': {
    because: 'micromark ends its HTML block at an empty line, and the depth of the table is counted elsewhere',
    attempts: ['edited', 'two empty lines', 'an empty line made'],
  },
  'cells that Markdown cannot merge or split were refused without saying so': {
    because: 'the refusal is that of the last check, which knows no merged cells',
    attempts: ['a span left out', 'a span made', 'a column span'],
  },
  'Markdown in cells of an HTML table was printed with its signs': {
    because: 'text in HTML tables is read as HTML alone',
    attempts: ['bold and a link', 'code', 'on a new page', 'emphasis'],
  },
  'a new row of a table with headers in its first column had none': {
    because: 'new rows take their cells from nowhere',
    attempts: ['at the end', 'in the middle', 'two of them', 'beside a header row'],
  },
  'colour and width stayed behind when columns changed places': {
    because: 'columns are compared by place',
    attempts: ['two columns', 'with an edit', 'and back', 'of three'],
  },
  'rows of a new table had more or fewer cells than its header': {
    because: 'rows are written as they come',
    attempts: ['a cell too many and one too few', 'none at all'],
  },
  'a section that was added stood inside the cell of another one': {
    because: 'layouts have no rules on writing',
    attempts: ['behind a hidden single section', 'before it', 'two of them'],
  },
  'a section got more or fewer cells than its type has': {
    because: 'layouts have no rules on writing',
    attempts: ['a third cell', 'three on a new page', 'one cell of two', 'two cells of three'],
  },
  'columns vanished when their words stayed': {
    because: 'the loss check does not count cells whose words stayed',
    attempts: ['two columns as paragraphs', 'beside a section that stays', 'three columns'],
  },
  'a cell without a section, and a section of an unknown type, were stored': {
    because: 'layouts have no rules on writing',
    attempts: ['a cell alone', 'a cell among text', 'an unknown type', 'another'],
  },
  'a layout was stored where none may be': {
    because: 'layouts have no rules on writing',
    attempts: ['in a panel', 'in a panel of the page', 'in an item'],
  },
  'the type of a panel could not be changed': {
    because: 'a container keeps its name',
    attempts: ['info to warning', 'note to tip', 'with an edit', 'without its id'],
  },
  'a parameter that is shown was changed and the change called none': {
    because: 'parameters are shown, and not compared when they come back',
    attempts: ['a colour', 'a colour of a read that shows none', 'the label of a placeholder', 'the label of another'],
  },
  'the only diagram of a page, sent without its id, was refused as a loss': {
    because: 'a fence without an id is a new one',
    attempts: ['plantuml', 'with text around', 'mermaid', 'as it was'],
  },
  'details lost their title, or showed it in their text': {
    because: 'the summary is read on the line of the tag alone',
    attempts: ['on lines of their own', 'open, with format in the title', 'of the page, written so', 'around a fence'],
  },
  'code lost an empty line at its end with each edit': {
    because: 'the end of a fence takes an empty line with it',
    attempts: ['two at the end', 'as they are read'],
  },
  'an item that was nested lost its colour and the look of its link': {
    because: 'pairs are made by all words, nested ones included',
    attempts: ['nested', 'taken out', 'nested two deep'],
  },
  'a task that was nested was refused as a loss of the other one': {
    because: 'pairs are made by all words, nested ones included',
    attempts: ['the second in the first', 'the third in the second', 'two in the first', 'taken out again'],
  },
  'the second half of a paragraph that was split lost its formats, or the first did': {
    because: 'hidden formats follow one half only',
    attempts: ['between two sentences', 'the short half first', 'an item into two', 'and merged again'],
  },
  'a paragraph that was moved and edited at once lost its colour': {
    because: 'a block is moved when it is equal, and edited when it stays',
    attempts: ['a word more', 'a word less', 'another word', 'an item'],
  },
  'a nested list that lost its first item became words of the item around it': {
    because: 'a number other than 1 does not start a list within a paragraph',
    attempts: [
      'numbered, the rest keeps its number',
      'numbered, the first two gone',
      'in a numbered list',
      'with paragraphs',
    ],
  },
  'a task that was moved and ticked at once got a new id': {
    because: 'a block is moved when it is equal, and edited when it stays',
    attempts: ['to the front', 'to the end', 'and unticked', 'to another list'],
  },
  'two lists that follow each other became one when their bullets were written anew': {
    because: 'two lists are told apart by their bullets alone',
    attempts: ['stars', 'pluses', 'all as hyphens', 'three of them, with one edit'],
  },
  'text that only looks like an omission was refused though nothing of the page was missing': {
    because: 'the guard takes any bracket or tag for an aside',
    attempts: ['in brackets', 'in tags'],
  },
  'half of a page was taken when it came as storage': {
    because: 'the guard reads Markdown only',
    attempts: [
      'rows left out in words',
      'in a comment',
      'a row that stands for others',
      'a paragraph that stands for others',
    ],
  },
  'half of a section or of a table was taken by a targeted edit': {
    because: 'the guard reads whole pages only',
    attempts: ['a section', 'a section, in words', 'rows of a section', 'the whole page'],
  },
  'front matter became a rule and a heading': {
    because: 'front matter is not known',
    attempts: ['of a generator', 'with quotes and lists', 'in an update'],
  },
  'an admonition was printed with its signs': {
    because: 'one spelling of four is known',
    attempts: ['Docusaurus, titled', 'MkDocs', 'MkDocs without title, then text', 'Obsidian, titled'],
  },
  'HTML blocks that storage has anyway were printed as text': {
    because: 'a short list of tags is known',
    attempts: ['heading', 'list', 'rule', 'quote', 'paragraph', 'pre', 'other'],
  },
  'HTML in a line was printed as text': {
    because: 'a short list of tags is known',
    attempts: ['keys', 'marks and colours', 'a picture with its width'],
  },
  'formulas lost their backslashes': {
    because: 'formulas are text to the parser, which takes their escapes',
    attempts: ['of a block', 'of a line'],
  },
  'a task without text became an item that shows its box': {
    because: 'GFM wants text behind the box',
    attempts: ['first', 'last', 'ticked and empty'],
  },
  'a person and a due date of a task were printed as words without a word about it': {
    because: 'nobody looks for them',
    attempts: ['in brackets', 'with a sign', 'with a colon, in an edit'],
  },
  'a directive for a macro was printed as text': {
    because: 'unknown directives are text',
    attempts: ['children', 'toc as reads show it', 'in a line'],
  },
  'bold beside Japanese or Chinese signs stayed text': {
    because: 'CommonMark knows words by their blanks',
    attempts: ['japanese', 'chinese', 'in brackets', 'korean'],
  },
  'a body of another format was printed as text': {
    because: 'the format is believed',
    attempts: ['storage', 'storage in an update', 'wiki markup', 'wiki headings', 'ADF', 'Markdown as storage'],
  },
  'a term with its definition ran together': {
    because: 'definition lists are not known',
    attempts: ['one term', 'two terms', 'two definitions'],
  },
  'Markdown in a replacement was published with its signs': {
    because: 'find and replace are plain text',
    attempts: ['bold and code', 'a link', 'emphasis', 'signs that are text'],
  },
  'text copied from a read with its signs was not found': {
    because: 'find and replace are plain text',
    attempts: ['bold', 'code', 'an escape', 'a link'],
  },
  'words of a status, a date, a caption or a mention were said to be nowhere': {
    because: 'what stands in a line and is no text is not searched',
    attempts: ['status', 'date', 'caption', 'mention', 'no date any more'],
  },
  'a task was ticked because a date or a word in it holds the digits that were named': {
    because: 'words are searched in texts and dates alike',
    attempts: ['a digit of a date', 'a digit of a text'],
  },
  'an edit of a cell beside a merged one overwrote its neighbour': {
    because: 'cells are counted as they stand in the row',
    attempts: [
      'below a cell of three rows',
      'the next column',
      'the last row',
      'behind a header of two columns',
      'the merged cell itself',
    ],
  },
  'a column under two header rows was not found': {
    because: 'one header row is known',
    attempts: ['by its path', 'by its only name', 'by its path, of two', 'by a name that two have'],
  },
  'blanks and quotes of another kind than the page has hid the words': {
    because: 'find folds some blanks only',
    attempts: ['straight for curly quotes', 'curly for straight quotes', 'a hyphen for a dash'],
  },
};
