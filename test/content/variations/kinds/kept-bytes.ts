import { stored, untouched } from '../../reported/reported-case.js';
import { bullets, code, grid, macro, pageLink, panel, task, tasks } from '../../reported/storage.js';
import { edited, found, sentBack, type Kind } from '../variation.js';

const p = (text: string) => `<p>${text}</p>`;
const decisions = (...texts: readonly string[]) =>
  `<ac:adf-extension><ac:adf-node type="decision-list">${texts
    .map((one) => `<ac:adf-node type="decision-item"><ac:adf-content>${one}</ac:adf-content></ac:adf-node>`)
    .join('')}</ac:adf-node></ac:adf-extension>`;

/** What stays while something beside it is edited. */
export const keptBytes: readonly Kind[] = [
  {
    row: 'A2',
    broke: 'code that looks like a definition appeared as text when a word elsewhere was changed',
    variations: Object.fromEntries(
      [
        ['in an item of an expand', panel('expand', 'e1', `<ol><li>x${code('[a]: http://x\n[12:01]: up')}</li></ol>`)],
        ['preformatted', '<pre>[a]: /x</pre>'],
        ['a note in code', code('[^1]: none')],
        [
          'without format',
          macro('noformat', 'n1', '<ac:plain-text-body><![CDATA[[a]: yes\n\n[x]: <y>]]></ac:plain-text-body>'),
        ],
        ['in a cell', grid('<th>A</th>', `<td>${code('[a]: server up now')}</td>`)],
      ].map(([name = '', block = '']) => {
        const page = `${block}${p('Ask [^1] or <a href="https://e.example">a</a> today')}`;
        return [name, sentBack(page, (read) => read.replace('today', 'now'), stored(page.replace('today', 'now')))];
      }),
    ),
  },
  {
    row: 'A23',
    broke: 'a link of a footnote was written anew',
    variations: Object.fromEntries(
      [
        ['a word beside it', p('A fact<sup id="fnref:1"><a href="#fn:1" class="x" role="doc-noteref">1</a></sup> old')],
        ['back from a note', '<ol><li id="fn:1">Note <a href="#fnref:1" title="back">back</a> old</li></ol>'],
        ['in bold', p('Go <strong><a href="#top" rel="nofollow">up</a></strong> old')],
        ['encoded', grid('<td>Go <a href="#a%20b">up</a> old</td>')],
      ].map(([name = '', page = '']) => [
        name,
        sentBack(
          page,
          (read) => read.replace('old', 'new').replaceAll('\n', '  \r\n'),
          stored(page.replace('old', 'new')),
        ),
      ]),
    ),
  },
  {
    row: 'A24',
    broke: 'an item of a list of decisions was gone after a word of it was changed',
    variations: {
      'in a panel': sentBack(
        panel('info', 'i1', decisions('Keep two', 'Pay <strong>now</strong>')),
        (read) => read.replace('two', 'three'),
        stored(panel('info', 'i1', decisions('Keep three', 'Pay <strong>now</strong>'))),
      ),
      'in a cell': sentBack(
        grid(`<td>${decisions('Keep two')}</td>`),
        (read) => read.replace('two', 'three'),
        stored(grid(`<td>${decisions('Keep three')}</td>`)),
      ),
      'by an edit': edited(
        decisions('Keep two', 'Keep four'),
        found('four', 'five'),
        stored(decisions('Keep two', 'Keep five')),
      ),
      'with a format': sentBack(
        decisions('Keep two', 'b'),
        (read) => read.replace('two', '**three**'),
        stored(decisions('Keep <strong>three</strong>', 'b')),
      ),
    },
  },
  {
    row: 'A25',
    broke: 'two lists that follow each other became one when their signs were changed',
    variations: {
      numbered: sentBack('<ol><li>a</li><li>b</li></ol><ol><li>c</li></ol>', '1) a\n2) b\n\n1) c', untouched),
      'in an item': sentBack(
        bullets(`x${bullets('a')}${bullets('b')}`),
        (read) => read.replace(/^(\s*)[-+*] /gm, '$1* '),
        untouched,
      ),
      'in a quote': sentBack(
        `<blockquote>${bullets('a')}${bullets('b')}</blockquote>`,
        (read) => read.replace(/^> [-+*] /gm, '> * '),
        untouched,
      ),
      'of the same words': sentBack(
        bullets('a', 'b') + bullets('a', 'b'),
        (read) => read.replace(/^[-+*] /gm, '+ '),
        untouched,
      ),
      'of tasks, with an edit': sentBack(
        tasks(task(1, 'a')) + tasks(task(2, 'b')),
        '* [ ] a\n\n* [x] b',
        stored(tasks(task(1, 'a')) + tasks(task(2, 'b', true))),
      ),
    },
  },
  {
    row: 'D18',
    broke: 'a link to a page was refused, lost, or written as several',
    variations: {
      'in a cell': sentBack(
        grid(`<td>See ${pageLink('My Page')}</td>`),
        '|  |\n| --- |\n| See also [My Page](page:My Page) |',
        stored(grid(`<td>See also ${pageLink('My Page')}</td>`)),
      ),
      'with signs in its title': sentBack(
        p(`See ${pageLink('R &amp; D (old)')} now.`),
        'See also [R & D (old)](page:R & D (old)) now.',
        stored(p(`See also ${pageLink('R &amp; D (old)')} now.`)),
      ),
      'two that changed places': sentBack(
        p(`See ${pageLink('My Page')} and ${pageLink('My Other Page')} now.`),
        'See [My Other Page](page:My Other Page) and [My Page](page:My Page) now.',
        stored(p(`See ${pageLink('My Other Page', 'My Other Page')} and ${pageLink('My Page', 'My Page')} now.`)),
      ),
      'another page, with a word more': sentBack(
        p('See <a class="x" href="https://e.example/x">My Page</a> now.'),
        'See [My Other Page](https://e.example/y) now.',
        stored(p('See <a class="x" href="https://e.example/y">My Other Page</a> now.')),
      ),
      'another page, with a word changed': sentBack(
        p('See <a class="x" href="https://e.example/x">My Page</a> now.'),
        'See [Our Page](https://e.example/y) now.',
        stored(p('See <a class="x" href="https://e.example/y">Our Page</a> now.')),
      ),
    },
  },
  {
    row: 'D29',
    broke: 'a link within a page lost what else it had',
    variations: {
      'in an item': sentBack(
        bullets('Go <a href="#fn:1" class="ref">up</a> please'),
        '- Go [up](#fn:1) now',
        stored(bullets('Go <a href="#fn:1" class="ref">up</a> now')),
      ),
      'with a title': sentBack(
        p('Go <a href="#top" title="T">up</a> please'),
        'Go [up](#top) now',
        stored(p('Go <a href="#top" title="T">up</a> now')),
      ),
      'of the site': sentBack(
        p('Go <a href="/wiki/x?a=1&amp;b=2" data-x="y">up</a> please'),
        'Go [up](/wiki/x?a=1&b=2) now',
        stored(p('Go <a href="/wiki/x?a=1&amp;b=2" data-x="y">up</a> now')),
      ),
    },
  },
  {
    row: 'D30',
    broke: 'each edit of code took an empty line from its end',
    variations: {
      preformatted: sentBack('<pre>a\n\n\n</pre>', '```\nb\n\n\n```', stored('<pre>b\n\n\n</pre>')),
      'in an item': sentBack(
        bullets(`x${code('a\n\n\n')}`),
        (read) => read.replace(/\ba\b/, 'b'),
        stored(bullets(`x${code('b\n\n\n')}`)),
      ),
      'lines of Windows': sentBack(
        code('a\n\n'),
        (read) => read.replace('a', 'b').replaceAll('\n', '\r\n'),
        stored(code('b\n\n')),
      ),
      'by an edit': edited(
        code('a\n\n'),
        [{ op: 'replace_text', find: 'a', replace: 'b', in_code: true }],
        stored(code('b\n\n')),
      ),
    },
  },
];
