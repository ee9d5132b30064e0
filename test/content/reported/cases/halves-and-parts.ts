import { stored, type ReportedCase } from '../reported-case.js';
import { blue, red } from '../storage.js';

/** Short halves of texts that were split or merged, and words of which a part has a format of its own. */
export const halvesAndParts: readonly ReportedCase[] = [
  {
    broke: 'a half of a single word lost its format when a paragraph was split or two were merged',
    attempts: {
      'the first word taken out': {
        page: `<p>${red('Wrapped')} text goes on</p>`,
        sent: 'Wrapped\n\ntext goes on',
        right: stored(`<p>${red('Wrapped')}</p><p>text goes on</p>`),
      },
      'the last word taken out': {
        page: `<p>the text goes on ${blue('here')}</p>`,
        sent: 'the text goes on\n\nhere',
        right: stored(`<p>the text goes on</p><p>${blue('here')}</p>`),
      },
      'put before a text': {
        page: `<p>${red('Note')}</p><p>the text goes on.</p>`,
        sent: 'Note the text goes on.',
        right: stored(`<p>${red('Note')} the text goes on.</p>`),
      },
      'a word that stays where it was gives nothing to a new one like it': {
        page: `<p>All is ${red('done')} now</p><p>Last words</p>`,
        sent: 'All is done today\n\nLast words\n\ndone',
        right: stored(`<p>All is ${red('done')} today</p><p>Last words</p><p>done</p>`),
      },
    },
  },
  {
    broke: 'two paragraphs could not be merged when one began or ended with a line break that nobody saw',
    attempts: {
      'before the second': {
        page: '<p>The text.</p><p><br />It goes on here.</p>',
        sent: 'The text. It goes on here.',
        right: stored('<p>The text. It goes on here.</p>'),
      },
      'behind the first': {
        page: '<p>The text.<br /></p><p>It goes on here.</p>',
        sent: 'The text. It goes on here.',
        right: stored('<p>The text. It goes on here.</p>'),
      },
    },
  },
  {
    broke: 'a word in parts lost the format of a part when letters of it were edited',
    attempts: {
      'the part without format': {
        page: `<p>mast${red('x_y keel')}</p>`,
        edits: [{ op: 'replace_text', find: 'mastx', replace: 'rope' }],
        right: stored(`<p>rope${red('_y keel')}</p>`),
      },
      'letters put in at the border': {
        page: `<p>under${red('line')} it</p>`,
        sent: 'under2line it',
        right: stored(`<p>under2${red('line')} it</p>`),
      },
      'the end of it': {
        page: `<p>under${red('line')} it</p>`,
        sent: 'underlines it',
        right: stored(`<p>under${red('lines')} it</p>`),
      },
      'and made bold': {
        page: `<p>under${red('line')} it</p>`,
        sent: '**underlining** it',
        right: stored(`<p><strong>under</strong>${red('<strong>lining</strong>')} it</p>`),
      },
      'another word altogether': {
        page: `<p>under${red('line')} it</p>`,
        sent: 'Mark it',
        right: stored('<p>Mark it</p>'),
      },
    },
  },
];
