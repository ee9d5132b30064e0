import { refused, stored, storedWith, untouched, type ReportedCase } from '../reported-case.js';
import { code, panel } from '../storage.js';

const steps = (fence: string, language: string) =>
  `1. Start:\n${fence}${language}\nmake all\n\nmake test\n${fence}\n2. Watch\n\n## Undo\n\nRing the bell.`;
/** The list, the code with its empty line, the list, the heading, the text: each once, each where it was sent. */
const right = storedWith({
  has: ['<ol', 'Start:', 'make all\n\nmake test', ']]>', '<ol', 'Watch', '<h2>Undo</h2>', '<p>Ring the bell.</p>'],
  lacks: [/make all.*make all/s, /```|~~~/],
});
const link = '<a href="https://wiki.example/a">here</a>';
const newCode = (text: string) =>
  `<ac:structured-macro ac:name="code" ac:schema-version="1"><ac:plain-text-body><![CDATA[${text}]]></ac:plain-text-body></ac:structured-macro>`;
const logged = code('[08:15]: pump started\n[08:16]: valve open', 'c0de0009', 'text');

/** Fences, indented code and what stands in them. */
export const codeAndLists: readonly ReportedCase[] = [
  {
    broke: 'a fence behind a list item turned the rest of the page into code',
    attempts: {
      'on a new page': { sent: steps('```', 'sh'), right },
      'with tildes': { sent: steps('~~~', 'bash'), right },
      'in an update': { page: '<p>Old.</p>', sent: `Old.\n\n${steps('```', '')}`, right },
      appended: { page: '<p>Old.</p>', edits: [{ op: 'append', content: steps('```', 'sh') }], right },
      'in a panel': {
        sent: `:::info\n${steps('```', 'sh')}\n:::\n\nAfter.`,
        right: storedWith({
          has: [
            '<ol',
            'make all\n\nmake test',
            '<ol',
            'Watch',
            '<h2>Undo</h2>',
            'Ring the bell.',
            '</ac:rich-text-body>',
            'After.',
          ],
          lacks: [/```/],
        }),
      },
      'behind bullets': {
        sent: '- one\n- two\n```\nx\n\ny\n```\n- three\n\nEnd.',
        right: storedWith({ has: ['<ul>', 'one', 'two', '</ul>', 'x\n\ny', '<ul>', 'three', '</ul>', '<p>End.</p>'] }),
      },
      'indented in the item': {
        sent: '1. Start:\n   ```sh\n   make all\n\n   make test\n   ```\n2. Watch\n\nEnd.',
        right: storedWith({
          has: ['<ol><li>', 'Start:', 'make all\n\nmake test', '</li><li>', 'Watch', '</ol>', '<p>End.</p>'],
        }),
      },
      'half indented in the item': {
        sent: '1. Start:\n  ```sh\n  make all\n\n  make test\n  ```\n2. Watch\n\nEnd.',
        right: storedWith({ has: ['Start:', 'make all\n\nmake test', 'Watch', '<p>End.</p>'], lacks: ['```'] }),
      },
    },
  },
  {
    broke: 'a line of code that looks like a definition appeared as text when something else was edited',
    attempts: {
      'a log': {
        page: `<p>Look ${link} now</p>${logged}`,
        sent: (read) => read.replace('Look', 'See'),
        right: stored(`<p>See ${link} now</p>${logged}`),
      },
      'a log before the link': {
        page: `${logged}<p>Look ${link} now</p>`,
        sent: (read) => read.replace('Look', 'See'),
        right: stored(`${logged}<p>See ${link} now</p>`),
      },
      'in a panel': {
        page: panel('info', 'aa01', `<p>Look ${link} now</p>${logged}`),
        sent: (read) => read.replace('Look', 'See'),
        right: stored(panel('info', 'aa01', `<p>See ${link} now</p>${logged}`)),
      },
      'a footnote in code': {
        page: `<p>Look ${link} now</p>${code('[^1]: not a note')}`,
        sent: (read) => read.replace('Look', 'See'),
        right: stored(`<p>See ${link} now</p>${code('[^1]: not a note')}`),
      },
      unchanged: { page: `<p>Look ${link} now</p>${logged}`, sent: (read) => `${read}\n`, right: untouched },
    },
  },
  {
    broke: 'a definition inside code became the target of text elsewhere',
    attempts: {
      'on a new page': {
        sent: 'as [2] says\n\n```\n[2]: http://x.example\n```',
        right: storedWith({ has: ['<p>as [2] says</p>', '[2]: http://x.example'], lacks: ['<a '] }),
      },
      'code first': {
        sent: '```\n[ref]: http://x.example\n```\n\nas [ref] says',
        right: storedWith({ has: ['[ref]: http://x.example', '<p>as [ref] says</p>'], lacks: ['<a '] }),
      },
      'in an update': {
        page: '<p>as it says</p>',
        sent: 'as [2] says\n\n~~~\n[2]: http://x.example\n~~~',
        right: storedWith({ has: ['as [2] says', '[2]: http://x.example'], lacks: ['<a '] }),
      },
      'in indented code': {
        sent: 'as [2] says\n\n    [2]: http://x.example\n\nend',
        right: storedWith({ has: ['as [2] says', '[2]: http://x.example', 'end'], lacks: ['<a '] }),
      },
    },
  },
  {
    broke: 'code of four blanks became prose',
    attempts: {
      'first in the text': {
        sent: '    x = 4\n    y = 5',
        right: storedWith({ has: ['x = 4\ny = 5'], lacks: ['x = 4 y'] }),
      },
      'behind a paragraph': {
        sent: 'Run:\n\n    make all\n    make test\n\nDone.',
        right: storedWith({ has: ['<p>Run:</p>', 'make all\nmake test', '<p>Done.</p>'] }),
      },
      'in an update': {
        page: '<p>Run:</p>',
        sent: 'Run:\n\n    make all\n      -k\n\n    make test',
        right: storedWith({ has: ['<p>Run:</p>', 'make all\n  -k\n\nmake test'] }),
      },
      'with a tab': {
        sent: 'Run:\n\n\tmake all\n\tmake test',
        right: storedWith({ has: ['<p>Run:</p>', 'make all\nmake test'] }),
      },
      appended: {
        page: '<p>Old.</p>',
        edits: [{ op: 'append', content: 'Run:\n\n    make all\n    make test' }],
        right: storedWith({ has: ['<p>Run:</p>', 'make all\nmake test'] }),
      },
    },
  },
  {
    broke: 'a list that begins at 2 behind indented code was read as text',
    attempts: {
      'below an empty line': {
        sent: 'Run:\n\n    make all\n\n2. Watch\n3. Wait',
        right: stored(`<p>Run:</p>${newCode('make all')}<ol start="2"><li><p>Watch</p></li><li><p>Wait</p></li></ol>`),
      },
      'right below': {
        sent: '    make all\n2. Watch',
        right: stored(`${newCode('make all')}<ol start="2"><li><p>Watch</p></li></ol>`),
      },
      'with an empty item': {
        sent: '    make all\n-\n- Watch',
        right: stored(`${newCode('make all')}<ul><li></li><li><p>Watch</p></li></ul>`),
      },
      'not below a paragraph': { sent: 'Run\n2. Watch', right: stored('<p>Run 2. Watch</p>') },
    },
  },
  {
    broke: 'an empty line in new lines of code was taken for the end of a paragraph',
    attempts: {
      'in code': {
        page: code('make all\nmake test'),
        edits: [{ op: 'replace_text', find: 'all\n', replace: 'all\n\n# then\n', in_code: true }],
        right: stored(code('make all\n\n# then\nmake test')),
      },
      'in text': {
        page: '<p>make all</p>',
        edits: [{ op: 'replace_text', find: 'all', replace: 'all\n\nthen' }],
        right: refused('INVALID_INPUT', /more than one paragraph/),
      },
    },
  },
];
