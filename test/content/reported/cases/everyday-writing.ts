import { refused, stored, storedWith, untouched, type ReportedCase } from '../reported-case.js';

const adf = '{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"Hi"}]}]}';
const list = '<h2>A</h2><ul><li><p>one</p></li></ul><h2>B</h2><ol start="4"><li><p>four</p></li></ol>';
const panel =
  '<ac:structured-macro ac:name="info" ac:macro-id="p1"><ac:parameter ac:name="title">Careful</ac:parameter>' +
  '<ac:rich-text-body><p>Mind it.</p></ac:rich-text-body></ac:structured-macro>';
const silent = (storage: string) => (outcome: Parameters<ReturnType<typeof stored>>[0]) => {
  stored(storage)(outcome);
  storedWith({ warned: /^\s*\{"users":\[\]/ })(outcome);
};

/** What people and models write every day, where Markdown means something else by it. */
export const everydayWriting: readonly ReportedCase[] = [
  {
    broke: 'the asterisks of products, globs and patterns were taken for a format without a word',
    attempts: {
      'a product': {
        sent: '5*3*2 is 30',
        right: storedWith({ has: ['5<em>3</em>2'], warned: /"\*3\*" became italic/ }),
      },
      'of letters': { sent: 'Area a*b*c.', right: storedWith({ warned: /"\*b\*" became italic/ }) },
      powers: { sent: 'So x**2 + y**2 holds.', right: storedWith({ warned: /"\*\*2 \+ y\*\*" became bold/ }) },
      globs: { sent: 'See src/*.md and **/*.ts here.', right: storedWith({ warned: /became italic/ }) },
      'a pattern': { sent: 'It is ^[a-z]*_[0-9]+$ and (.*?).', right: storedWith({ warned: /became italic/ }) },
      'a name of Python': { sent: 'Edit __init__.py first.', right: storedWith({ warned: /"__init__" became bold/ }) },
      'escapes left out in an update': {
        page: '<p>cost 5*3*2</p><p>x</p>',
        sent: 'cost 5*3*2\n\ny',
        right: storedWith({ warned: /"\*3\*" became italic/ }),
      },
    },
  },
  {
    broke: 'a format within a word that is meant was warned of',
    attempts: {
      'of a part of a word': { sent: 'un*believ*able', right: silent('<p>un<em>believ</em>able</p>') },
      'behind a hyphen': { sent: 'non-*ideal case*.', right: silent('<p>non-<em>ideal case</em>.</p>') },
      'of a script without blanks': { sent: '重**要1**点', right: silent('<p>重<strong>要1</strong>点</p>') },
      'in brackets': { sent: '(*see 1*)', right: silent('<p>(<em>see 1</em>)</p>') },
    },
  },
  {
    broke: 'lines that are meant as such became one paragraph without a word',
    attempts: {
      'names and values': {
        sent: 'Owner: Ann\nDue date: Monday\nState: open',
        right: storedWith({ has: ['Ann Due date'], warned: /name and a colon became one paragraph/ }),
      },
      'numbers of sections': { sent: '1.1. Scope\n1.2. Goals', right: storedWith({ warned: /number like "1\.1"/ }) },
      'numbers in signs': { sent: '1️⃣ one\n2️⃣ two', right: storedWith({ warned: /number symbol/ }) },
      'a bold line': {
        sent: '**Risks**\nNone so far.',
        right: storedWith({ warned: /bold line and the text after it/ }),
      },
      'but not a sentence that goes on': { sent: 'Note: it is\nlong', right: silent('<p>Note: it is long</p>') },
      'nor lines that break': {
        sent: 'Owner: Ann  \nState: open',
        right: silent('<p>Owner: Ann<br />State: open</p>'),
      },
    },
  },
  {
    broke: 'the second line of a cell became a row without a word',
    attempts: {
      'without a pipe before it': {
        sent: '| a | b |\n|---|---|\n| A | one\n  two |\n| B | ok |',
        right: storedWith({ has: ['<p>one</p>', '<p>two</p>', '<p>ok</p>'], warned: /continues the row above/ }),
      },
      'but not rows without outer pipes': {
        sent: 'a | b\n---|---\nA | one\nB | two',
        right: storedWith({ has: ['two'], warned: /^\s*\{"users":\[\]/ }),
      },
    },
  },
  {
    broke: 'ADF amid Markdown was stored as text without a word',
    attempts: {
      bare: { sent: `# Page\n\n${adf}\n\nDone`, right: storedWith({ warned: /it is ADF/ }) },
      'of one node': {
        page: '<p>Done</p>',
        sent: `${adf.slice(adf.indexOf('{"type":"paragraph'), -2)}\n\nDone`,
        right: storedWith({ warned: /it is ADF/ }),
      },
      'in a fence': {
        sent: `Here it is:\n\n\`\`\`json\n${adf}\n\`\`\`\n\nDone`,
        right: storedWith({ has: [adf], warned: /ADF .* is shown as code/ }),
      },
    },
  },
  {
    broke: 'what HTML and definitions say beside their words went without a word',
    attempts: {
      'the size of text': {
        sent: 'a <small>b</small> c',
        right: storedWith({ has: ['a b c'], warned: /Text sizes/ }),
      },
      'lines of code in a cell': {
        sent: '| a |\n|---|\n| <pre>one<br>two</pre> |',
        right: storedWith({ has: ['<![CDATA[one\ntwo]]>'] }),
      },
      'a further paragraph of a definition': {
        sent: 'Term\n: What it is\n\n    And more of it.',
        right: storedWith({ has: ['And more of it.'], warned: /Indented lines below a definition became code/ }),
      },
      'a fence in a definition': {
        sent: 'Term\n: What it is\n\n    ```sh\n    ls\n    ```',
        right: storedWith({ warned: /Indented lines below a definition became code/ }),
      },
    },
  },
  {
    broke: 'items that were appended to a list became a second list',
    attempts: {
      'of a section': {
        page: list,
        edits: [{ op: 'append_to_section', heading: 'A', content: '- two' }],
        right: stored(list.replace('</ul>', '<li><p>two</p></li></ul>')),
      },
      'of the page, with its next number': {
        page: list,
        edits: [{ op: 'append', content: '5. five\n6. six' }],
        right: stored(list.replace('</ol>', '<li><p>five</p></li><li><p>six</p></li></ol>')),
      },
      'but not a list that begins anew': {
        page: list,
        edits: [{ op: 'append', content: '1. five' }],
        right: stored(`${list}<ol><li><p>five</p></li></ol>`),
      },
      'nor one of another kind': {
        page: list,
        edits: [{ op: 'append', content: '- five' }],
        right: stored(`${list}<ul><li><p>five</p></li></ul>`),
      },
    },
  },
  {
    broke: 'words of a title stood "0 times on the page", though a read shows them',
    attempts: {
      'of a panel': {
        page: panel,
        edits: [{ op: 'replace_text', find: 'Careful', replace: 'Beware' }],
        right: refused('INVALID_INPUT', /title="Careful" of the block #mp1.*replace_block/),
      },
    },
  },
  {
    broke: 'struck text beside Chinese, Japanese or Korean words stood as text with its tildes',
    attempts: {
      'that ends with a sign': {
        sent: 'これは~~「取消」~~です。',
        right: silent('<p>これは<del>「取消」</del>です。</p>'),
      },
      'that begins with one': { sent: '문장~~"인용"~~', right: silent('<p>문장<del>"인용"</del></p>') },
      'and tildes that stand on the page stay': {
        page: '<p>これは~~「取消」~~です</p><p>x</p>',
        sent: (read) => read.replace('x', 'y'),
        right: stored('<p>これは~~「取消」~~です</p><p>y</p>'),
      },
    },
  },
  {
    broke: 'a page that came back reformatted lost its breaks and bold words',
    attempts: {
      'blanks behind the sign of a break': {
        page: '<p>one<br />two</p>',
        sent: 'one\\ \ntwo',
        right: untouched,
      },
      'low lines around bold beside Korean': {
        page: '<p>이 <strong>추가</strong>되었습니다</p>',
        sent: '이 __추가__되었습니다',
        right: untouched,
      },
      'low lines that stand on the page': {
        page: '<p>한__글__자</p><p>x</p>',
        sent: (read) => read.replace('x', 'y'),
        right: stored('<p>한__글__자</p><p>y</p>'),
      },
      'single low lines in a name': { sent: '変数_名_前 a__b__c', right: silent('<p>変数_名_前 a__b__c</p>') },
    },
  },
];
