import { stored, storedWith, type ReportedCase } from '../reported-case.js';

const linked = (address: string) => `<a href="${address}">${address}</a>`;
const newPage = (sent: string, storage: string) => [sent, { sent, right: stored(`<p>${storage}</p>`) }] as const;
const readAs = (storage: string, markdown: string) =>
  [
    storage,
    {
      page: `<p>${storage}</p>`,
      sent: (read: string) => (read === markdown ? `${read} more` : `read as ${read}`),
      right: stored(`<p>${storage} more</p>`),
    },
  ] as const;

/** Formats beside and in each other, addresses with signs of formats in them, and what only looks like a block. */
export const formatsAndAddresses: readonly ReportedCase[] = [
  {
    broke: 'a format with another one in it was written as several elements',
    attempts: Object.fromEntries([
      newPage('*a **b** c*', '<em>a <strong>b</strong> c</em>'),
      newPage('**a [l](https://l.example) b**', '<strong>a <a href="https://l.example">l</a> b</strong>'),
      newPage('~~a **b** `c`~~', '<del>a <strong>b</strong> <code>c</code></del>'),
      newPage('<u>a *b*</u> **c**', '<u>a <em>b</em></u> <strong>c</strong>'),
      newPage('[a **b** c](https://l.example)', '<a href="https://l.example">a <strong>b</strong> c</a>'),
      newPage('**`a`** `b`', '<strong><code>a</code></strong> <code>b</code>'),
    ]),
  },
  {
    broke: 'bold that ends where bold begins showed its signs without a word',
    attempts: {
      'on a new page': {
        sent: '**a****b**',
        right: storedWith({ has: ['a****b'], warned: /ends and starts again at once/ }),
      },
      'with underscores': { sent: '__a____b__', right: storedWith({ warned: /ends and starts again at once/ }) },
      'in an edit': {
        page: '<p>x</p>',
        edits: [{ op: 'append', content: 'so **a****b** is' }],
        right: storedWith({ warned: /ends and starts again at once/ }),
      },
      'of the page already': {
        page: '<p><strong>a****b</strong> x</p>',
        sent: (read) => read.replace('x', 'y'),
        right: stored('<p><strong>a****b</strong> y</p>'),
      },
    },
  },
  {
    broke: 'signs in a bare address began a format',
    attempts: Object.fromEntries([
      newPage('https://e.example/_a_/b', linked('https://e.example/_a_/b')),
      newPage('at https://e.example/__init__.py', `at ${linked('https://e.example/__init__.py')}`),
      newPage('https://e.example/*a*/b *c*', `${linked('https://e.example/*a*/b')} <em>c</em>`),
      newPage('https://e.example/a~~b~~c', linked('https://e.example/a~~b~~c')),
      newPage('www.e.example/_a_/b', 'www.e.example/_a_/b'),
      newPage('**at https://e.example/a_b**', `<strong>at ${linked('https://e.example/a_b')}</strong>`),
      newPage('[x](https://e.example/x)*y*', '<a href="https://e.example/x">x</a><em>y</em>'),
    ]),
  },
  {
    broke: 'signs in a bare address were read with a backslash before them',
    attempts: Object.fromEntries([
      readAs(linked('https://e.example/_a_/b'), 'https://e.example/_a_/b'),
      readAs('at https://e.example/*a*/b', 'at https://e.example/*a*/b'),
      readAs('at www.e.example/__init__.py', 'at www.e.example/__init__.py'),
      readAs('at https://e.example/a _b_', 'at https://e.example/a \\_b\\_'),
    ]),
  },
  {
    broke: 'a list of definitions became paragraphs that nothing sets apart',
    attempts: {
      'on a new page': {
        sent: '<dl>\n<dt>Berth</dt>\n<dd>A place</dd>\n<dt>Quay</dt>\n<dd>A wall</dd>\n</dl>',
        right: stored('<p><strong>Berth</strong><br />A place</p><p><strong>Quay</strong><br />A wall</p>'),
      },
      'without closing tags, in an item': {
        sent: '- x\n  <dl><dt>Berth<dd>A place</dl>',
        right: storedWith({ has: ['<strong>Berth</strong><br />A place'] }),
      },
      'with two meanings, of which one is blocks': {
        sent: '<dl><dt>Berth</dt><dd>A place</dd><dd><ul><li>or a bed</li></ul></dd></dl>',
        right: storedWith({ has: ['<p><strong>Berth</strong><br />A place</p><ul><li>', 'or a bed'] }),
      },
      'in groups, with Markdown': {
        sent: '<dl><div><dt>`Berth`</dt><dd>A **place**</dd></div></dl>',
        right: stored('<p><strong><code>Berth</code></strong><br />A <strong>place</strong></p>'),
      },
    },
  },
  {
    broke: 'a table drawn as a grid was said to be a highlight',
    attempts: {
      'with a header': {
        sent: '+----+----+\n| A  | B  |\n+====+====+\n| 1  | 2  |\n+----+----+',
        right: grid,
      },
      'without one': { sent: '+----+----+\n| 1  | 2  |\n+----+----+', right: grid },
      'in an edit': {
        page: '<p>x</p>',
        edits: [{ op: 'append', content: '+---+\n| A |\n+===+\n| 1 |\n+---+' }],
        right: grid,
      },
      'in a cell of colons': { sent: ':::info\n+----+----+\n| 1  | 2  |\n+----+----+\n:::', right: grid },
    },
  },
  {
    broke: 'what was stored as sent was said to be left out, refused, or left out without a word',
    attempts: {
      'log lines of one level': { sent: '1. [ERR]: bad\n2. [ERR]: worse', right: silent('bad', 'worse') },
      'log lines in a paragraph': { sent: '[INFO]: one\n[INFO]: two', right: silent('one', 'two') },
      'two notes that nothing calls': { sent: '[^a]: one\n\n[^a]: two', right: storedWith({ has: ['one', 'two'] }) },
      'a second address of a name': {
        sent: '[a]\n\n[a]: https://a.example\n\n[a]: https://b.example',
        right: storedWith({ has: ['a.example'], lacks: ['b.example'], warned: /b\.example" was left out/ }),
      },
      'a day that a month has not': {
        sent: '- [ ] sweep (due 2026-02-30)',
        right: storedWith({
          has: ['sweep (due 2026-02-30)'],
          warned: /The date "2026-02-30" of a task stays plain text/,
        }),
      },
      'such a day beside a good one': {
        sent: '- [ ] sweep 📅 2026-02-03 and 📅 2026-13-01',
        right: storedWith({ has: ['<time datetime="2026-02-03" />', '2026-13-01'] }),
      },
      'tildes beside words': { sent: 'a~~(b)~~c', right: storedWith({ has: ['a~~(b)~~c'], warned: /needs a space/ }) },
      'a list in place of words': {
        page: '<p>alpha</p>',
        edits: [{ op: 'replace_text', find: 'alpha', replace: '- item' }],
        right: storedWith({ has: ['- item'], warned: /use replace_block/ }),
      },
      'a dash within a line': {
        page: '<p>alpha beta</p>',
        edits: [{ op: 'replace_text', find: 'beta', replace: '- 5' }],
        right: silent('alpha - 5'),
      },
      'the height of a picture': {
        sent: '<img src="https://e.example/a.png" height="20">',
        right: storedWith({ has: ['<ac:image>'], warned: /Image heights were left out/ }),
      },
    },
  },
];

function grid(outcome: Parameters<ReportedCase['attempts'][string]['right']>[0]): void {
  storedWith({ warned: /A grid of "\+---\+" did not become a table/ })(outcome);
  if (!outcome.refusal && outcome.warnings.some((one) => one.includes('highlight'))) throw new Error('a highlight');
}

function silent(...has: readonly string[]): ReportedCase['attempts'][string]['right'] {
  return (outcome) => {
    storedWith({ has })(outcome);
    if (!outcome.refusal && outcome.warnings.length > 0) throw new Error(outcome.warnings.join());
  };
}
