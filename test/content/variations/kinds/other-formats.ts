import { refused } from '../../reported/reported-case.js';

import { dialect, named, parts, partsOr, text, type Kind } from '../variation.js';

const title = (words: string) => `<ac:parameter ac:name="title">${words}</ac:parameter>`;
const language = (name: string) => `<ac:parameter ac:name="language">${name}</ac:parameter>`;
const layoutOf = (type: string) =>
  `::::layout-section{type=${type}}\n:::layout-cell\n1\n:::\n:::layout-cell\n2\n:::\n::::`;
const notALayout = refused('UNCONVERTIBLE', /layout-section|type of a layout section|columns/);
const pageOf = (name: string) => parts([`ri:content-title="${name}"`], ['page:']);

/** Bodies of other formats, names of nothing, persons and days. */
export const otherFormats: readonly Kind[] = [
  {
    row: 'A20',
    broke: 'a body of another format was printed as text',
    variations: {
      'wiki code': dialect('{code:java}\nint x;\n{code}', refused('INVALID_INPUT', /wiki markup/)),
      'wiki headings, lines of Windows': dialect(
        'Intro\r\n\r\nh3. Title\r\n\r\n# one\r\n# two',
        refused('INVALID_INPUT', /wiki markup/),
      ),
      'one macro of storage': dialect('<ac:structured-macro ac:name="toc" />', refused('INVALID_INPUT', /storage/), {
        isWhole: true,
      }),
      'ADF with blanks': dialect(
        '\n { "type": "doc", "version": 1,\n "content": [ {"type":"heading","attrs":{"level":1},"content":[{"type":"text","text":"A"}]} ] }\n',
        refused('INVALID_INPUT', /ADF/),
        { isWhole: true },
      ),
      'storage in the midst of text': dialect(
        'Here it is:\n\n<p>a</p><ac:structured-macro ac:name="info"><ac:rich-text-body><p>x</p></ac:rich-text-body></ac:structured-macro>',
        named(/storage format is not read inside Markdown/, ['Here it is:']),
      ),
    },
  },
  {
    row: 'A21',
    broke: 'what names nothing was literal, dropped or dead without a word',
    variations: {
      'a block that nobody knows': dialect(
        ':::danger-zone\nx\n:::',
        refused('UNCONVERTIBLE', /:::danger-zone.*info, note/),
      ),
      'a macro that cannot be written': dialect(
        '::embed[https://x]',
        refused('UNCONVERTIBLE', /"embed" cannot be written.*toc/),
      ),
      'a setting that is none': dialect(
        'a :status[X]{color=green style=bold} b',
        refused('UNCONVERTIBLE', /no attribute "style"/),
      ),
      'a file with blanks that is not there': dialect(
        '![y](attachment:missing file.png)',
        named(/missing file\.png/, ['ri:filename="missing file.png"']),
      ),
      'a page that is not there': dialect(
        '[x](page:ENG:No such page at all)',
        named(/No such page at all/, ['ri:content-title="No such page at all"']),
      ),
      nobody: dialect('[@nobody](user:nobody)', partsOr(['nobody'], /nobody/)),
      'a setting of a panel': dialect(
        ':::info{titel="x"}\ny\n:::',
        named(/"titel" of :::info was left out/, ['<p>y</p>']),
      ),
    },
  },
  {
    row: 'A22',
    broke: 'a person and a day of a task stayed words without a word about it',
    variations: {
      'with a comma and a capital': dialect(
        '- [ ] @Nobody Known, check (Due: 2026-12-04)',
        named(/Nobody Known/, ['<time datetime="2026-12-04" />']),
      ),
      'a day in another order': dialect(
        '- [ ] check (due 04.12.2026)',
        named(/"04\.12\.2026" of a task stays plain text/, ['04.12.2026']),
      ),
      'a day in words': dialect('* [x] check, due tomorrow', named(/"tomorrow" of a task stays plain text/)),
      'in German': dialect('- [ ] prüfen (fällig am 2026-12-04)', parts(['fällig am <time datetime="2026-12-04" />'])),
      'in brackets of Obsidian': dialect('- [ ] check [due:: 2026-12-04]', parts(['<time datetime="2026-12-04" />'])),
    },
  },
  {
    row: 'A27',
    broke: 'a mention on Data Center was written by account id',
    variations: {
      'in a task of a panel': dialect(
        ':::info\n- [ ] [@Ida](user:ida) signs\n:::',
        partsOr(['ri:userkey="ida"', 'signs'], /Ida|ida/),
        { deployment: 'datacenter' },
      ),
      'in a cell': dialect('| a |\n|---|\n| **[@Ida](user:ida)** |', parts(['ri:userkey="ida"'], ['account-id']), {
        deployment: 'datacenter',
      }),
      'in an item, twice': dialect(
        '- [@Ida](user:ida) and [@Ida](user:ida)',
        parts(['ri:userkey="ida"', 'ri:userkey="ida"'], ['account-id']),
        { deployment: 'datacenter' },
      ),
      'on Cloud': dialect('> [@Ida](user:557058:ida)', parts(['ri:account-id="557058:ida"'], ['userkey']), {
        deployment: 'cloud',
      }),
    },
  },
  {
    row: 'A28',
    broke: 'a language that Data Center does not know made a box of errors',
    variations: {
      'an alias': text('```jsx\nx\n```', parts([language('js'), 'x']), { deployment: 'datacenter' }),
      'with a capital and a title': dialect(
        '~~~Dockerfile title="D"\nFROM x\n~~~',
        named(/"Dockerfile"/, [title('D'), 'FROM x'], [language('Dockerfile')]),
        { deployment: 'datacenter' },
      ),
      'in an item': text('- a\n  ```golang\n  x\n  ```', named(/"golang"/, ['x'], [language('golang')]), {
        deployment: 'datacenter',
      }),
      'three of them': text(
        '```kotlin\nx\n```\n\n```toml\nx\n```\n\n```yaml\nx\n```',
        named(/"kotlin", "toml"/, [language('yml')], [language('toml')]),
        { deployment: 'datacenter' },
      ),
    },
  },
  {
    row: 'D15-D16',
    broke: 'cells without a section and sections of no type were stored',
    variations: {
      'two cells': dialect(':::layout-cell\n1\n:::\n\n:::layout-cell\n2\n:::', notALayout),
      'a cell in a quote': dialect('> :::layout-cell\n> 1\n> :::', notALayout),
      'a type in capitals': dialect(layoutOf('Two_Equal'), refused('UNCONVERTIBLE', /"Two_Equal".*two_equal/)),
      'a type with a hyphen': dialect(layoutOf('"two-equal"'), refused('UNCONVERTIBLE', /"two-equal".*two_equal/)),
      'no cell at all': dialect(
        '::::layout-section{type=single}\n::::',
        refused('UNCONVERTIBLE', /0 columns.*one to five/),
      ),
    },
  },
  {
    row: 'D17',
    broke: 'a link to a page with blanks in its title was printed as text',
    variations: {
      'to a heading of it': dialect(
        '[b](page:ENG:Run book#Set up it)',
        parts(['ac:anchor="Set up it"', 'ri:content-title="Run book"']),
      ),
      'with brackets': dialect('[b](page:ENG:Run book (old))', pageOf('Run book \\(old\\)'.replaceAll('\\', ''))),
      'with quotes': dialect('[b](page:ENG:Run "x" book)', pageOf('Run &quot;x&quot; book')),
      'with signs of tags': dialect('| a |\n|---|\n| **[b](page:ENG:R & D <x>)** |', pageOf('R &amp; D &lt;x&gt;')),
      'around a picture': dialect(
        '[![i](attachment:a b.png)](page:ENG:Run book)',
        parts(['ri:content-title="Run book"', 'ri:filename="a b.png"'], ['page:']),
      ),
    },
  },
  {
    row: 'D27',
    broke: 'a colour that a status has not was stored',
    variations: {
      'in a cell': dialect('| a |\n|---|\n| :status[A]{color=orange} |', refused('UNCONVERTIBLE', /orange.*purple/)),
      'in an item, beside a good one': dialect(
        '- :status[A]{color=red} :status[B]{color=cyan}',
        refused('UNCONVERTIBLE', /cyan/),
      ),
      none: dialect('x :status[A]{color=} y', named(/\{color=\}/)),
      'in capitals': dialect('## :status[A]{color=RED}', parts(['>A<', '>Red<'])),
    },
  },
];
