import { refused, stored } from '../../reported/reported-case.js';
import { dialect, edited, found, named, parts, sentBack, text, type Kind } from '../variation.js';

const p = (words: string) => `<p>${words}</p>`;
const link = (address: string) => `<a href="${address}">${address}</a>`;
const added = (content: string, right: Kind['variations'][string]['right']) =>
  edited(p('Intro.'), [{ op: 'append', content }], right);
const macro = (name: string, id: string, inner: string) =>
  `<ac:structured-macro ac:name="${name}" ac:macro-id="${id}">${inner}</ac:structured-macro>`;
const box = macro(
  'info',
  'i1',
  `<ac:parameter ac:name="title">Box title</ac:parameter><ac:rich-text-body>${p('Inside.')}</ac:rich-text-body>`,
);
const drawing = macro('drawio', 'd1', '<ac:parameter ac:name="diagramName">arch</ac:parameter>');
const mention = '<ac:link><ri:user ri:account-id="abc" /></ac:link>';

/** Text as models send it, by somebody who had not seen the tests. */
export const fromOutside: readonly Kind[] = [
  {
    row: 'addresses between signs',
    broke: 'an edit that brought a bare address beside a bracket was refused as one that would read differently',
    variations: {
      brackets: added('See [https://e.org/a].', stored(p('Intro.') + p(`See [${link('https://e.org/a')}].`))),
      'a source with words': added(
        'It grew [see https://e.org/a, https://e.org/b].',
        parts([`[see ${link('https://e.org/a')}, ${link('https://e.org/b')}].`]),
      ),
      'brackets of another script': added('「https://e.org/x」を見る', parts([`「${link('https://e.org/x')}」を見る`])),
      'a stop of another script': added('见 https://e.org/x。然后', parts([`${link('https://e.org/x')}。然后`])),
      'code behind it': added('https://e.org/`name`', parts([`${link('https://e.org/')}<code>name</code>`])),
      braces: added('{https://e.org/x}', parts([`{${link('https://e.org/x')}}`])),
      'a name in braces at its end': text(
        'GET https://e.org/v1/{id} now',
        parts([`GET ${link('https://e.org/v1/{id}')} now`]),
      ),
      'a colon before it': text('Link:https://e.org/x', parts([`Link:${link('https://e.org/x')}`])),
      'signs at its end': added('https://e.org/a**b**', parts([`${link('https://e.org/a**b')}**`])),
    },
  },
  {
    row: 'HTML before a container',
    broke: 'the line that closes a container became text where HTML stood above it, and all that followed was in it',
    variations: {
      columns: dialect(
        '::::layout-section{type=two_equal}\n:::layout-cell\n<div>L</div>\n:::\n:::layout-cell\nR\n:::\n::::',
        parts(['ac:type="two_equal"', p('L'), '</ac:layout-cell><ac:layout-cell>', p('R')], [':::']),
      ),
      'text behind it': dialect(':::info\n<Foo>\n:::\nafter', parts(['</ac:rich-text-body>', p('after')], [':::'])),
      'one opens': dialect(
        '<div>a</div>\n:::tip\nb\n\nc\n:::\n\nd',
        parts([p('a'), 'ac:name="tip"', p('b'), p('c'), '</ac:rich-text-body>', p('d')], [':::']),
      ),
      'one in another': dialect(
        '::::info\n<Foo>\n:::tip\nx\n:::\n::::\n\nafter',
        parts(['ac:name="info"', 'ac:name="tip"', p('x'), p('after')], [':::']),
      ),
      'in details': dialect(
        '<details>\n<summary>S</summary>\n:::note\nx\n:::\n</details>',
        parts(['ac:name="expand"', 'ac:name="note"', p('x')], [':::']),
      ),
      'code of HTML, which it is a part of': text('<pre>\n:::info\nx\n:::\n</pre>', parts(['CDATA[:::info\nx\n:::]]'])),
    },
  },
  {
    row: 'signs that were taken',
    broke: 'what Markdown took for its own was gone from the page without a word',
    variations: {
      'two globs': text('Only *.ts,*.js here', named(/"\*\.ts,\*" became italic/)),
      'a folder': text('Not **/dist/** here', named(/"\*\*\/dist\/\*\*" became bold/)),
      'a share': text('On \\\\server\\share now', named(/"\\\\server\\share" lost a backslash/)),
      'a pattern': text('It is ^\\d+\\.\\d+$ here', named(/lost a backslash/)),
      'a path with a glob': text('In C:\\dir\\*.txt here', named(/lost a backslash/)),
      'a path alone': dialect('In C:\\Users\\me here', (outcome) => {
        parts([p('In C:\\Users\\me here')])(outcome);
        if (!outcome.refusal && outcome.warnings.length > 0) throw new Error(outcome.warnings.join());
      }),
      'a comparison': text('if a&lt;b and c&gt;d', parts([p('if a&lt;b and c&gt;d')])),
      'a comparison as it is': dialect(
        'if a<b and c>d then',
        named(/became plain text: <b>/, ['if a&lt;b and c&gt;d then']),
      ),
      'a formula on its own line': dialect(
        'So:\n\\[\nE = mc^2\n\\]',
        named(/Formulas, such as .* stay text/, ['\\[ E = mc^2 \\]']),
      ),
      'brackets that were escaped': text('A \\[ x \\] box', parts([p('A [ x ] box')])),
    },
  },
  {
    row: 'text that is no block',
    broke: 'a heading, an item, a row or a link stood as text without a word',
    variations: {
      'a heading with a blank that does not break': text('#\u00A0Head', named(/A heading needs a space/)),
      'items with one': text('-\u00A0a\n-\u00A0b', named(/did not start a list item/)),
      'a number with a wide blank': text('1.\u3000a', named(/did not start a list item/)),
      'a row by itself': text('| A | B |\n|---|---|\n\n| c | d |', named(/A single row between pipes/)),
      'a task in a cell': dialect('| a |\n|---|\n| - [ ] t |', named(/table cell cannot contain tasks/)),
      'a fence in cells': text('| a |\n|---|\n| ``` |\n| x |', named(/in a table cell, write `code`/)),
      'a file with a blank': text('[doc](my file.pdf)', named(/"\[doc\]\(my file\.pdf\)" became plain text/)),
      'a title of a page': text('[t](Some Page)', named(/page:SPACE:Title/)),
      'the colour of a cell': dialect('<table><tr><td bgcolor="red">r</td></tr></table>', named(/Colours of cells/)),
      columns: dialect(':::columns\nx\n:::', refused('UNCONVERTIBLE', /layout-section\{type=two_equal\}/)),
    },
  },
  {
    row: 'characters that nobody sees',
    broke: 'as entities they were stored, and refused in an edit',
    variations: {
      'of no width': added('&#8203;z', named(/U\+200B/, [p('z')])),
      'a soft hyphen': added('a&shy;b', named(/U\+00AD/, [p('ab')])),
      'an order of reading': text('&#8238;abc', named(/U\+202E/, [p('abc')])),
    },
  },
  {
    row: 'blanks that do not break',
    broke: 'new words kept the blanks of those that they replaced, and lost their own',
    variations: {
      'of the page': sentBack(p('The&nbsp;old one.'), 'Some new text!', stored(p('Some new text!'))),
      'of the writer': sentBack(p('TARGET here.'), 'a\u00A0b', stored(p('a&nbsp;b'))),
      'beside a word that stays': sentBack(p('about 10&nbsp;kg'), 'about 12 kg', stored(p('about 12&nbsp;kg'))),
    },
  },
  {
    row: 'names of what has no words',
    broke: 'what a read shows of a block did not name it, and the answer did not say what does',
    variations: {
      'the title of a panel': edited(
        box + drawing,
        [{ op: 'insert_after', block: 'Box title', content: 'New' }],
        stored(box + p('New') + drawing),
      ),
      'a placeholder': edited(
        box + drawing,
        [{ op: 'insert_before', block: 'drawio arch', content: 'New' }],
        stored(box + p('New') + drawing),
      ),
      'what it stands for': edited(
        box + drawing,
        [{ op: 'insert_after', block: 'arch', content: 'New' }],
        stored(box + drawing + p('New')),
      ),
      'the name of a person': edited(
        p(`Ask ${mention} soon`),
        found('@Amina', 'Ben'),
        refused('INVALID_INPUT', /\[@Name\]\(user:ID\)/),
      ),
      'a link in CDATA that leads elsewhere': edited(
        p(
          'See <ac:link><ri:page ri:content-title="A" /><ac:plain-text-link-body><![CDATA[the book]]></ac:plain-text-link-body></ac:link>.',
        ),
        found('[the book](page:A)', '[new](page:ENG:B)'),
        parts(['ri:content-title="B"', '<ac:link-body>new</ac:link-body>'], ['CDATA']),
      ),
    },
  },
];
