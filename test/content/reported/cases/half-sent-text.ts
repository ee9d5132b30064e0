import { refused, stored, storedWith, type ReportedCase } from '../reported-case.js';
import { bullets, grid, table } from '../storage.js';

const page = `<p>Opening words.</p>${bullets('first')}`;
const text = 'Opening words.\n\n- first';
const rows = Array.from({ length: 12 }, (_, i) => `<td>host ${i + 1}</td><td>up since day ${i + 1}</td>`);
const long = `<h2>Hosts</h2><p>All that we run.</p>${grid(...rows)}`;
const paragraphs = Array.from({ length: 9 }, (_, i) => `<p>Paragraph number ${i + 1} says a thing.</p>`).join('');
const cut = refused('CONTENT_LOSS');

/** The guard against half-sent text fires where something of the page is missing, for every kind of write, and only there. */
export const halfSentText: readonly ReportedCase[] = [
  {
    broke: 'text that only looks like an omission was refused though nothing of the page was missing',
    attempts: {
      'a task about the remaining ones': {
        page,
        sent: `${text}\n\n- [ ] Check remaining hosts (Ann)`,
        right: storedWith({ has: ['Opening words.', 'first', 'Check remaining hosts (Ann)'] }),
      },
      'in brackets': {
        page,
        sent: `${text}\n\n(same as before the move)`,
        right: storedWith({ has: ['first', '(same as before the move)'] }),
      },
      'in tags': {
        page,
        sent: `${text}\n\n<strong>The log is truncated at midnight</strong>`,
        right: storedWith({ has: ['first', 'The log is truncated at midnight'] }),
      },
      'a sentence with dots': {
        page,
        sent: `${text}\n\n... and the rest is history`,
        right: storedWith({ has: ['first', 'and the rest is history'] }),
      },
    },
  },
  {
    broke: 'a line that was on the page before was taken for an omission',
    attempts: {
      'a word changed in it': {
        page: '<p>... the remaining ships stay in port until noon.</p>',
        sent: '... the remaining ships stay in port until dusk.',
        right: stored('<p>... the remaining ships stay in port until dusk.</p>'),
      },
      'a word changed beside it': {
        page: '<p>[rest of the list unchanged]</p><p>Now.</p>',
        sent: (read) => read.replace('Now', 'Then'),
        right: stored('<p>[rest of the list unchanged]</p><p>Then.</p>'),
      },
      'in an item': {
        page: bullets('(unchanged since 2019)', 'x'),
        sent: '- (unchanged since 2019)\n- y',
        right: stored(bullets('(unchanged since 2019)', 'y')),
      },
      'in a cell': {
        page: table(['Key', 'Note'], ['a', '(rest unchanged)']),
        sent: '| Key | Note |\n| --- | --- |\n| b | (rest unchanged) |',
        right: stored(table(['Key', 'Note'], ['b', '(rest unchanged)'])),
      },
    },
  },
  {
    broke: 'half of a page was taken when it came as storage',
    attempts: {
      'rows left out in words': {
        page: long,
        sentStorage: `<h2>Hosts</h2><p>All that we run.</p>${grid(rows[0] ?? '')}<p>... (rows 2 to 12 unchanged) ...</p>`,
        right: cut,
      },
      'in a comment': {
        page: long,
        sentStorage: `<h2>Hosts</h2><p>All that we run.</p>${grid(rows[0] ?? '', rows[1] ?? '')}<!-- remaining rows unchanged -->`,
        right: cut,
      },
      'a row that stands for others': {
        page: long,
        sentStorage: `<h2>Hosts</h2><p>All that we run.</p>${grid(rows[0] ?? '', '<td colspan="2">[... other rows as before ...]</td>')}`,
        right: cut,
      },
      'a paragraph that stands for others': {
        page: paragraphs,
        sentStorage: '<p>Paragraph number 1 says another thing.</p><p>[rest of page unchanged]</p>',
        right: cut,
      },
    },
  },
  {
    broke: 'half of a section or of a table was taken by a targeted edit',
    attempts: {
      'a section': {
        page: `<h2>Plan</h2>${paragraphs}<h2>End</h2><p>e</p>`,
        edits: [{ op: 'replace_section', heading: 'Plan', content: 'Paragraph number 1 says more.\n\n...' }],
        right: cut,
      },
      'a section, in words': {
        page: `<h2>Plan</h2>${paragraphs}<h2>End</h2><p>e</p>`,
        edits: [
          {
            op: 'replace_section',
            heading: 'Plan',
            content: 'Paragraph number 1 says more.\n\n[remaining paragraphs unchanged]',
          },
        ],
        right: cut,
      },
      'rows of a section': {
        page: `<h2>Hosts</h2>${table(['Host', 'State'], ['a', 'up'], ['b', 'up'], ['c', 'up'])}<h2>End</h2>`,
        edits: [
          {
            op: 'replace_section',
            heading: 'Hosts',
            content: '| Host | State |\n| --- | --- |\n| a | down |\n| (other rows unchanged) |  |',
          },
        ],
        right: cut,
      },
      'the whole page': {
        page: `<h2>Hosts</h2>${table(['Host', 'State'], ['a', 'up'], ['b', 'up'], ['c', 'up'])}<h2>End</h2>`,
        sent: '## Hosts\n\n| Host | State |\n| --- | --- |\n| a | down |\n| (rows 2-3 unchanged) | |\n\n## End',
        right: cut,
      },
    },
  },
  {
    broke: 'a line that broke off behind its first words was taken for the whole of it',
    attempts: {
      'in a block': {
        page: '<p>Ring the bell twice at noon</p><p>x</p>',
        edits: [{ op: 'replace_block', block: 'Ring the bell', content: 'Ring the bell [...]' }],
        right: refused('CONTENT_LOSS', /Ring the bell \[\.\.\.\]/),
      },
      'in a cell of a page': {
        page: '<table><tbody><tr><td>Ring the bell twice at noon, and wait</td></tr></tbody></table>',
        sent: '|  |\n| --- |\n| Ring the bell twice... |',
        right: refused('CONTENT_LOSS', /Ring the bell twice/),
      },
      'in storage': {
        page: '<p>Ring the bell twice at noon, and wait there</p>',
        sentStorage: '<p>Ring the bell twice at …</p>',
        right: refused('CONTENT_LOSS', /Ring the bell twice at/),
      },
      'in an item': {
        page: '<ul><li>Ring the bell twice at noon</li><li>b</li></ul>',
        sent: '- Ring (…)\n- b',
        right: refused('CONTENT_LOSS', /Ring/),
      },
      'with its rest in another block': {
        page: '<p>Ring the bell twice at noon, and wait there</p>',
        sent: 'Ring the bell twice …\n\nand at noon, and wait there',
        right: storedWith({ has: ['Ring the bell twice …', 'at noon, and wait there'] }),
      },
      'where it ended so': {
        page: '<p>Ring the bell twice … at noon, and wait there</p>',
        sent: 'Ring the bell twice …',
        right: stored('<p>Ring the bell twice …</p>'),
      },
      'behind a word of its own': {
        page: '<p>Loading the table of contents</p>',
        sent: 'Loading…',
        right: stored('<p>Loading…</p>'),
      },
    },
  },
];
