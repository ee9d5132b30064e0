import { oneOf, refused, stored, storedWith, type ReportedCase, untouched } from '../reported-case.js';
import { code } from '../storage.js';

const tip = (title: string, ...body: readonly string[]) =>
  storedWith({
    has: [
      '<ac:structured-macro ac:name=',
      ...(title === '' ? [] : [`<ac:parameter ac:name="title">${title}</ac:parameter>`]),
      '<ac:rich-text-body>',
      ...body,
      '</ac:rich-text-body>',
    ],
    lacks: [':::', '!!!', '[!'],
  });
const named = (format: RegExp) => refused(/INVALID_INPUT|UNCONVERTIBLE/, format);
const refusedOrStored = (...has: readonly string[]) => oneOf(refused(/./), storedWith({ has, lacks: ['::'] }));

/** New pages, as models write them. */
export const newPages: readonly ReportedCase[] = [
  {
    broke: 'front matter became a rule and a heading',
    attempts: {
      'of a generator': {
        sent: '---\ntitle: Night shift\ntags: [ops]\n---\n\n# Rules',
        right: storedWith({ has: ['<h1>Rules</h1>'], lacks: ['<hr', 'tags', 'title:'], warned: /front matter/i }),
      },
      'with quotes and lists': {
        sent: '---\ntitle: "Night: shift"\nauthors:\n  - Ann\n  - Ben\n---\nText.',
        right: storedWith({ has: ['<p>Text.</p>'], lacks: ['Ann', '<hr'], warned: /front matter/i }),
      },
      'in an update': {
        page: '<h1>Rules</h1>',
        sent: '---\nstatus: draft\n---\n\n# Rules\n\nNew.',
        right: storedWith({
          has: ['<h1>Rules</h1>', '<p>New.</p>'],
          lacks: ['status: draft'],
          warned: /front matter/i,
        }),
      },
      'that is none': {
        sent: '---\n\nText under a rule.\n\n---\n\nMore.',
        right: storedWith({ has: ['<hr', '<p>Text under a rule.</p>', '<hr', '<p>More.</p>'] }),
      },
      'a line with a colon between two rules': {
        page: '<hr /><p>Owner: Bo</p><hr /><p>x</p>',
        sent: '---\n\nOwner: Bo\n\n---\n\nx',
        right: untouched,
      },
    },
  },
  {
    broke: 'an admonition was printed with its signs',
    attempts: {
      'Docusaurus, titled': { sent: ':::tip Good to know\nText here\n:::', right: tip('Good to know', 'Text here') },
      'Docusaurus, titled in brackets': {
        sent: ':::note[Good to know]\n\nText here\n\n:::',
        right: tip('Good to know', 'Text here'),
      },
      'Docusaurus, danger': { sent: ':::danger\n\nText here\n\n:::', right: tip('', 'Text here') },
      MkDocs: {
        sent: '!!! note "Good to know"\n    Text here\n\n    and there',
        right: tip('Good to know', 'Text here', 'and there'),
      },
      'MkDocs without title, then text': {
        sent: '!!! warning\n    Text here\n\nAfter',
        right: storedWith({
          has: ['ac:rich-text-body', 'Text here', '</ac:rich-text-body>', '<p>After</p>'],
          lacks: ['!!!'],
        }),
      },
      GitHub: { sent: '> [!TIP]\n> Text here', right: tip('', 'Text here') },
      'Obsidian, titled': { sent: '> [!info] Good to know\n> Text here', right: tip('Good to know', 'Text here') },
    },
  },
  {
    broke: 'HTML blocks that storage has anyway were printed as text',
    attempts: {
      heading: {
        sent: '<h3>Top</h3>\n\nText',
        right: storedWith({ has: ['<h3>Top</h3>', '<p>Text</p>'], lacks: ['&lt;'] }),
      },
      list: {
        sent: '<ol>\n<li>one</li>\n<li>two</li>\n</ol>',
        right: storedWith({ has: ['<ol', '<li>', 'one', '<li>', 'two', '</ol>'], lacks: ['&lt;'] }),
      },
      rule: { sent: 'a\n\n<hr />\n\nb', right: storedWith({ has: ['<p>a</p>', '<hr', '<p>b</p>'], lacks: ['&lt;'] }) },
      quote: {
        sent: '<blockquote>\n<p>Wise words</p>\n</blockquote>',
        right: storedWith({ has: ['<blockquote>', 'Wise words', '</blockquote>'], lacks: ['&lt;'] }),
      },
      paragraph: { sent: '<p align="center">Middle</p>', right: storedWith({ has: ['Middle'], lacks: ['&lt;'] }) },
      pre: { sent: '<pre>\nx  y\n\nz\n</pre>', right: storedWith({ has: ['x  y\n\nz'], lacks: ['&lt;'] }) },
      other: { sent: '<marquee>Run</marquee>', right: storedWith({ has: ['Run'], warned: /marquee/ }) },
    },
  },
  {
    broke: 'HTML in a line was printed as text',
    attempts: {
      keys: {
        sent: 'Press <kbd>Esc</kbd> twice',
        right: storedWith({ has: ['Press', 'Esc', 'twice'], lacks: ['&lt;'] }),
      },
      'marks and colours': {
        sent: 'A <mark>bright</mark> <span style="color:blue">idea</span>',
        right: storedWith({ has: ['bright', 'idea'], lacks: ['&lt;', /bright.*bright/] }),
      },
      'sub and sup': {
        sent: 'H<sub>2</sub>O, m<sup>3</sup>',
        right: storedWith({ has: ['<sub>2</sub>', '<sup>3</sup>'] }),
      },
      'a picture with its width': {
        sent: '<img src="https://pics.example/b.png" width="240" alt="B">',
        right: storedWith({ has: ['<ac:image', 'ac:width="240"', 'https://pics.example/b.png'], lacks: ['&lt;'] }),
      },
      'a break': {
        sent: 'One<br>two<br/>three',
        right: storedWith({ has: ['One<br', 'two<br', 'three'], lacks: ['&lt;'] }),
      },
    },
  },
  {
    broke: 'formulas lost their backslashes',
    attempts: {
      'of a block': { sent: '$$\nx \\\\ y \\{z\\}\n$$', right: storedWith({ has: ['x \\\\ y \\{z\\}'] }) },
      'of a line': {
        sent: 'So $\\frac{1}{2} \\{a\\}$ holds',
        right: storedWith({ has: ['\\frac{1}{2} \\{a\\}', 'holds'] }),
      },
      'in a cell, with a pipe': {
        sent: '| F |\n| --- |\n| $\\{a\\} \\mid b^{2}$ |',
        right: storedWith({ has: ['$\\{a\\} \\mid b^{2}$'] }),
      },
      'beside an edit, as a read shows it': {
        page: '<p>So $\\{x\\}_{1} * y * z$ was so</p>',
        sent: (read) => read.replace('was so', 'is so'),
        right: stored('<p>So $\\{x\\}_{1} * y * z$ is so</p>'),
      },
      'prices, which are none': {
        sent: 'From $5 to **$6** and \\{so\\} on for $7',
        right: storedWith({ has: ['From $5 to <strong>$6</strong> and {so} on for $7'] }),
      },
      'with a warning': {
        sent: 'So $\\frac{1}{2}$ holds',
        right: storedWith({ warned: /Formulas, such as .*frac/ }),
      },
      'with stars': { sent: '$$\na * b * c\n$$', right: storedWith({ has: ['a * b * c'], lacks: ['<em>'] }) },
      'with underscores': {
        sent: 'So $x_1 + y_2$ and $z_1$ hold',
        right: storedWith({ has: ['x_1 + y_2', 'z_1'], lacks: ['<em>'] }),
      },
    },
  },
  {
    broke: 'a task without text became an item that shows its box',
    attempts: {
      first: { sent: '- [ ] \n- [x] built', right: twoTasks('built') },
      last: { sent: '- [x] built\n- [ ]', right: twoTasks('built') },
      'ticked and empty': { sent: '- [ ] built\n- [x] ', right: twoTasks('built') },
      'in a quote, numbered': { sent: '> 1. [X]\n> 2. [ ] built', right: twoTasks('built') },
    },
  },
  {
    broke: 'a person and a due date of a task were printed as words without a word about it',
    attempts: {
      'in brackets': { sent: '- [ ] @Ida Berg sweep the deck (due 2026-11-30)', right: dueAndPerson(/Ida/) },
      'in a task within a task': {
        sent: '- [ ] all\n  - [x] @Ida Berg, deadline 2026-11-30',
        right: dueAndPerson(/Ida/),
      },
      'with a sign': { sent: '- [ ] @Ida Berg sweep the deck 📅 2026-11-30', right: dueAndPerson(/Ida/) },
      'with a colon, in an edit': {
        page: '<p>Jobs</p>',
        sent: 'Jobs\n\n- [ ] @Jon Dahl: oil the winch, due: 2026-11-30',
        right: dueAndPerson(/Jon/),
      },
    },
  },
  {
    broke: 'a directive for a macro was printed as text',
    attempts: {
      children: { sent: '::children', right: refusedOrStored('ac:name="children"') },
      'toc as reads show it': { sent: '::macro[toc]', right: refusedOrStored('ac:name="toc"') },
      'in a line': { sent: 'text ::macro[toc] text', right: refusedOrStored('ac:name="toc"') },
      'with an invented id': { sent: '::macro[jira SEA-1]{#m12345678}', right: refused(/./) },
      toc: { sent: '::toc\n\n# One', right: storedWith({ has: ['ac:name="toc"', '<h1>One</h1>'] }) },
    },
  },
  {
    broke: 'bold beside Japanese or Chinese signs stayed text',
    attempts: {
      japanese: { sent: '**重要。**です', right: storedWith({ has: ['<strong>重要。</strong>です'] }) },
      chinese: { sent: '这是**“重点”**内容', right: storedWith({ has: ['<strong>“重点”</strong>内容'] }) },
      'in brackets': { sent: '**「港」**に着く', right: storedWith({ has: ['<strong>「港」</strong>に着く'] }) },
      korean: { sent: '**부두(항구)**에서', right: storedWith({ has: ['<strong>부두(항구)</strong>에서'] }) },
    },
  },
  {
    broke: 'a body of another format was printed as text',
    attempts: {
      storage: {
        sent: '<p>Ahoy <strong>all</strong></p><ac:structured-macro ac:name="toc" />',
        right: named(/storage/),
      },
      'storage in an update': { page: '<p>Ahoy</p>', sent: `<p>Ahoy</p>${code('ls')}`, right: named(/storage/) },
      'wiki markup': { sent: '{toc}\n\nh2. Crew\n\n{info}Take care{info}', right: named(/wiki/) },
      'wiki headings': { sent: 'h1. Crew\n\n* one\n* two\n\nh2. Ship', right: named(/wiki/) },
      ADF: {
        sent: '{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"Ahoy"}]}]}',
        right: named(/ADF|atlas_doc_format/i),
      },
      'Markdown as storage': { page: '<p>Ahoy</p>', sentStorage: '# Crew\n\n- one\n- two', right: named(/markdown/i) },
    },
  },
  {
    broke: 'a term with its definition ran together',
    attempts: {
      'one term': {
        sent: 'Bow\n: The front of a ship',
        right: storedWith({ has: ['Bow', 'The front of a ship'], lacks: ['Bow : ', 'Bow\n: '] }),
      },
      'two terms': {
        sent: 'Bow\n: The front\n\nStern\n: The back',
        right: storedWith({ has: ['Bow', 'The front', 'Stern', 'The back'], lacks: ['Bow : ', 'Stern : '] }),
      },
      'in an item': {
        sent: '- Bow\n  : The front',
        right: stored('<ul><li><p><strong>Bow</strong><br />The front</p></li></ul>'),
      },
      'with a word in bold': {
        sent: '**Bow**\n:   The *front*',
        right: stored('<p><strong>Bow</strong><br />The <em>front</em></p>'),
      },
      'but for a line that a break set there': {
        page: '<p>Bow<br />: so it goes</p>',
        sent: (read) => read.replace('goes', 'went'),
        right: stored('<p>Bow<br />: so it went</p>'),
      },
      'two definitions': {
        sent: 'Bow\n: The front\n: A knot',
        right: storedWith({ has: ['Bow', 'The front', 'A knot'], lacks: ['front : A'] }),
      },
    },
  },
  {
    broke: 'signs in an address, in the title of a block or beside code were taken for something else',
    attempts: {
      'asterisks in an address': {
        sent: 'Try https://e.example/?q=a*b*c&d=*.md, **see https://e.example/x** now',
        right: storedWith({
          has: ['"https://e.example/?q=a*b*c&amp;d=*.md"', '<strong>see ', '"https://e.example/x"', '</strong>'],
          lacks: ['<em>'],
        }),
      },
      'an address in bold': {
        sent: '**https://e.example/x** and *https://e.example/y*',
        right: storedWith({
          has: ['"https://e.example/x"', '<strong>', '"https://e.example/y"', '<em>'],
          lacks: ['*'],
        }),
      },
      'the title of a fence in single quotes': {
        sent: "~~~python title='a b.py'\nx\n~~~",
        right: storedWith({ has: ['<ac:parameter ac:name="title">a b.py</ac:parameter>', '<![CDATA[x]]>'] }),
      },
      'escaped quotes in a title': { sent: ':::info{title="a \\"b\\" c"}\nx\n:::', right: tip('a "b" c', '<p>x</p>') },
      'a backslash at the end of a title': { sent: ':::info{title="C:\\"}\nx\n:::', right: tip('C:\\', '<p>x</p>') },
      'a title that never ends': { sent: ':::info{title="x}\ny\n:::', right: refused('UNCONVERTIBLE', /&quot;/) },
      'a date on a line of its own': {
        sent: '::date[2026-02-03]',
        right: stored('<p><time datetime="2026-02-03" /></p>'),
      },
      'tags of code on lines of their own': {
        sent: '<pre>\na <b>b</b>\n  c\n</pre>',
        right: storedWith({ has: ['<![CDATA[a b\n  c]]>'] }),
      },
      'a quote within a line': { sent: 'Say <q>aye</q> now', right: stored('<p>Say “aye” now</p>') },
      'a picture in the text': {
        sent: 'a\n![Plan](data:image/png;base64,iVBO)',
        right: refused('UNCONVERTIBLE', /"Plan".*attachment:/),
      },
    },
  },
];

function twoTasks(text: string): ReturnType<typeof storedWith> {
  return (outcome) => {
    storedWith({ has: [text], lacks: ['[ ]', '[x]', '<li>'] })(outcome);
    const count = outcome.refusal ? 0 : (outcome.storage.match(/<ac:task>/g)?.length ?? 0);
    if (count !== 2) throw new Error(`${count} tasks`);
  };
}

/** The date is a date, or named; the person is nobody that the converter knows, and so named. */
function dueAndPerson(person: RegExp): ReturnType<typeof storedWith> {
  return (outcome) => {
    storedWith({ warned: person })(outcome);
    oneOf(storedWith({ has: ['<time datetime="2026-11-30"'] }), storedWith({ warned: /2026-11-30/ }))(outcome);
  };
}
