import { refused, stored, storedWith, untouched, type ReportedCase } from '../reported-case.js';
import { blue, grid, macro, red } from '../storage.js';

const captioned = (caption: string) =>
  `<ac:image><ri:url ri:value="https://e.example/i.png" /><ac:caption><p local-id="c">${caption}</p></ac:caption></ac:image>`;

const newPanel = (text = 'Mind the gap') =>
  `<ac:adf-extension><ac:adf-node type="panel"><ac:adf-attribute key="panel-type">note</ac:adf-attribute><ac:adf-content><p>${text}</p></ac:adf-content></ac:adf-node><ac:adf-fallback><p>${text}</p></ac:adf-fallback></ac:adf-extension>`;

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
  {
    broke: 'several paragraphs could not be written into a cell, nor the last words of one taken away',
    attempts: {
      'in a cell': {
        page: grid('<th>A</th>', '<td>Ida</td>'),
        edits: [{ op: 'set_table_cell', table: 1, row: 1, column: 1, content: 'one\n\ntwo' }],
        right: stored(grid('<th>A</th>', '<td><p>one</p><p>two</p></td>')),
      },
      'in a row': {
        page: grid('<th>A</th>', '<td>1</td>'),
        edits: [{ op: 'append_table_row', table: 1, cells: ['one\n\ntwo'] }],
        right: storedWith({ has: ['<td><p>one</p><p>two</p></td>'] }),
      },
      'in HTML': {
        page: '<p>x</p>',
        sent: 'x\n\n<table>\n<tr><td>one\n\ntwo</td></tr>\n</table>',
        right: storedWith({ has: ['<td><p>one</p><p>two</p></td>'] }),
      },
      'none left': {
        page: grid('<th>A</th><th>B</th>', '<td>Ida</td><td>TBD</td>'),
        edits: [{ op: 'replace_text', find: 'TBD', replace: '' }],
        right: stored(grid('<th>A</th><th>B</th>', '<td>Ida</td><td></td>')),
      },
      'none left of a paragraph': {
        page: '<p>x</p><p>y</p>',
        edits: [{ op: 'replace_text', find: 'x', replace: '' }],
        right: refused(/./, /delete_block/),
      },
    },
  },
  {
    broke: 'an item with a list below it got a list in place of its words, or none',
    attempts: {
      replaced: {
        page: '<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>',
        edits: [{ op: 'replace_block', block: 'a', content: '- z' }],
        right: stored('<ul><li><p>z</p><ul><li><p>b</p></li></ul></li></ul>'),
      },
      deleted: {
        page: '<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>',
        edits: [{ op: 'delete_block', block: 'a' }],
        right: refused('INVALID_INPUT', /a list item with a nested list/),
      },
    },
  },
  {
    broke: 'the block behind a deleted one was put into a paragraph, beside loose text or a macro in front of both',
    attempts: Object.fromEntries(
      [
        [macro('toc', 'm1'), '<p>Next.</p>'],
        ['loose', '<h3>Next</h3>'],
        ['<ac:image><ri:url ri:value="https://e.example/i.png" /></ac:image>', '<blockquote><p>Next.</p></blockquote>'],
        ['loose', '<p>loose too</p>', 'loose too'],
      ].map(([before = '', behind = '', was = behind]) => [
        `${before}, ${was}`,
        {
          page: `${before}<h2>Gone</h2>${was}`,
          edits: [{ op: 'delete_block' as const, block: 'Gone' }],
          right: stored(before + behind),
        },
      ]),
    ),
  },
  {
    broke: 'one word of a caption was edited, and the formats and links of the others went',
    attempts: Object.fromEntries(
      [
        ['beside', 'The <strong>old</strong> <a href="https://e.example">plan</a> &amp; ', 'The', 'This'],
        ['within', 'The <strong>old</strong> plan', 'old', 'new'],
        ['added', 'The <em>old</em> plan', 'The old', 'The very old', 'The very <em>old</em> plan'],
        ['all new', 'The <em>old</em> plan', 'The old plan', 'A map', 'A map'],
      ].map(([name = '', caption = '', from = '', to = '', right = caption.replace(from, to)]) => [
        name,
        {
          page: captioned(caption),
          sent: (read: string) => read.replace(from, to),
          right: stored(captioned(right)),
        },
      ]),
    ),
  },
  {
    broke: 'words of a caption in two formats were edited, and the formats went without a word',
    attempts: {
      'a part of them': {
        page: captioned('The <strong>old</strong> plan'),
        sent: (read) => read.replace('The old', 'An older'),
        right: refused('UNCONVERTIBLE', /caption "The old plan" has formatting/),
      },
    },
  },
  {
    broke: 'a comment came to be on other words, and nobody was told',
    attempts: {
      'as many of them': {
        page: '<p>Say <ac:inline-comment-marker ac:ref="r1">marked</ac:inline-comment-marker> tail</p>',
        sent: 'Say other',
        right: storedWith({ has: ['ac:ref="r1">other<'], warned: /The comment on "marked" is now on "other"/ }),
      },
      'in other letters it is on the same': {
        page: '<p>Say <ac:inline-comment-marker ac:ref="r1">marked</ac:inline-comment-marker> tail</p>',
        sent: 'Say Marked tail',
        right: (outcome) => {
          if (outcome.refusal || outcome.warnings.length > 0) throw new Error(JSON.stringify(outcome));
        },
      },
    },
  },
  {
    broke: 'a link in the new words became signs where they replaced a whole link and words beside it',
    attempts: Object.fromEntries(
      [
        ['A link here', 'A [link](https://f.example) there', 'A <a href="https://f.example">link</a> there'],
        [
          'link here',
          '[new](https://f.example) **there**',
          'A <a href="https://f.example">new</a> <strong>there</strong>',
        ],
        ['link', '[new](https://f.example)', 'A <a href="https://f.example">new</a> here'],
        ['A link', 'The first link', 'The first <a href="https://e.example">link</a> here'],
      ].map(([find = '', replace = '', right = '']) => [
        `${find}: ${replace}`,
        {
          page: '<p>A <a href="https://e.example">link</a> here</p>',
          edits: [{ op: 'replace_text' as const, find, replace }],
          right: stored(`<p>${right}</p>`),
        },
      ]),
    ),
  },
  {
    broke: 'new words that have nothing in common with the old ones took the colour of some of them',
    attempts: {
      'a section replaced': {
        page: `<h1>A</h1><p>Say.</p><p>${red('Red')} end</p>`,
        edits: [{ op: 'replace_section', heading: 'A', content: '### B\n\nnew' }],
        right: stored('<h1>A</h1><h3>B</h3><p>new</p>'),
      },
      'a cell': {
        page: grid(`<td>${red('Yes')} sir</td>`),
        edits: [{ op: 'set_table_cell', table: '1', row: '1', column: '1', content: 'No' }],
        right: stored(grid('<td>No</td>')),
      },
      'the colour of all of them stays': {
        page: `<p>${red('Late')}</p>`,
        edits: [{ op: 'replace_block', block: 'Late', content: 'Blocked' }],
        right: stored(`<p>${red('Blocked')}</p>`),
      },
      'a word that stays keeps its own': {
        page: `<p>${red('Red')} end</p>`,
        sent: 'Blue end',
        right: stored(`<p>${red('Blue')} end</p>`),
      },
    },
  },
  {
    broke: 'the copy for older editors was lost where a panel came back without its id',
    attempts: {
      alone: { page: newPanel(), sent: ':::note\nMind the gap\n:::', right: untouched },
      'with an edit beside it': {
        page: `<p>one</p>${newPanel()}`,
        sent: 'two\n\n:::note\nMind the gap\n:::',
        right: stored(`<p>two</p>${newPanel()}`),
      },
      'with its id': { page: newPanel(), sent: (read) => `${read}\n`, right: untouched },
      'which an edit of it would make untrue': {
        page: newPanel(),
        sent: ':::note\nMind the step\n:::',
        right: storedWith({ has: ['<p>Mind the step</p>'], lacks: ['fallback', 'gap'] }),
      },
    },
  },
];
