import { oneOf, refused, stored, storedWith, untouched, type ReportedCase } from '../reported-case.js';
import { bullets, date, macro, mention, pageLink, parameter, status, table, task, tasks } from '../storage.js';

const noTitle = (colour: string) => macro('status', 'st-1', parameter('title', '') + parameter('colour', colour));
const noParameter = macro('status', 'st-1', parameter('colour', 'Blue'));
const lossOf = (kind: string) => refused('CONTENT_LOSS', new RegExp(kind, 'i'));

/** Mentions, dates, statuses and links: what stands in a line and is not its words. */
export const thingsInALine: readonly ReportedCase[] = [
  {
    broke: 'a new @Name was text without a word where the page has the same name as text',
    attempts: {
      'in a new paragraph': {
        page: '<p>Ask @Ada Byron now</p>',
        sent: (read) => `${read}\n\nCall @Ada Byron`,
        right: storedWith({ has: ['<p>Ask @Ada Byron now</p><p>Call @Ada Byron</p>'], warned: /@Ada Byron.*user:ID/ }),
      },
      'in the same paragraph': {
        page: '<p>Ask @Ada Byron now</p>',
        edits: [{ op: 'replace_text', find: 'now', replace: 'and @Ada Byron' }],
        right: storedWith({ has: ['<p>Ask @Ada Byron and @Ada Byron</p>'], warned: /@Ada Byron.*user:ID/ }),
      },
      'and not where the old one is moved or its words change': {
        page: '<p>Ask @Ada Byron now</p><p>Words</p>',
        sent: 'Words\n\nAsk @Ada Byron then',
        right: stored('<p>Words</p><p>Ask @Ada Byron then</p>'),
      },
    },
  },
  {
    broke: 'a mention became plain words where little else stood beside it',
    attempts: {
      'in a cell': {
        page: table(['Role', 'Who'], ['Lead', mention()]),
        sent: '| Role | Who |\n| --- | --- |\n| Lead | @user |',
        right: lossOf('mention'),
      },
      'alone in an item': {
        page: bullets(`<p>${mention()}</p>`, '<p>Ben</p>'),
        sent: '- @user\n- Ben',
        right: lossOf('mention'),
      },
      'in a task': { page: tasks(task(4, `${mention()} signs`)), sent: '- [ ] @user signs', right: lossOf('mention') },
      'in a heading': { page: `<h2>Owner ${mention()}</h2>`, sent: '## Owner @user', right: lossOf('mention') },
    },
  },
  {
    broke: 'a status or a date became its own words',
    attempts: {
      'a status in a cell': {
        page: table(['Step', 'State'], ['Build', status('GREEN', 'Green')]),
        sent: '| Step | State |\n| --- | --- |\n| Build | GREEN |',
        right: lossOf('status'),
      },
      'a status alone in a paragraph': {
        page: `<p>Now</p><p>${status('On hold', 'Yellow')}</p>`,
        sent: 'Now\n\nOn hold',
        right: lossOf('status'),
      },
      'a status in an item': {
        page: bullets(`<p>Disk ${status('FULL', 'Red')}</p>`),
        sent: '- Disk FULL',
        right: lossOf('status'),
      },
      'a date in a cell': {
        page: table(['What', 'When'], ['Cut-over', date('2027-03-09')]),
        sent: '| What | When |\n| --- | --- |\n| Cut-over | 2027-03-09 |',
        right: lossOf('date|time'),
      },
      'a date in a heading': {
        page: `<h2>Release ${date('2027-03-09')}</h2>`,
        sent: '## Release 2027-03-09',
        right: lossOf('date 2027-03-09'),
      },
      'a date in a task': {
        page: tasks(task(3, `Order ${date('2027-03-09')}`)),
        sent: '- [ ] Order 2027-03-09',
        right: lossOf('date'),
      },
      'a date of which another one stays': {
        page: `<p>From ${date('2027-03-09')} to ${date('2027-04-01')}</p>`,
        sent: 'From 2027-03-09 to :date[2027-04-01]',
        right: lossOf('date 2027-03-09'),
      },
    },
  },
  {
    broke: 'a mention or a date became words when its sentence was reworded',
    attempts: {
      'the end reworded': {
        page: `<p>Call ${mention()} first</p>`,
        sent: 'Call @user at once',
        right: lossOf('mention'),
      },
      'the start reworded': {
        page: `<p>Please tell ${mention()}</p>`,
        sent: 'Then inform @user',
        right: lossOf('mention'),
      },
      'in an item': {
        page: bullets(`Paged ${mention()} twice`),
        sent: '- Paged @user thrice',
        right: lossOf('mention'),
      },
      'a date': {
        page: `<p>Ends ${date('2026-08-01')} sharp</p>`,
        sent: 'Ends 2026-08-01 at noon',
        right: lossOf('date|time'),
      },
    },
  },
  {
    broke: 'a status without a title was printed in a form that was not taken back',
    attempts: {
      'in a row with another edit': {
        page: table(['Job', 'State'], ['Lint', noTitle('Red')]),
        sent: (read) => read.replace('Lint', 'Lint all'),
        right: stored(table(['Job', 'State'], ['Lint all', noTitle('Red')])),
      },
      'in a long sentence': {
        page: `<p>The weekly job that copies archives shows ${noTitle('Green')} after each good night.</p>`,
        sent: (read) => read.replace('weekly', 'nightly'),
        right: stored(`<p>The nightly job that copies archives shows ${noTitle('Green')} after each good night.</p>`),
      },
      'without a title at all': {
        page: `<p>Mark ${noParameter} here</p>`,
        sent: (read) => read.replace('here', 'there'),
        right: stored(`<p>Mark ${noParameter} there</p>`),
      },
      'as it stands in what a read gives': {
        page: `<p>Mark ${noTitle('Purple')} here</p>`,
        sent: 'Mark :status[]{color=purple} here',
        right: untouched,
      },
    },
  },
  {
    broke: 'a colour of a status was dropped or invented without a word',
    attempts: {
      'British spelling': {
        page: `<p>x ${status('OK', 'Green')} y</p>`,
        sent: 'x :status[OK]{colour=red} y',
        right: oneOf(stored(`<p>x ${status('OK', 'Red')} y</p>`), refused(/INVALID_INPUT|UNCONVERTIBLE/, /colou?r/)),
      },
      'British spelling on a new page': {
        sent: 'x :status[OK]{colour=Yellow} y',
        right: storedWith({ has: ['>OK<', '>Yellow<'] }),
      },
      'a colour that is none': {
        sent: ':status[Go]{color=pink}',
        right: oneOf(refused(/INVALID_INPUT|UNCONVERTIBLE/, /pink/), storedWith({ lacks: ['Pink'], warned: /pink/i })),
      },
      'another that is none': {
        sent: 'So :status[Go]{color=teal} it is',
        right: oneOf(refused(/INVALID_INPUT|UNCONVERTIBLE/, /teal/), storedWith({ lacks: ['Teal'], warned: /teal/i })),
      },
      'a third, in an edit': {
        page: `<p>x ${status('OK', 'Green')} y</p>`,
        sent: 'x :status[OK]{color=magenta} y',
        right: oneOf(refused(/./, /magenta/i), storedWith({ lacks: ['Magenta'], warned: /magenta/i })),
      },
    },
  },
  {
    broke: 'a date that is none was published as its own Markdown',
    attempts: {
      'a month by name': {
        page: `<p>From ${date('2026-06-11')} on</p>`,
        sent: 'From :date[June 11] onwards',
        right: refused(/./, /date|YYYY-MM-DD/i),
      },
      'a day first': {
        page: `<p>From ${date('2026-06-11')} on</p>`,
        sent: 'From :date[11.06.2026] on',
        right: refused(/./, /date|YYYY-MM-DD/i),
      },
      'no such day': {
        page: `<p>From ${date('2026-06-11')} on</p>`,
        sent: 'From :date[2026-02-31] on',
        right: refused(/./, /date|YYYY-MM-DD|2026-02-31/i),
      },
      'on a new page': {
        sent: 'From :date[tomorrow] on',
        right: oneOf(refused(/./, /date|tomorrow/i), storedWith({ warned: /tomorrow|date/i })),
      },
    },
  },
  {
    broke: 'a page link whose title has blanks was printed as text',
    attempts: {
      'of a space': {
        sent: '[the guide](page:OPS:Night watch)',
        right: storedWith({
          has: ['ri:space-key="OPS"', 'ri:content-title="Night watch"', 'the guide'],
          lacks: ['page:OPS'],
        }),
      },
      'without a space': {
        sent: 'Read [this](page:Night watch first).',
        right: storedWith({ has: ['ri:content-title="Night watch first"', '>this<'], lacks: ['page:'] }),
      },
      'in a cell': {
        sent: '| A |\n| --- |\n| [w](page:OPS:Night watch) |',
        right: storedWith({ has: ['ri:content-title="Night watch"'], lacks: ['page:'] }),
      },
      'with a title of many words in an item': {
        sent: '- [w](page:OPS:How we hand over at six) and more',
        right: storedWith({ has: ['ri:content-title="How we hand over at six"', 'and more'], lacks: ['page:'] }),
      },
    },
  },
  {
    broke: 'a page link that was read with blanks was refused as a loss',
    attempts: {
      'a word before it': {
        page: `<p>Read ${pageLink('Night Watch')} daily.</p>`,
        sent: 'Read first [Night Watch](page:Night Watch) daily.',
        right: stored(`<p>Read first ${pageLink('Night Watch')} daily.</p>`),
      },
      'a word after it': {
        page: `<p>Read ${pageLink('Night Watch')} daily.</p>`,
        sent: 'Read [Night Watch](page:Night Watch) now daily.',
        right: stored(`<p>Read ${pageLink('Night Watch')} now daily.</p>`),
      },
      'with blanks as %20': {
        page: `<p>Read ${pageLink('Night Watch')} daily.</p>`,
        sent: 'Read [Night Watch](page:Night%20Watch) twice daily.',
        right: stored(`<p>Read ${pageLink('Night Watch')} twice daily.</p>`),
      },
      'in angle brackets': {
        page: `<p>Read ${pageLink('Night Watch')} daily.</p>`,
        sent: 'Read [Night Watch](<page:Night Watch>) twice daily.',
        right: stored(`<p>Read ${pageLink('Night Watch')} twice daily.</p>`),
      },
    },
  },
  {
    broke: 'a link or a footnote right behind a colon and a word was printed as text',
    attempts: {
      'a link behind a time': {
        sent: 'At 10:30[log](https://logs.example/a) it rang',
        right: stored('<p>At 10:30<a href="https://logs.example/a">log</a> it rang</p>'),
      },
      'a link behind an emoji': {
        sent: 'Well done:👍[log](https://logs.example/a)',
        right: stored('<p>Well done:👍<a href="https://logs.example/a">log</a></p>'),
      },
      'a link behind an address': {
        sent: 'http://a.example:80[log](https://logs.example/a)',
        right: storedWith({ has: ['<a href="https://logs.example/a">log</a>'] }),
      },
      'a footnote': {
        sent: 'At 10:30[^1] it rang\n\n[^1]: By the log.',
        right: storedWith({ has: ['10:30<', '<sup>1</sup>', 'By the log.'], lacks: ['[^1]'] }),
      },
    },
  },
  {
    broke: 'a title of a link, or of a picture that names its address elsewhere, was left out without a word',
    attempts: {
      'of a link': {
        sent: 'See [log](https://logs.example/a "By day").',
        right: storedWith({ has: ['<a href="https://logs.example/a">log</a>'], warned: /"By day"/ }),
      },
      'of a definition': {
        sent: 'See [log].\n\n[log]: https://logs.example/a "By day"',
        right: storedWith({ has: ['<a href="https://logs.example/a">log</a>'], warned: /"By day"/ }),
      },
      'of a picture': {
        sent: '![log][p]\n\n[p]: https://logs.example/a.png "By day &amp; night"',
        right: storedWith({ has: ['<ac:caption><p>By day &amp; night</p></ac:caption>'] }),
      },
    },
  },
  {
    broke: 'what names nobody or nothing was stored without a word',
    attempts: {
      'a file that is not there': {
        sent: '[plan](attachment:missing-plan.png) here',
        right: storedWith({ warned: /missing-plan\.png/ }),
      },
      'a picture that is not there': {
        sent: '![plan](attachment:no-such.png)',
        right: storedWith({ warned: /no-such\.png/ }),
      },
      'an unknown directive in a line': {
        sent: 'see :chart[Sales]{kind=bar} now',
        right: oneOf(refused(/./, /chart/), storedWith({ warned: /chart/ })),
      },
      'tabs of MkDocs': {
        sent: '=== "Linux"\n    run it',
        right: storedWith({ has: ['=== "Linux"'], warned: /tabs are not supported/ }),
      },
      'an unknown directive of blocks': {
        sent: ':::carousel\nOne\n:::',
        right: oneOf(refused(/./, /carousel/), storedWith({ warned: /carousel/ })),
      },
    },
  },
];
