import { refused, stored, untouched } from '../../reported/reported-case.js';
import { bullets, code, grid, panel } from '../../reported/storage.js';
import { cellOf, edited, parts, sentBack, type Kind } from '../variation.js';

const corner = grid(
  '<th>A</th><th>B</th><th>C</th><th>D</th>',
  '<td rowspan="2">r</td><td colspan="2" rowspan="2">m</td><td>d1</td>',
  '<td>d2</td>',
  '<td>x</td><td>y</td><td>z</td><td>w</td>',
);
const people = grid(
  '<th>N</th><th colspan="2">Name</th><th>Age</th>',
  '<td>1</td><td>Ada</td><td>Byron</td><td>36</td>',
);
const halves = grid(
  '<th colspan="4">All</th>',
  '<th colspan="2">H1</th><th colspan="2">H2</th>',
  '<th>a</th><th>b</th><th>a</th><th>b</th>',
  '<td>1</td><td>2</td><td>3</td><td>4</td>',
);
const merged = grid('<td rowspan="2">A</td><td>x</td>', '<td>y</td>');
const mergedText = (cell: string) =>
  `<table>\n<tr><td rowspan="2">A</td><td>${cell}</td></tr>\n<tr><td>y</td></tr>\n</table>`;
const mergedCode = (body: string) => grid('<td rowspan="2">A</td><td>x</td>', `<td>${code(body)}</td>`);
const mergedPre = (body: string) =>
  `<table>\n<tr><td rowspan="2">A</td><td>x</td></tr>\n<tr><td><pre>${body}</pre></td></tr>\n</table>`;
const heads = grid('<th>H1</th><td>v1</td>', '<th>H2</th><td>v2</td>');

/** Cells, rows and columns. */
export const tables: readonly Kind[] = [
  {
    row: 'A16',
    broke: 'a cell beside a merged one was written instead of the one that was meant',
    variations: {
      'beside a cell over rows and columns': edited(corner, cellOf('d2', 'D'), stored(corner.replace('>d2<', '>X<'))),
      'by numbers': edited(corner, cellOf(2, 4), stored(corner.replace('>d2<', '>X<'))),
      'the merged cell, from its second row and column': edited(
        corner,
        cellOf(2, 'C'),
        stored(corner.replace('>m<', '>X<')),
      ),
      'the row below': edited(corner, cellOf('x', 'D'), stored(corner.replace('>w<', '>X<'))),
    },
  },
  {
    row: 'A17',
    broke: 'a column behind a header of two was taken for one before it',
    variations: {
      'in the middle': edited(people, cellOf('1', 'Age'), stored(people.replace('>36<', '>X<'))),
      'by its number': edited(people, cellOf(1, 3), stored(people.replace('>Byron<', '>X<'))),
      'one of the two, by the name of both': edited(
        people,
        cellOf(1, 'Name'),
        refused('INVALID_INPUT', /"2: Name \(Ada\)", "3: Name \(Byron\)"/),
      ),
      'a wide cell below': edited(
        grid('<th>A</th><th>B</th><th>C</th>', '<td colspan="2">w</td><td>c</td>'),
        cellOf('w', 'C'),
        stored(grid('<th>A</th><th>B</th><th>C</th>', '<td colspan="2">w</td><td>X</td>')),
      ),
    },
  },
  {
    row: 'A18',
    broke: 'a column below two header rows was not found',
    variations: {
      'three rows, the whole path': edited(halves, cellOf('1', 'All > H2 > a'), stored(halves.replace('>3<', '>X<'))),
      'a part of the path': edited(halves, cellOf('1', 'H2 > b'), stored(halves.replace('>4<', '>X<'))),
      'a name of two': edited(halves, cellOf('1', 'b'), refused('INVALID_INPUT', /H1 > b.*H2 > b/)),
      'in another case, in a head of its own': edited(
        '<table><thead><tr><th colspan="2">Score</th></tr><tr><th>Home</th><th>Away</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>',
        cellOf('1', 'score > away'),
        parts(['<td>1</td><td>X</td>']),
      ),
    },
  },
  {
    row: 'D4',
    broke: 'an empty line threw rows out of a table of HTML',
    variations: {
      'lines of Windows': sentBack(merged, mergedText('x').replaceAll('\n', '\r\n\r\n'), untouched),
      'with a body and indents': sentBack(
        merged,
        '<table>\n  <tbody>\n\n    <tr>\n      <td rowspan="2">A</td>\n\n      <td>x</td>\n    </tr>\n\n    <tr>\n      <td>y</td>\n    </tr>\n  </tbody>\n</table>',
        untouched,
      ),
      'in a panel': sentBack(
        panel('info', 'p1', merged),
        `:::info{#mp1}\n${mergedText('x').replace('</tr>\n', '</tr>\n\n')}\n:::`,
        untouched,
      ),
      'in an item': sentBack(
        bullets(`k${merged}`),
        `- k\n\n  ${mergedText('x').replace('</tr>\n', '</tr>\n\n').replaceAll('\n', '\n  ')}`,
        untouched,
      ),
    },
  },
  {
    row: 'D5',
    broke: 'an empty line in code of a cell cut the table',
    variations: {
      'tabs and lines of Windows': sentBack(
        mergedCode('a\n\nb'),
        mergedPre('a\r\n\r\n\tc'),
        stored(mergedCode('a\n\n\tc')),
      ),
      'signs of tags': sentBack(
        mergedCode('a'),
        mergedPre('if a &lt; b:\n\n  &lt;/td&gt; &amp;'),
        stored(mergedCode('if a < b:\n\n  </td> &')),
      ),
      'on a new page': {
        sent: '<table>\n<tr><td>A</td><td><pre>a\n\nb</pre></td></tr>\n\n<tr><td colspan="2">c</td></tr>\n</table>',
        right: parts(['<![CDATA[a\n\nb]]>', '<td colspan="2">', 'c', '</table>']),
        isDialect: true,
      },
      'empty lines first': sentBack(mergedCode('a'), mergedPre('\n\n\na'), stored(mergedCode('\n\na'))),
    },
  },
  {
    row: 'D31',
    broke: 'Markdown in cells of HTML was printed with its signs',
    variations: {
      'in headers and beside a break': sentBack(
        grid('<th colspan="2">A</th>', '<td>x</td><td>y</td>'),
        '<table>\n<tr><th colspan="2">**A** and `b`</th></tr>\n<tr><td>x<br>~~z~~</td><td>y</td></tr>\n</table>',
        stored(
          grid('<th colspan="2"><strong>A</strong> and <code>b</code></th>', '<td>x<br /><del>z</del></td><td>y</td>'),
        ),
      ),
      'a list between empty lines': sentBack(
        merged,
        mergedText('\n\n- one\n- **two**\n\n'),
        parts(['<td rowspan="2">A</td><td><ul><li>', 'one', '<strong>two</strong>', '<td>y</td>']),
      ),
      'a status': sentBack(
        merged,
        mergedText(':status[OK]{color=green}'),
        parts(['<td><ac:structured-macro ac:name="status"', '>OK<', '<td>y</td>']),
      ),
      'beside tags and signs': sentBack(
        merged,
        mergedText('<b>x</b> **y** &lt;z&gt; 2 * 3'),
        stored(merged.replace('<td>x</td>', '<td><strong>x</strong> <strong>y</strong> &lt;z&gt; 2 * 3</td>')),
      ),
    },
  },
  {
    row: 'D32-D33',
    broke: 'a new row had no header cell, or colour and width stayed behind when columns moved',
    variations: {
      'a first row': sentBack(
        heads,
        '|  |  |\n| --- | --- |\n| H0 | v0 |\n| H1 | v1 |\n| H2 | v2 |',
        parts(['<tr><th>', 'H0', '</th><td>', 'v0', '<th>H1</th>']),
      ),
      'two columns of headers': sentBack(
        grid('<th>A</th><th>B</th><td>1</td>', '<th>C</th><th>D</th><td>2</td>'),
        '|  |  |  |\n| --- | --- | --- |\n| A | B | 1 |\n| C | D | 2 |\n| E | F | 3 |',
        parts(['<td>2</td></tr><tr><th>', 'E', '</th><th>', 'F', '</th><td>', '3']),
      ),
      'by an edit': edited(
        heads,
        [{ op: 'insert_table_row', table: 1, after: 1, cells: ['H9', 'v9'] }],
        parts(['<th>H1</th>', '<tr><th>', 'H9', '</th><td>', 'v9', '<th>H2</th>']),
      ),
      'three columns in a circle, with a row more': sentBack(
        '<table><colgroup><col class="a" /><col class="b" /><col class="c" /></colgroup><tbody><tr><th>A</th><th>B</th><th>C</th></tr><tr><td class="k">1</td><td>2</td><td>3</td></tr></tbody></table>',
        '| C | A | B |\n| --- | --- | --- |\n| 3 | 1 | 2 |\n| 6 | 4 | 5 |',
        parts([
          '<col class="c" /><col class="a" /><col class="b" />',
          '<td>3</td><td class="k">1</td><td>2</td>',
          '6',
          '4',
          '5',
        ]),
      ),
      'a column less': sentBack(
        '<table><colgroup><col class="a" /><col class="b" /></colgroup><tbody><tr><th>A</th><th>B</th></tr><tr><td>1</td><td class="k">2</td></tr></tbody></table>',
        '| B |\n| --- |\n| 2 |',
        stored(
          '<table><colgroup><col class="b" /></colgroup><tbody><tr><th>B</th></tr><tr><td class="k">2</td></tr></tbody></table>',
        ),
      ),
    },
  },
];
