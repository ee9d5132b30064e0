import { oneOf, refused, stored, storedWith, untouched, type ReportedCase } from '../reported-case.js';
import { code, grid, macro, red, table } from '../storage.js';

const merged = grid('<td rowspan="2">Port</td><td>80</td>', '<td>443</td>');
const mergedAs = (row: string, between: string) =>
  `<table>\n<tr><td rowspan="2">Port</td><td>80</td></tr>\n${between}${row}\n</table>`;
const withCode = (text: string) => grid('<td rowspan="2">Port</td><td>80</td>', `<td>${code(text)}</td>`);
const textWithCode = (text: string) =>
  `<table>\n<tr><td rowspan="2">Port</td><td>80</td></tr>\n<tr><td><pre>${text}</pre></td></tr>\n</table>`;
const notByMarkdown = refused(/UNCONVERTIBLE|INVALID_INPUT/, /cells? cannot be (merged|split)|merged/i);

const rowHeads = grid('<th>Name</th><td>Ada</td>', '<th>Born</th><td>1815</td>');
const sized = '<colgroup><col style="width: 40px;" /><col style="width: 260px;" /></colgroup>';
const coloured = `<table>${sized}<tbody><tr><th>Key</th><th>Value</th></tr><tr><td data-highlight-colour="#fffae6">k</td><td>v</td></tr></tbody></table>`;
const turned = `<table><colgroup><col style="width: 260px;" /><col style="width: 40px;" /></colgroup><tbody><tr><th>Value</th><th>Key</th></tr><tr><td>v</td><td data-highlight-colour="#fffae6">k</td></tr></tbody></table>`;

/** Tables as Markdown and as HTML in it. */
export const tables: readonly ReportedCase[] = [
  {
    broke: 'an empty line between the rows of an HTML table threw its rows out of the table',
    attempts: {
      'one between rows': { page: merged, sent: mergedAs('<tr><td>443</td></tr>', '\n'), right: untouched },
      'two between rows': { page: merged, sent: mergedAs('<tr><td>443</td></tr>', '\n\n'), right: untouched },
      'one before the end': { page: merged, sent: mergedAs('<tr><td>443</td></tr>\n', ''), right: untouched },
      'with an edit': {
        page: merged,
        sent: mergedAs('<tr><td>8443</td></tr>', '\n'),
        right: stored(merged.replace('443', '8443')),
      },
    },
  },
  {
    broke: 'an empty line in code in a cell of an HTML table cut the table',
    attempts: {
      edited: { page: withCode('up\n\ndown'), sent: textWithCode('up\n\nover'), right: stored(withCode('up\n\nover')) },
      'as it was': { page: withCode('up\n\ndown'), sent: (read) => read, right: untouched },
      'two empty lines': {
        page: withCode('up\n\n\ndown'),
        sent: textWithCode('up\n\n\nover'),
        right: stored(withCode('up\n\n\nover')),
      },
      'blanks behind an empty line': {
        page: withCode('if x:\n\n    y'),
        sent: textWithCode('if x:\n\n    z'),
        right: stored(withCode('if x:\n\n    z')),
      },
      'signs of Markdown behind an empty line': {
        page: withCode('a'),
        sent: textWithCode('a\n\n- b\n\n# c\n\n| d |\n| - |'),
        right: stored(withCode('a\n\n- b\n\n# c\n\n| d |\n| - |')),
      },
      'a fence in it': {
        page: withCode('a'),
        sent: textWithCode('a\n\n~~~\nb\n~~~\n\n\n\nc'),
        right: stored(withCode('a\n\n~~~\nb\n~~~\n\n\n\nc')),
      },
      'an empty line made': {
        page: withCode('up\ndown'),
        sent: textWithCode('up\n\ndown'),
        right: stored(withCode('up\n\ndown')),
      },
    },
  },
  {
    broke: 'cells that Markdown cannot merge or split were refused without saying so',
    attempts: {
      'a span left out': {
        page: merged,
        sent: '<table>\n<tr><td>Port</td><td>80</td></tr>\n<tr><td>443</td></tr>\n</table>',
        right: notByMarkdown,
      },
      'a span made': {
        page: merged,
        sent: '<table>\n<tr><td rowspan="3">Port</td><td>80</td></tr>\n<tr><td>443</td></tr>\n</table>',
        right: notByMarkdown,
      },
      'with an edit in another cell': {
        page: merged,
        sent: '<table>\n<tr><td>Port</td><td>8080</td></tr>\n<tr><td>443</td></tr>\n</table>',
        right: notByMarkdown,
      },
      'a wider one': {
        page: grid('<td colspan="2">Both</td><td>x</td>', '<td>l</td><td>r</td><td>y</td>'),
        sent: '<table>\n<tr><td colspan="3">Both</td></tr>\n<tr><td>l</td><td>r</td><td>y</td></tr>\n</table>',
        right: refused(/UNCONVERTIBLE|CONTENT_LOSS/),
      },
      'a column span': {
        page: grid('<td colspan="2">Both</td>', '<td>l</td><td>r</td>'),
        sent: '<table>\n<tr><td>Both</td></tr>\n<tr><td>l</td><td>r</td></tr>\n</table>',
        right: notByMarkdown,
      },
    },
  },
  {
    broke: 'Markdown in cells of an HTML table was printed with its signs',
    attempts: {
      'bold and a link': {
        page: merged,
        sent: mergedAs('<tr><td>443 **only** [more](https://tls.example)</td></tr>', ''),
        right: oneOf(
          storedWith({ has: ['<strong>only</strong>', '<a href="https://tls.example">more</a>'], lacks: ['**', ']('] }),
          refused(/./, /line 3/),
        ),
      },
      code: {
        page: merged,
        sent: mergedAs('<tr><td>443 `tls`</td></tr>', ''),
        right: oneOf(storedWith({ has: ['<code>tls</code>'], lacks: ['`'] }), refused(/./, /line 3/)),
      },
      'on a new page': {
        sent: '<table>\n<tr><td colspan="2">A **bold** word</td></tr>\n<tr><td>l</td><td>r</td></tr>\n</table>',
        right: oneOf(storedWith({ has: ['<strong>bold</strong>'], lacks: ['**'] }), refused(/./, /line 2/)),
      },
      emphasis: {
        page: merged,
        sent: mergedAs('<tr><td>443 *only*</td></tr>', ''),
        right: oneOf(storedWith({ has: ['<em>only</em>'], lacks: ['*only'] }), refused(/./, /line 3/)),
      },
    },
  },
  {
    broke: 'a new row of a table with headers in its first column had none',
    attempts: {
      'at the end': {
        page: rowHeads,
        sent: '|  |  |\n| --- | --- |\n| Name | Ada |\n| Born | 1815 |\n| Died | 1852 |',
        right: storedWith({
          has: [rowHeads.slice(0, -'</tbody></table>'.length), '<tr><th>', 'Died', '</th><td>', '1852'],
        }),
      },
      'in the middle': {
        page: rowHeads,
        sent: '|  |  |\n| --- | --- |\n| Name | Ada |\n| Died | 1852 |\n| Born | 1815 |',
        right: storedWith({ has: ['<tr><th>', 'Name', '<tr><th>', 'Died', '</th><td>', '1852', '<th>Born</th>'] }),
      },
      'two of them': {
        page: rowHeads,
        sent: '|  |  |\n| --- | --- |\n| Name | Ada |\n| Born | 1815 |\n| Died | 1852 |\n| Wrote | Notes |',
        right: storedWith({ has: ['<tr><th>', 'Died', '<tr><th>', 'Wrote', '</th><td>', 'Notes'] }),
      },
      'beside a header row': {
        page: grid('<th>Q</th><th>Sum</th>', '<th>Q1</th><td>5</td>'),
        sent: '| Q | Sum |\n| --- | --- |\n| Q1 | 5 |\n| Q2 | 8 |',
        right: storedWith({ has: ['<th>Q1</th><td>5</td>', '<tr><th>', 'Q2', '</th><td>', '8'] }),
      },
    },
  },
  {
    broke: 'colour and width stayed behind when columns changed places',
    attempts: {
      'two columns': { page: coloured, sent: '| Value | Key |\n| --- | --- |\n| v | k |', right: stored(turned) },
      'with an edit': {
        page: coloured,
        sent: '| Value | Key |\n| --- | --- |\n| w | k |',
        right: stored(turned.replace('>v<', '>w<')),
      },
      'and back': { page: turned, sent: '| Key | Value |\n| --- | --- |\n| k | v |', right: stored(coloured) },
      'of three': {
        page: `<table><colgroup><col style="width: 1px;" /><col style="width: 2px;" /><col style="width: 3px;" /></colgroup><tbody><tr><th>A</th><th>B</th><th>C</th></tr><tr><td class="a">1</td><td>2</td><td>3</td></tr></tbody></table>`,
        sent: '| B | C | A |\n| --- | --- | --- |\n| 2 | 3 | 1 |',
        right: stored(
          `<table><colgroup><col style="width: 2px;" /><col style="width: 3px;" /><col style="width: 1px;" /></colgroup><tbody><tr><th>B</th><th>C</th><th>A</th></tr><tr><td>2</td><td>3</td><td class="a">1</td></tr></tbody></table>`,
        ),
      },
    },
  },
  {
    broke:
      'columns that changed places under empty headers were written by place, so that their comments and colours were lost',
    attempts: {
      'two empty headers and two that moved': {
        page: grid('<th><p /></th><th><p /></th><th class="c">C</th><th>D</th>'),
        sent: '|  |  | D | C |\n| --- | --- | --- | --- |',
        right: stored(grid('<th><p /></th><th><p /></th><th>D</th><th class="c">C</th>')),
      },
      'columns told apart by what is below': {
        page: grid('<th></th><th>B</th><th></th>', `<td>${red('one')}</td><td>two</td><td>three</td>`),
        sent: '| B |  |  |\n| --- | --- | --- |\n| two | one | three |',
        right: stored(grid('<th>B</th><th></th><th></th>', `<td>two</td><td>${red('one')}</td><td>three</td>`)),
      },
      'no headers at all': {
        page: grid(`<td>${red('a')}</td><td>b</td>`, '<td>c</td><td>d</td>'),
        sent: '|  |  |\n| --- | --- |\n| b | a |\n| d | c |',
        right: stored(grid(`<td>b</td><td>${red('a')}</td>`, '<td>d</td><td>c</td>')),
      },
      'text that is in two columns now does not move the other': {
        page: grid('<th></th><th></th>', `<td>${red('x')}</td><td>y</td>`),
        sent: '|  |  |\n| --- | --- |\n| y | y |',
        right: storedWith({ has: ['y', '<td>y</td>'], lacks: [/<td>y<\/td><td[^>]*>.*red/] }),
      },
    },
  },
  {
    broke: 'a row was left as a header when the column with the only header text went',
    attempts: {
      'two columns': {
        page: grid('<th><p /></th><th>pier</th>', '<td class="a"><p /></td><td></td>'),
        sent: '|  |\n| --- |\n|  |',
        right: stored(grid('<td class="a"><p /></td>')),
      },
      'what nobody sees in the other headers stays': {
        page: grid(
          '<th></th><th><p><ac:placeholder>fill in</ac:placeholder></p></th><th>pier</th>',
          '<td>a</td><td>b</td><td>c</td>',
        ),
        sent: '|  |  |\n| --- | --- |\n| a | b |',
        right: stored(
          grid('<th></th><th><p><ac:placeholder>fill in</ac:placeholder></p></th>', '<td>a</td><td>b</td>'),
        ),
      },
      'the colour of the other header stays': {
        page: grid('<th class="h"></th><th>pier</th>', '<td>a</td><td>b</td>'),
        sent: '|  |\n| --- |\n| a |',
        right: stored(grid('<th class="h"></th>', '<td>a</td>')),
      },
      'the words of all headers are taken out': {
        page: grid('<th class="h">quay</th><th>pier</th>', '<td>a</td><td>b</td>'),
        sent: '|  |\n| --- |\n| a |',
        right: stored(grid('<td>a</td>')),
      },
      'a header is moved as a header only': {
        page: grid('<th class="h">Name</th><th>Rank</th>', '<td>Ada</td><td>1</td>'),
        sent: '| Ada | Rank |\n| --- | --- |\n| Name | 1 |',
        right: storedWith({ has: ['<tr><th', 'Ada', '</th><th>Rank</th>', '<tr><td', 'Name', '</td>'] }),
      },
    },
  },
  {
    broke: 'the alignment of columns was left out of a new table without a word',
    attempts: {
      'in a new table': {
        sent: '| A | B | C |\n|:--|:-:|--:|\n| 1 | **2** |  |',
        right: stored(
          grid(
            '<th><p>A</p></th><th><p style="text-align: center;">B</p></th><th><p style="text-align: right;">C</p></th>',
            '<td><p>1</p></td><td><p style="text-align: center;"><strong>2</strong></p></td><td><p /></td>',
          ),
        ),
      },
      'of a table that is there it stays': {
        page: grid('<th><p style="text-align: center;">A</p></th>', '<td><p style="text-align: center;">1</p></td>'),
        sent: '| A |\n| --- |\n| 2 |',
        right: stored(
          grid('<th><p style="text-align: center;">A</p></th>', '<td><p style="text-align: center;">2</p></td>'),
        ),
      },
    },
  },
  {
    broke: 'rows of a new table had more or fewer cells than its header',
    attempts: {
      'a cell too many and one too few': { sent: '| X | Y |\n|---|---|\n| a | b | c |\n| d |', right: rectangular(2) },
      'none at all': { sent: '| X | Y | Z |\n|---|---|---|\n| a |', right: rectangular(3) },
      'too many in an edit': {
        page: table(['X', 'Y'], ['a', 'b']),
        sent: '| X | Y |\n|---|---|\n| a | b |\n| c | d | e |',
        right: rectangular(2),
      },
      'too few in an edit': {
        page: table(['X', 'Y'], ['a', 'b']),
        sent: '| X | Y |\n|---|---|\n| a | b |\n| c |',
        right: rectangular(2),
      },
    },
  },
  {
    broke: 'the text beside a macro of a cell could not be deleted',
    attempts: Object.fromEntries(
      [macro('jira', 'j1'), `${macro('jira', 'j1')} ${macro('jira', 'j2')}`].map((macros) => [
        macros,
        {
          page: grid(`<td>${macros}<p>gone</p></td>`),
          edits: [{ op: 'delete_block' as const, block: 'gone' }],
          right: stored(grid(`<td>${macros}</td>`)),
        },
      ]),
    ),
  },
];

/** Every row has as many cells; words that found no place are named, or the text is refused. */
function rectangular(columns: number): ReportedCase['attempts'][string]['right'] {
  return oneOf(refused(/./, /cell|column/i), (outcome) => {
    if (outcome.refusal) throw outcome.refusal;
    const rows = outcome.storage.match(/<tr>.*?<\/tr>/g) ?? [];
    const counts = rows.map((row) => row.match(/<t[hd][ >]/g)?.length ?? 0);
    if (counts.length < 2 || counts.some((count) => count !== columns))
      throw new Error(`cells in rows: ${counts.join()}`);
  });
}
