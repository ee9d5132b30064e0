import { oneOf, refused, stored, storedWith, untouched, type ReportedCase } from '../reported-case.js';

/** The note stands once, in the order of the text, and nothing of its signs does. */
const noteOnce = (text: string, note: RegExp, parts: readonly string[]) => [
  storedWith({ has: [text, ...parts], lacks: ['[^', new RegExp(`(?:${note.source})[\\s\\S]*(?:${note.source})`)] }),
  storedWith({ has: [note.source.replace(/\\/g, '')] }),
];
const both =
  (rights: readonly ReturnType<typeof storedWith>[]): ReturnType<typeof storedWith> =>
  (outcome) => {
    for (const right of rights) right(outcome);
  };
const once = (text: string, note: RegExp, ...parts: readonly string[]) => both(noteOnce(text, note, parts));

const noteLink = '<sup id="fnref:7"><a href="#fn:7" class="ref" role="doc-noteref">7</a></sup>';
const plainLink = '<a href="#fn:7" class="ref">above</a>';

/** Definitions, footnotes and links within a page. */
export const definitionsAndNotes: readonly ReportedCase[] = [
  {
    broke: 'a line that looks like a definition was stored twice, or not at all',
    attempts: {
      words: { sent: '[todo]: water the plants', right: stored('<p>[todo]: water the plants</p>') },
      'one word': { sent: '[WARN]: hot', right: stored('<p>[WARN]: hot</p>') },
      'in a quote': {
        sent: '> [WARN]: hot',
        right: storedWith({ has: ['<blockquote>', '[WARN]: hot'], lacks: [/hot.*hot/] }),
      },
      'several log lines': {
        sent: '[INFO]: one\n[INFO]: two\n[WARN]: three',
        right: storedWith({
          has: ['[INFO]: one', '[INFO]: two', '[WARN]: three'],
          lacks: [/one.*one/, /three.*three/],
        }),
      },
      appended: {
        page: '<p>x</p>',
        edits: [{ op: 'append', content: '[DEBUG]: cold' }],
        right: stored('<p>x</p><p>[DEBUG]: cold</p>'),
      },
      'used elsewhere': {
        sent: 'See [wiki].\n\n[wiki]: https://wiki.example',
        right: storedWith({ has: ['<a href="https://wiki.example">wiki</a>'], lacks: ['[wiki]'] }),
      },
    },
  },
  {
    broke: 'a footnote stood several times, inside of panels, or was gone',
    attempts: {
      'with a panel between': {
        sent: 'Sold out[^1].\n\n:::info\nAsk [sales](https://s.example)\n:::\n\n[^1]: By the May count.',
        right: once('Sold out', /By the May count\./, 'Ask'),
      },
      'of one word': { sent: 'Words[^b]\n\n[^b]: Once.', right: once('Words', /Once\./) },
      'two of them': {
        sent: 'One[^1] two[^2].\n\n[^1]: The first note.\n[^2]: The second note.',
        right: both([once('One', /The first note\./), once('two', /The second note\./)]),
      },
      'used twice': { sent: 'One[^n] and two[^n].\n\n[^n]: Shared note.', right: once('One', /Shared note\./, 'two') },
      'in an update': {
        page: '<p>Sold out.</p>',
        sent: 'Sold out[^1].\n\n[^1]: By the May count.',
        right: once('Sold out', /By the May count\./),
      },
      'defined first': {
        sent: '[^1]: By the May count.\n\nSold out[^1].',
        right: once('Sold out', /By the May count\./),
      },
      'in an appended text': {
        page: '<p>x</p>',
        edits: [{ op: 'append', content: 'Sold out[^1].\n\n[^1]: By the May count.' }],
        right: once('Sold out', /By the May count\./),
      },
    },
  },
  {
    broke: 'a link to a heading led nowhere',
    attempts: {
      'before its heading': {
        sent: 'Go to [install](#how-to-install).\n\n## How to install',
        right: storedWith({
          has: ['ac:anchor="How', '<h2>How to install</h2>'],
          lacks: ['ac:anchor="how-to-install"'],
        }),
      },
      'after it': {
        sent: '# First steps\n\nBack to [top](#first-steps).',
        right: storedWith({ has: ['<h1>First steps</h1>', 'ac:anchor="First'], lacks: ['ac:anchor="first-steps"'] }),
      },
      'to no heading': {
        sent: '# First steps\n\nBack to [top](#second-steps).',
        right: storedWith({ warned: /second-steps/ }),
      },
      'in an update': {
        page: '<h2>How to install</h2><p>Text.</p>',
        sent: '## How to install\n\nText, see [above](#how-to-install).',
        right: storedWith({ has: ['ac:anchor="How'], lacks: ['ac:anchor="how-to-install"'] }),
      },
      'to a heading with signs': {
        sent: '## C++ & friends\n\nSee [this](#c--friends).',
        right: storedWith({ has: ['ac:anchor="C++'], lacks: ['ac:anchor="c--friends"'] }),
      },
    },
  },
  {
    broke: 'a link within the page that Confluence did not make was written anew when a word beside it changed',
    attempts: {
      'a note of an importer': {
        page: `<p>Sold out${noteLink} today</p>`,
        sent: (read) => read.replace('today', 'now'),
        right: stored(`<p>Sold out${noteLink} now</p>`),
      },
      'trailing blanks': { page: `<p>Sold out${noteLink} today</p>`, sent: (read) => `${read}  `, right: untouched },
      'a plain one': {
        page: `<p>See ${plainLink} again</p>`,
        sent: (read) => read.replace('again', 'once more'),
        right: stored(`<p>See ${plainLink} once more</p>`),
      },
      'in a cell': {
        page: `<table><tbody><tr><td>See ${plainLink}</td><td>b</td></tr></tbody></table>`,
        sent: (read) => read.replace('See', 'Read'),
        right: stored(`<table><tbody><tr><td>Read ${plainLink}</td><td>b</td></tr></tbody></table>`),
      },
      'as Markdown says it': {
        page: `<p>See ${plainLink} again</p>`,
        sent: 'See [above](#fn:7) twice',
        right: stored(`<p>See ${plainLink} twice</p>`),
      },
    },
  },
  {
    broke: 'a definition held in one block only',
    attempts: {
      'used before and after': {
        sent: 'One [a][d].\n\n[d]: https://d.example\n\nTwo [b][d].',
        right: storedWith({
          has: ['<a href="https://d.example">a</a>', '<a href="https://d.example">b</a>'],
          lacks: ['[d]'],
        }),
      },
      'used in a list': {
        sent: '- One [a][d]\n\n[d]: https://d.example',
        right: storedWith({ has: ['<a href="https://d.example">a</a>'], lacks: ['[d]'] }),
      },
      'used in a panel': {
        sent: ':::info\nOne [a][d]\n:::\n\n[d]: https://d.example',
        right: storedWith({ has: ['<a href="https://d.example">a</a>'], lacks: ['[d]'] }),
      },
      'used in a table': {
        sent: '| A |\n| --- |\n| One [a][d] |\n\n[d]: https://d.example',
        right: oneOf(storedWith({ has: ['<a href="https://d.example">a</a>'], lacks: ['[d]'] }), refused(/./, /d/)),
      },
    },
  },
  {
    broke: 'a link to the second heading of a name led nowhere',
    attempts: {
      'as GitHub counts': {
        sent: '## Setup\n\n## Setup\n\nSee [it](#setup-1).',
        right: storedWith({ has: ['<ac:link ac:anchor="Setup.1">'] }),
      },
      'as MkDocs counts': {
        sent: 'See [it](#set-up_2).\n\n# Set up\n\n## Set up\n\n# Set up',
        right: storedWith({ has: ['<ac:link ac:anchor="Set up.2">'] }),
      },
      'to the first one': {
        sent: '## Setup\n\n## Setup\n\nSee [it](#setup).',
        right: storedWith({ has: ['<ac:link ac:anchor="Setup">'] }),
      },
      'to a heading that is called so': {
        sent: '## Setup\n\n## Setup\n\n## Setup 1\n\nSee [it](#setup-1).',
        right: storedWith({ has: ['<ac:link ac:anchor="Setup 1">'] }),
      },
      'that an edit brings': {
        page: '<h2>Setup</h2><p>x</p>',
        edits: [{ op: 'append', content: '## Setup\n\nSee [it](#setup-1).' }],
        right: storedWith({ has: ['<ac:link ac:anchor="Setup.1">'] }),
      },
      'that is not there': {
        sent: '## Setup\n\n## Setup\n\nSee [it](#setup-2).',
        right: storedWith({ warned: /"#setup-2" matches no heading/ }),
      },
    },
  },
];
