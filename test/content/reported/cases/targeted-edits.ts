import { oneOf, refused, stored, storedWith, untouched, type ReportedCase } from '../reported-case.js';
import { date, grid, mention, status, table, task, tasks } from '../storage.js';

const find = (from: string, to: string) => [{ op: 'replace_text', find: from, replace: to } as const];
const cell = (row: string, column: string, content = 'X') => [
  { op: 'set_table_cell', table: 1, row, column, content } as const,
];
const p = (text: string) => `<p>${text}</p>`;

const quarters = grid(
  '<th>Term</th><th>Job</th><th>Who</th>',
  '<td rowspan="3">T1</td><td>Draw</td><td>Ida</td>',
  '<td>Cast</td><td>Jon</td>',
  '<td>Sand</td><td>Kim</td>',
);
const names = grid('<th colspan="2">Person</th><th>Years</th>', '<td>Grace</td><td>Hopper</td><td>85</td>');
const goals = grid(
  '<th rowspan="2">Team</th><th colspan="2">Goals</th>',
  '<th>Home</th><th>Away</th>',
  '<td>Reds</td><td>3</td><td>1</td>',
);
const twice = grid(
  '<th rowspan="2">Team</th><th colspan="2">Goals</th><th colspan="2">Cards</th>',
  '<th>Home</th><th>Away</th><th>Home</th><th>Away</th>',
  '<td>Reds</td><td>3</td><td>1</td><td>4</td><td>2</td>',
);
const captioned =
  '<ac:image><ri:attachment ri:filename="a.png" /><ac:caption><p>The old pier</p></ac:caption></ac:image>';

/** Edits that name what they change. */
export const targetedEdits: readonly ReportedCase[] = [
  {
    broke: 'Markdown in a replacement was published with its signs',
    attempts: {
      'bold and code': {
        page: p('Wait for the night build'),
        edits: find('Wait for the night build', 'Wait for the **night** build in `1 h`'),
        right: stored(p('Wait for the <strong>night</strong> build in <code>1 h</code>')),
      },
      'a link': {
        page: p('Ask the harbour master'),
        edits: find('harbour master', '[harbour master](https://h.example)'),
        right: stored(p('Ask the <a href="https://h.example">harbour master</a>')),
      },
      emphasis: {
        page: p('It is urgent today'),
        edits: find('urgent', '*urgent*'),
        right: stored(p('It is <em>urgent</em> today')),
      },
      'signs that are text': {
        page: p('Take 2 * 3 of it'),
        edits: find('2 * 3', '2 \\* 4'),
        right: stored(p('Take 2 * 4 of it')),
      },
    },
  },
  {
    broke: 'text copied from a read with its signs was not found',
    attempts: {
      bold: {
        page: p('Restart the <strong>billing</strong> job'),
        edits: find('the **billing** job', 'the **ledger** job'),
        right: stored(p('Restart the <strong>ledger</strong> job')),
      },
      code: {
        page: p('Run <code>up</code> twice'),
        edits: find('Run `up` twice', 'Run `up` once'),
        right: stored(p('Run <code>up</code> once')),
      },
      'an escape': {
        page: p('Use snake_case_names here'),
        edits: find('snake\\_case\\_names', 'plain names'),
        right: stored(p('Use plain names here')),
      },
      'a link': {
        page: p('See <a href="https://h.example">the map</a> first'),
        edits: find('See [the map](https://h.example) first', 'See [the map](https://h.example) now'),
        right: stored(p('See <a href="https://h.example">the map</a> now')),
      },
      'signs as they stand': {
        page: p('A sum of 5*3*2 is thirty'),
        edits: find('5*3*2', '5*3*4'),
        right: stored(p('A sum of 5*3*4 is thirty')),
      },
    },
  },
  {
    broke: 'words of a status, a date, a caption or a mention were said to be nowhere',
    attempts: {
      status: {
        page: p(`Now ${status('OPEN', 'Red')}.`),
        edits: find('OPEN', 'SHUT'),
        right: oneOf(stored(p(`Now ${status('SHUT', 'Red')}.`)), refused('INVALID_INPUT', /status/)),
      },
      date: {
        page: p(`Due ${date('2026-10-01')}.`),
        edits: find('2026-10-01', '2026-10-15'),
        right: oneOf(stored(p(`Due ${date('2026-10-15')}.`)), refused('INVALID_INPUT', /date/)),
      },
      caption: {
        page: captioned,
        edits: find('old pier', 'new pier'),
        right: oneOf(stored(captioned.replace('old', 'new')), refused('INVALID_INPUT', /caption|image/)),
      },
      mention: {
        page: p(`Ask ${mention('u-9')} first`),
        edits: find('@user', '@nobody'),
        right: refused(/INVALID_INPUT|CONTENT_LOSS/, /mention/i),
      },
      'no date any more': {
        page: p(`Due ${date('2026-10-01')}.`),
        edits: find('2026-10-01', 'soon'),
        right: refused(/./, /date/),
      },
    },
  },
  {
    broke: 'a task was ticked because a date or a word in it holds the digits that were named',
    attempts: {
      'a digit of a date': {
        page: tasks(task(41, `Oil the winch ${date('2026-12-02')}`), task(42, 'Sweep')),
        edits: [{ op: 'set_task', task: '2', done: true }],
        right: refused('INVALID_INPUT', /41|Oil|42|Sweep/),
      },
      'a digit of a text': {
        page: tasks(task(41, 'Check bay 7'), task(42, 'Sweep')),
        edits: [{ op: 'set_task', task: '7', done: true }],
        right: refused('INVALID_INPUT', /41|bay|42|Sweep/),
      },
      'its id': {
        page: tasks(task(41, 'Check bay 42'), task(42, 'Sweep')),
        edits: [{ op: 'set_task', task: '42', done: true }],
        right: stored(tasks(task(41, 'Check bay 42'), task(42, 'Sweep', true))),
      },
      'its words': {
        page: tasks(task(41, 'Check bay 42'), task(42, 'Sweep')),
        edits: [{ op: 'set_task', task: 'Sweep', done: true }],
        right: stored(tasks(task(41, 'Check bay 42'), task(42, 'Sweep', true))),
      },
    },
  },
  {
    broke: 'an edit of a cell beside a merged one overwrote its neighbour',
    attempts: {
      'below a cell of three rows': {
        page: quarters,
        edits: cell('Cast', 'Job'),
        right: stored(quarters.replace('>Cast<', '>X<')),
      },
      'the next column': {
        page: quarters,
        edits: cell('Cast', 'Who'),
        right: stored(quarters.replace('>Jon<', '>X<')),
      },
      'the last row': { page: quarters, edits: cell('Sand', 'Who'), right: stored(quarters.replace('>Kim<', '>X<')) },
      'behind a header of two columns': {
        page: names,
        edits: cell('Grace', 'Years'),
        right: stored(names.replace('>85<', '>X<')),
      },
      'the merged cell itself': {
        page: quarters,
        edits: cell('Draw', 'Term'),
        right: stored(quarters.replace('>T1<', '>X<')),
      },
    },
  },
  {
    broke: 'a column under two header rows was not found',
    attempts: {
      'by its path': { page: goals, edits: cell('Reds', 'Goals > Away'), right: stored(goals.replace('>1<', '>X<')) },
      'by its only name': { page: goals, edits: cell('Reds', 'Home'), right: stored(goals.replace('>3<', '>X<')) },
      'by its path, of two': {
        page: twice,
        edits: cell('Reds', 'Cards > Home'),
        right: stored(twice.replace('>4<', '>X<')),
      },
      'by a name that two have': {
        page: twice,
        edits: cell('Reds', 'Away'),
        right: refused('INVALID_INPUT', /Goals > Away|Cards > Away/),
      },
    },
  },
  {
    broke: 'blanks and quotes of another kind than the page has hid the words',
    attempts: {
      'a blank for a no-break space': {
        page: p('Up to 5&nbsp;km away'),
        edits: find('5 km', '6 km'),
        right: storedWith({ has: ['6', 'km away'] }),
      },
      'a no-break space for a blank': {
        page: p('Up to 5 km away'),
        edits: find('5\u00a0km', '6 km'),
        right: stored(p('Up to 6 km away')),
      },
      'straight for curly quotes': {
        page: p('The “red” flag'),
        edits: find('"red" flag', '"blue" flag'),
        right: storedWith({ has: ['blue', ' flag'], lacks: ['red'] }),
      },
      'curly for straight quotes': {
        page: p("It's late now"),
        edits: find('It’s late', 'It is late'),
        right: stored(p('It is late now')),
      },
      'a hyphen for a dash': {
        page: p('Pages 3–7 only'),
        edits: find('3-7 only', '3-9 only'),
        right: storedWith({ has: ['9 only'], lacks: ['7'] }),
      },
    },
  },
  {
    broke: 'a row was appended to a table as if no cell above reached into it',
    attempts: {
      'plain cells': {
        page: table(['A', 'B'], ['1', '2']),
        edits: [{ op: 'append_table_row', table: 1, cells: ['3', '4'] }],
        right: storedWith({ has: ['<td>1</td><td>2</td></tr><tr><td>', '3', '</td><td>', '4', '</td></tr></tbody>'] }),
      },
      'too many cells': {
        page: table(['A', 'B'], ['1', '2']),
        edits: [{ op: 'append_table_row', table: 1, cells: ['3', '4', '5'] }],
        right: refused('INVALID_INPUT', /2|two/),
      },
      'below a merged cell': {
        page: quarters,
        edits: [{ op: 'append_table_row', table: 1, cells: ['T2', 'Draw', 'Lea'] }],
        right: storedWith({ has: ['>Kim<', 'T2', 'Draw', 'Lea'] }),
      },
      'a no-op': { page: p('Same text'), edits: find('Same text', 'Same text'), right: untouched },
    },
  },
  {
    broke: 'words added beside a link or a bold word were in a link or in bold too, of which there were two then',
    attempts: {
      'to words that begin before the link': {
        page: p('See <a href="https://e.example">the docs</a> now'),
        edits: find('See the docs', 'See the docs first'),
        right: stored(p('See <a href="https://e.example">the docs</a> first now')),
      },
      'before the bold word': {
        page: p('Keep the <strong>old</strong> port'),
        edits: find('Keep the old', 'Keep the very old'),
        right: stored(p('Keep the very <strong>old</strong> port')),
      },
      'to words of the link alone': {
        page: p('See <a href="https://e.example">the docs</a> now'),
        edits: find('the docs', 'the docs page'),
        right: stored(p('See <a href="https://e.example">the docs page</a> now')),
      },
      'in a page that is sent again': {
        page: p('Keep the <strong>old</strong> port'),
        sent: (read) => read.replace('**old**', '**old rusty**'),
        right: stored(p('Keep the <strong>old rusty</strong> port')),
      },
    },
  },
  {
    broke: 'a write did not tell of the links to a heading that it renamed, and told of HTML in code',
    attempts: {
      renamed: {
        page: '<h2>Set up</h2><p><ac:link ac:anchor="Set up"><ac:link-body>go</ac:link-body></ac:link></p>',
        edits: find('Set up', 'Install'),
        right: storedWith({ has: ['<h2>Install</h2>'], warned: /point to "Set up"/ }),
      },
      'in code': {
        page: '<pre>old</pre>',
        edits: [{ op: 'replace_text', find: 'old', replace: '<new>', in_code: true }],
        right: (outcome) => {
          if (!outcome.refusal && outcome.warnings.length > 0) throw new Error(outcome.warnings.join());
          storedWith({ has: ['&lt;new&gt;'] })(outcome);
        },
      },
    },
  },
  {
    broke: 'the end of a word and the start of a status beside it were counted as words that are found',
    attempts: Object.fromEntries(
      [
        ['a status', status('open', 'Grey')],
        ['a date', '<time datetime="2026-02-03" />'],
        ['a caption', '<ac:image><ri:attachment ri:filename="a.png" /><ac:caption><p>open</p></ac:caption></ac:image>'],
        ['two of them', status('open', 'Grey') + status('open', 'Red', 'st-2')],
      ].map(([name = '', thing = '']) => [
        name,
        {
          page: `<p>a ro2 rope</p><p>star${thing}</p>`,
          edits: [
            { op: 'replace_text' as const, find: 'rope', replace: 'line' },
            { op: 'replace_text' as const, find: 'ro2', replace: 'b' },
          ],
          right: stored(`<p>a b line</p><p>star${thing}</p>`),
        },
      ]),
    ),
  },
];
