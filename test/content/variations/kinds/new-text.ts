import { refused } from '../../reported/reported-case.js';
import { dialect, named, parts, text, type Kind } from '../variation.js';

const title = (words: string) => `<ac:parameter ac:name="title">${words}</ac:parameter>`;

/** Admonitions, formulas, macros, and scripts without blanks. */
export const newText: readonly Kind[] = [
  {
    row: 'D39-D40',
    broke: 'admonitions were printed with their signs',
    variations: {
      'signs in the title, a list inside': dialect(
        ':::warning Heads up — 100 %\n- a\n:::',
        parts(['ac:name="warning"', title('Heads up — 100 %'), '<li>', 'a'], [':::']),
      ),
      'in each other': dialect(
        '::::note Outer\n:::tip Inner\nText\n:::\n::::',
        parts([title('Outer'), title('Inner'), 'Text'], [':::']),
      ),
      'a blank behind the colons, lines of Windows': dialect(
        '::: warning Achtung\r\nText\r\n:::',
        parts([title('Achtung'), '<p>Text</p>'], [':::']),
      ),
      'folded, with a list': dialect(
        '??? question "Why?"\n    Because\n\n    - a\n    - b\n\nAfter',
        parts(['ac:name="expand"', title('Why?'), 'Because', '<ul>', '</ac:rich-text-body>', '<p>After</p>']),
      ),
      tabs: dialect('!!! danger\n\tBody\n\tmore', parts(['ac:name="warning"', '<p>Body more</p>'], ['!!!'])),
      'one in another, in an item': dialect(
        '- x\n\n    !!! note "A"\n        y\n\n        !!! tip "B"\n            z',
        parts(['x', title('A'), 'y', title('B'), 'z', '</li>'], ['!!!']),
      ),
      'with code': dialect(
        '!!! example\n    ```py\n    x = 1\n\n    y = 2\n    ```',
        parts(['x = 1\n\ny = 2'], ['!!!']),
      ),
    },
  },
  {
    row: 'D42',
    broke: 'formulas lost their backslashes',
    variations: {
      'of several lines': dialect(
        '$$\\begin{matrix}\na & b \\\\\nc & d\n\\end{matrix}$$',
        named(/Formulas, such as .* stay text/, ['\\begin{matrix}', 'a &amp; b \\\\', '\\end{matrix}$$']),
      ),
      'in a cell': dialect('| a |\n|---|\n| $a \\\\ \\{b\\}$ |', parts(['$a \\\\ \\{b\\}$'])),
      'in an item and a panel': dialect(':::info\n- $$\n  a \\\\ b\n  $$\n:::', parts(['$$ a \\\\ b $$'])),
      'signs of formats': dialect('$$\n\\*a\\* \\_b\\_\n$$', parts(['\\*a\\* \\_b\\_'], ['<em>'])),
      'prices, which are none': text('cost \\$5 and \\$6', parts(['cost $5 and $6'])),
    },
  },
  {
    row: 'D45-D46',
    broke: 'macros without ids were printed as text',
    variations: {
      'with a setting': dialect('::children{depth=2}', parts(['ac:name="children"', '>2<'], ['::'])),
      'between lines of text': dialect(
        'text\n::attachments\nmore',
        parts(['<p>text</p>', 'ac:name="attachments"', '<p>more</p>'], ['::']),
      ),
      'in an item': dialect('- ::toc', parts(['<li>', 'ac:name="toc"'], ['::'])),
      'a setting that is none': dialect('::children{foo=1}', refused('UNCONVERTIBLE', /no parameter "foo".*depth/)),
      'one that is none': dialect('::gallery', named(/"::gallery" is not a known macro/)),
      'in a cell': dialect('| a |\n|---|\n| x ::macro[toc] |', refused('UNCONVERTIBLE', /line of its own/)),
      'in words': dialect('Use ::toc for a table', named(/"::toc" became plain text/)),
    },
  },
  {
    row: 'D48',
    broke: 'bold beside Japanese, Chinese or Korean signs stayed text',
    variations: {
      'twice in a line': dialect(
        '**日本語。**です、**中国語！**です',
        parts(['<strong>日本語。</strong>です、<strong>中国語！</strong>です']),
      ),
      'with low lines, in an item': dialect('- __項目：__説明', parts(['<strong>項目：</strong>説明'])),
      'italic and bold': dialect('***「太字」***です', parts(['「太字」', 'です'], ['*'])),
      'struck, in a cell': dialect('| あ |\n|---|\n| ~~「取消」~~です |', parts(['<del>「取消」</del>です'])),
      'in Korean': dialect('**"강조"**는', parts(['<strong>"강조"</strong>는'])),
    },
  },
];
