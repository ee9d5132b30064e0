import { oneOf, refused, stored, storedWith, untouched, type ReportedCase } from '../reported-case.js';
import { code, grid, macro, panel, parameter, table } from '../storage.js';

const note = (name: string, body = '<p>Mind the step here.</p>') => panel(name, 'abab1212', body);
const expand = (title: string, body: string) =>
  panel('expand', 'exex0001', body, title === '' ? '' : parameter('title', title));
const diagram = (name: string, text: string) =>
  macro(name, 'd1d1d1d1', `<ac:plain-text-body><![CDATA[${text}]]></ac:plain-text-body>`);
const decisions = (...texts: readonly string[]) =>
  `<ac:adf-extension><ac:adf-node type="decision-list">${texts
    .map(
      (text) =>
        `<ac:adf-node type="decision-item"><ac:adf-attribute key="state">DECIDED</ac:adf-attribute><ac:adf-content>${text}</ac:adf-content></ac:adf-node>`,
    )
    .join('')}</ac:adf-node></ac:adf-extension>`;
const named = (word: string) =>
  oneOf(
    refused(/./, new RegExp(word, 'i')),
    storedWith({ warned: new RegExp(word, 'i') }),
    storedWith({ has: [word] }),
  );

const merged = grid('<td rowspan="2">Port</td><td>80</td>', '<td>443</td>');

/** Panels, expands, macros and their parameters. */
export const containers: readonly ReportedCase[] = [
  {
    broke: 'the type of a panel could not be changed',
    attempts: {
      'info to warning': {
        page: note('info'),
        sent: ':::warning{#mabab1212}\nMind the step here.\n:::',
        right: stored(note('warning')),
      },
      'note to tip': {
        page: note('note'),
        sent: (read) => read.replace(':::note', ':::tip'),
        right: stored(note('tip')),
      },
      'with an edit': {
        page: note('tip'),
        sent: ':::info{#mabab1212}\nMind the gap here.\n:::',
        right: stored(note('info', '<p>Mind the gap here.</p>')),
      },
      'without its id': {
        page: note('info'),
        sent: ':::note\nMind the step here.\n:::',
        right: storedWith({ has: ['ac:name="note"', '<p>Mind the step here.</p>'], lacks: ['ac:name="info"'] }),
      },
    },
  },
  {
    broke: 'a parameter that is shown was changed and the change called none',
    attempts: {
      'a colour': {
        page: panel('panel', 'ee01', '<p>Box</p>', parameter('bgColor', '#fff')),
        sent: (read) => read.replace('#fff', '#abc123'),
        right: named('#abc123'),
      },
      'a colour of a read that shows none': {
        page: panel('panel', 'ee01', '<p>Box</p>', parameter('bgColor', '#fff')),
        sent: ':::panel{#mee01 bgColor="#123456"}\nBox\n:::',
        right: named('#123456'),
      },
      'a colour that was left out': {
        page: panel('panel', 'ee01', '<p>Box</p>', parameter('bgColor', '#fff')),
        sent: ':::panel{#mee01}\nBoxes\n:::',
        right: stored(panel('panel', 'ee01', '<p>Boxes</p>', parameter('bgColor', '#fff'))),
      },
      'a border': {
        page: panel('panel', 'ee01', '<p>Box</p>', parameter('borderColor', '#000000')),
        sent: (read) => read.replace('#000000', '#112233'),
        right: stored(panel('panel', 'ee01', '<p>Box</p>', parameter('borderColor', '#112233'))),
      },
      'one that Markdown cannot set': {
        page: panel('expand', 'ee02', '<p>Box</p>', parameter('title', 'More')),
        sent: ':::expand{title="More" breakoutWidth="760" #mee02}\nBox\n:::',
        right: refused('UNCONVERTIBLE', /breakoutWidth.*760/),
      },
      'a title': {
        page: panel('panel', 'ee01', '<p>Box</p>', parameter('title', 'Old')),
        sent: (read) => read.replace('Old', 'Fresh'),
        right: storedWith({ has: ['>Fresh<', '<p>Box</p>'], lacks: ['Old'] }),
      },
      'the label of a placeholder': {
        page: `<p>See ${macro('jira', 'j1j1', parameter('key', 'SEA-4'))} soon</p>`,
        sent: (read) => read.replace('SEA-4', 'SEA-5'),
        right: oneOf(refused(/./, /SEA-5|placeholder/i), storedWith({ warned: /SEA-5|placeholder/i })),
      },
      'the label of another': {
        page: macro('drawio', 'd7d7', parameter('diagramName', 'hull')),
        sent: (read) => read.replace('hull', 'deck'),
        right: oneOf(refused(/./, /deck|placeholder/i), storedWith({ warned: /deck|placeholder/i })),
      },
    },
  },
  {
    broke: 'the only diagram of a page, sent without its id, was refused as a loss',
    attempts: {
      plantuml: {
        page: diagram('plantuml', 'Ann->Bob'),
        sent: '```plantuml\nAnn->Cy\n```',
        right: stored(diagram('plantuml', 'Ann->Cy')),
      },
      'with text around': {
        page: `<p>See:</p>${diagram('plantuml', 'Ann->Bob')}<p>End.</p>`,
        sent: 'See:\n\n```plantuml\nAnn->Cy\n```\n\nEnd.',
        right: stored(`<p>See:</p>${diagram('plantuml', 'Ann->Cy')}<p>End.</p>`),
      },
      mermaid: {
        page: diagram('mermaid', 'graph TD'),
        sent: '```mermaid\ngraph LR\n```',
        right: stored(diagram('mermaid', 'graph LR')),
      },
      'as it was': { page: diagram('plantuml', 'Ann->Bob'), sent: '```plantuml\nAnn->Bob\n```', right: untouched },
    },
  },
  {
    broke: 'details lost their title, or showed it in their text',
    attempts: {
      'on lines of their own': {
        sent: '<details>\n<summary>Log</summary>\n\nAll lines\n\n</details>',
        right: storedWith({
          has: ['ac:name="expand"', '<ac:parameter ac:name="title">Log</ac:parameter>', '<p>All lines</p>'],
          lacks: ['summary', /Log.*Log/s],
        }),
      },
      'on one line': {
        sent: '<details><summary>Log</summary>\n\nAll lines\n\n</details>',
        right: storedWith({
          has: ['<ac:parameter ac:name="title">Log</ac:parameter>', '<p>All lines</p>'],
          lacks: ['summary', /Log.*Log/s],
        }),
      },
      'open, with format in the title': {
        sent: '<details open>\n  <summary><b>Log</b> of today</summary>\n\n- All\n- lines\n\n</details>',
        right: storedWith({
          has: ['<ac:parameter ac:name="title">Log of today</ac:parameter>', '<li>', 'All', 'lines'],
          lacks: ['summary'],
        }),
      },
      'of the page, written so': {
        page: expand('Log', '<p>All lines</p>'),
        sent: '<details>\n<summary>Log</summary>\n\nAll lines\n\n</details>',
        right: oneOf(
          untouched,
          storedWith({ has: [parameter('title', 'Log'), '<p>All lines</p>'], lacks: ['summary'] }),
        ),
      },
      'around a fence': {
        sent: '<details>\n<summary>Log</summary>\n\n```sh\nls\n\n</details>\n```\n\nEnd of it\n\n</details>\n\nAfter',
        right: storedWith({
          has: [
            '<ac:parameter ac:name="title">Log</ac:parameter>',
            'ls\n\n</details>',
            'End of it',
            '</ac:rich-text-body></ac:structured-macro>',
            'After',
          ],
        }),
      },
    },
  },
  {
    broke: 'a container that ends in a table of HTML took in what stands behind it',
    attempts: {
      'with an edit behind it': {
        page: `${panel('info', 'cc01', merged)}<p>End one.</p>`,
        sent: (read) => read.replace('one', 'two'),
        right: stored(`${panel('info', 'cc01', merged)}<p>End two.</p>`),
      },
      'with an edit in the table': {
        page: `${panel('column', 'cc01', merged)}<p>End.</p>`,
        sent: (read) => read.replace('80', '8080'),
        right: stored(`${panel('column', 'cc01', merged.replace('80', '8080'))}<p>End.</p>`),
      },
      'in another one': {
        page: `${panel('info', 'cc01', panel('note', 'cc02', merged))}<p>End one.</p>`,
        sent: (read) => read.replace('one', 'two'),
        right: stored(`${panel('info', 'cc01', panel('note', 'cc02', merged))}<p>End two.</p>`),
      },
      'on a new page': {
        sent: ':::info\n<table>\n<tr><td rowspan="2">A</td><td>x</td></tr>\n<tr><td>y</td></tr>\n</table>\n:::\n\nEnd.',
        right: storedWith({ has: ['</table></ac:rich-text-body></ac:structured-macro><p>End.</p>'], lacks: [':::'] }),
      },
    },
  },
  {
    broke: 'an item of a decision list was gone after a word of it was changed',
    attempts: {
      'one item': {
        page: decisions('Keep two suppliers'),
        sent: (read) => read.replace('two', 'three'),
        right: stored(decisions('Keep three suppliers')),
      },
      'the second': {
        page: decisions('Keep two suppliers', 'Pay on delivery'),
        sent: (read) => read.replace('Pay', 'Settle'),
        right: stored(decisions('Keep two suppliers', 'Settle on delivery')),
      },
      'by an edit': {
        page: decisions('Keep two suppliers', 'Pay on delivery'),
        edits: [{ op: 'replace_text', find: 'two', replace: 'three' }],
        right: stored(decisions('Keep three suppliers', 'Pay on delivery')),
      },
      'beside it': {
        page: `<p>Agreed:</p>${decisions('Keep two suppliers')}`,
        sent: (read) => read.replace('Agreed', 'Decided'),
        right: stored(`<p>Decided:</p>${decisions('Keep two suppliers')}`),
      },
    },
  },
  {
    broke: 'code lost an empty line at its end with each edit',
    attempts: {
      'that was sent for the first time': {
        page: code('a'),
        sent: '```\nb\n\n```',
        right: stored(code('b\n\n')),
      },
      'in preformatted text': { page: '<pre>a</pre>', sent: '```\nb\n\n```', right: stored('<pre>b\n\n</pre>') },
      'on a new page, written again': {
        sent: '```\nb\n\n\n```',
        right: storedWith({ has: ['<![CDATA[b\n\n\n]]>'] }),
      },
      'two at the end': {
        page: `<p>i</p>${code('ls\n\n\n')}`,
        sent: 'i\n\n```\nps\n\n\n```',
        right: stored(`<p>i</p>${code('ps\n\n\n')}`),
      },
      'as they are read': {
        page: `<p>i</p>${code('ls\n\n')}`,
        sent: (read) => read.replace('ls', 'ps'),
        right: stored(`<p>i</p>${code('ps\n\n')}`),
      },
      'one at the end': { page: code('ls\n'), sent: (read) => read.replace('ls', 'ps'), right: stored(code('ps\n')) },
      'at the start': { page: code('\n\nls'), sent: (read) => read.replace('ls', 'ps'), right: stored(code('\n\nps')) },
    },
  },
  {
    broke: 'a panel, a table or a picture went with the text of a section, and nobody was told',
    attempts: {
      'a section replaced': {
        page: `<h2>A</h2>${panel('info', 'p1', '<p>Mind the gap</p>')}<p>two</p><h2>B</h2>`,
        edits: [{ op: 'replace_section', heading: 'A', content: 'All new.' }],
        right: storedWith({ has: ['<h2>A</h2><p>All new.</p><h2>B</h2>'], warned: /with its text: macro "info"/ }),
      },
      'a whole page': {
        page: `<h2>A</h2>${table(['Port'], ['443'])}<p>two</p>`,
        sent: '## A\n\ntwo',
        right: storedWith({ has: ['<h2>A</h2><p>two</p>'], warned: /Removed together with its text: table/ }),
      },
      'a panel that stays is not named': {
        page: `<h2>A</h2>${panel('info', 'p1', '<p>Mind the gap</p>')}<p>two</p>`,
        sent: (read) => read.replace('two', 'three'),
        right: (outcome) => {
          if (outcome.refusal || outcome.warnings.length > 0) throw new Error(JSON.stringify(outcome));
        },
      },
    },
  },
  {
    broke: 'the name of a macro was changed in Markdown, and the change was dropped without a word',
    attempts: {
      renamed: {
        page: panel('lozenge', 'p1', '<p>one</p>'),
        sent: (read) => read.replace('name=lozenge', 'name=label'),
        right: refused('UNCONVERTIBLE', /"name" of this block cannot be changed to "label"/),
      },
      kept: {
        page: panel('lozenge', 'p1', '<p>one</p>'),
        sent: (read) => read.replace('one', 'two'),
        right: stored(panel('lozenge', 'p1', '<p>two</p>')),
      },
    },
  },
  {
    broke: 'a container whose end is indented into its last list took in all that follows',
    attempts: {
      bullets: {
        sent: ':::info\n- one\n- two\n  :::\n\nAfter.',
        right: storedWith({ has: ['two', '</ac:rich-text-body>', '<p>After.</p>'], lacks: [':::'] }),
      },
      'a list in a list': {
        sent: ':::expand{title="T"}\n1. one\n   - two\n   :::\n2. three',
        right: storedWith({ has: ['two', '</ac:rich-text-body>', '<ol><li><p>three</p></li></ol>'] }),
      },
      'one in an item closes first': {
        sent: ':::info\n- :::note\n  one\n  :::\n- two\n  :::\n\nAfter.',
        right: storedWith({ has: ['one', '</ac:rich-text-body>', 'two', '</ac:rich-text-body>', '<p>After.</p>'] }),
      },
      'in an update': {
        page: panel('info', 'i1', '<ul><li><p>one</p></li></ul>') + '<p>After.</p>',
        sent: (read) => read.replace('one\n:::', 'two\n  :::'),
        right: stored(panel('info', 'i1', '<ul><li><p>two</p></li></ul>') + '<p>After.</p>'),
      },
    },
  },
];
