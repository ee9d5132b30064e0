import { refused, stored, storedWith } from '../../reported/reported-case.js';
import {
  bullets,
  code,
  date,
  grid,
  macro,
  mention,
  panel,
  parameter,
  status,
  task,
  tasks,
} from '../../reported/storage.js';
import { edited, named, sentBack, type Kind } from '../variation.js';

const p = (text: string) => `<p>${text}</p>`;
const loss = (what: string) => refused('CONTENT_LOSS', new RegExp(`would drop.*${what}`));
const merged = grid('<td rowspan="2">A</td><td>x</td>', '<td>y</td>');
const diagram = (name: string, text: string) =>
  macro(name, 'u1', `<ac:plain-text-body><![CDATA[${text}]]></ac:plain-text-body>`);
const empty = (colour: string) => status('', colour);

/** Mentions, statuses, dates, panels and their settings. */
export const thingsAndSettings: readonly Kind[] = [
  {
    row: 'D1-D3',
    broke: 'a mention, a date or a status became plain words',
    variations: {
      'alone in a panel': sentBack(panel('info', 'p1', p(mention())), ':::info{#mp1}\n@user\n:::', loss('mention')),
      'the second of two': sentBack(
        grid(`<td>${mention('a')} and ${mention('b')}</td>`),
        '|  |\n| --- |\n| [@user](user:a) and @user |',
        loss('mention of b'),
      ),
      'a status that became bold': sentBack(
        bullets(`a ${status('DONE', 'Green')}`),
        '- a **DONE**',
        loss('status DONE'),
      ),
      'a status alone in an expand': sentBack(
        panel('expand', 'p1', p(status('DONE', 'Green'))),
        ':::expand{#mp1}\nDONE\n:::',
        loss('status DONE'),
      ),
      'a mention that became a link': sentBack(
        p(`Ask ${mention()} soon`),
        'Ask [user](https://e.example) soon',
        loss('mention'),
      ),
      'by an edit': edited(
        p(`Ask ${mention()} soon`),
        [{ op: 'replace_block', block: 'Ask', content: 'Ask @user later' }],
        loss('mention'),
      ),
    },
  },
  {
    row: 'D6-D7',
    broke: 'a status without a title was printed in a form that is not read back',
    variations: {
      'in an item': sentBack(
        bullets(`Build ${empty('Red')}`),
        '- Build it :status[]{color=red}',
        stored(bullets(`Build it ${empty('Red')}`)),
      ),
      'with another colour': sentBack(
        bullets(`Build ${empty('Red')}`),
        '- Build :status[]{color=blue}',
        stored(bullets(`Build ${empty('Blue')}`)),
      ),
      'in a task': sentBack(
        tasks(task(1, `many ${empty('Green')} words`)),
        (read) => read.replace('many', 'several'),
        stored(tasks(task(1, `several ${empty('Green')} words`))),
      ),
      'without any setting': sentBack(
        p(`a ${macro('status', 's1')} b`),
        (read) => read.replace('b', 'c'),
        stored(p(`a ${macro('status', 's1')} c`)),
      ),
    },
  },
  {
    row: 'D23-D24',
    broke: 'a panel of another type, or cells that were split, were refused without saying why',
    variations: {
      'a panel in an item': sentBack(
        bullets(`k${panel('info', 'p1', p('Body here.'))}`),
        (read) => read.replace(':::info', ':::warning'),
        stored(bullets(`k${panel('warning', 'p1', p('Body here.'))}`)),
      ),
      'as GitHub has it': sentBack(
        panel('info', 'p1', p('Body words here.')),
        '> [!WARNING]\n> Body words here.',
        stored(panel('warning', 'p1', p('Body words here.'))),
      ),
      'a type that holds other things': sentBack(
        panel('info', 'p1', p('Body here.')),
        (read) => read.replace(':::info', ':::expand'),
        refused('UNCONVERTIBLE', /"info" cannot become "expand"/),
      ),
      'cells that were merged': sentBack(
        grid('<th>A</th><th>B</th>', '<td>1</td><td>2</td>'),
        '<table>\n<tr><th>A</th><th>B</th></tr>\n<tr><td colspan="2">1</td></tr>\n</table>',
        refused('UNCONVERTIBLE', /cannot be merged or split.*storage/),
      ),
      'a table of pipes for a merged one': sentBack(
        merged,
        '| A | x |\n| --- | --- |\n| A | y |',
        refused('UNCONVERTIBLE', /cannot be merged or split.*storage/),
      ),
    },
  },
  {
    row: 'D25',
    broke: 'a change of what Markdown shows was ignored and called none',
    variations: {
      'a setting that cannot be set': sentBack(
        panel('panel', 'e1', p('B'), parameter('bgColor', '#fff')),
        ':::panel{#me1 bgColor="#fff" borderStyle="solid"}\nB\n:::',
        refused('UNCONVERTIBLE', /borderStyle.*solid/),
      ),
      'the title of an expand': sentBack(
        panel('expand', 'e1', p('B'), parameter('title', 'T')),
        (read) => read.replace('"T"', '"U &amp; V"'),
        stored(panel('expand', 'e1', p('B'), parameter('title', 'U &amp; V'))),
      ),
      'the width of a picture': sentBack(
        '<ac:image ac:width="300"><ri:attachment ri:filename="a.png" /></ac:image>',
        '![](attachment:a.png){width=500}',
        named(/"attachment:a\.png" keeps its width/),
      ),
      'the language of code': sentBack(
        code('x', 'c1', 'py'),
        (read) => read.replace('py', 'js'),
        stored(code('x', 'c1', 'js')),
      ),
    },
  },
  {
    row: 'D26-D28',
    broke: 'settings of a status or a date that are none were dropped',
    variations: {
      'a colour without its name': sentBack(
        p(`a ${status('UP', 'Green')} b`),
        'a :status[UP]{red} b',
        refused('UNCONVERTIBLE', /no attribute "red".*:status\[TITLE\]\{color=NAME\}/),
      ),
      'American grey': sentBack(
        p(`a ${status('UP', 'Green')} b`),
        'a :status[UP]{color=gray} b',
        stored(p(`a ${status('UP', 'Grey')} b`)),
      ),
      'single quotes': sentBack(
        p(`a ${status('UP', 'Green')} b`),
        "a :status[UP]{colour='red'} b",
        stored(p(`a ${status('UP', 'Red')} b`)),
      ),
      'a colour by its number': {
        sent: ':status[A]{color="#ff0000"}',
        right: refused('UNCONVERTIBLE', /#ff0000.*grey, red/),
        isDialect: true,
      },
      'slashes in a date': sentBack(
        p(`Due ${date('2026-02-03')} ok`),
        'Due :date[2026/02/03] ok',
        refused('UNCONVERTIBLE', /2026\/02\/03.*year first/),
      ),
      'a date that is empty': {
        sent: 'x :date[] y',
        right: refused('UNCONVERTIBLE', /:date\[\].*year first/),
        isDialect: true,
      },
      'no leap year': { sent: 'x :date[2026-02-29] y', right: refused('UNCONVERTIBLE', /2026-02-29/), isDialect: true },
    },
  },
  {
    row: 'D36',
    broke: 'the only diagram of a page, sent without its id, was refused',
    variations: {
      'in an item': sentBack(
        bullets(`x${diagram('mermaid', 'graph TD')}`),
        '- x\n\n  ```mermaid\n  graph LR\n  ```',
        stored(bullets(`x${diagram('mermaid', 'graph LR')}`)),
      ),
      'with tildes, and an edit beside it': sentBack(
        diagram('plantuml', 'A->B') + p('x'),
        '~~~plantuml\nA->C\n~~~\n\ny',
        stored(diagram('plantuml', 'A->C') + p('y')),
      ),
      moved: sentBack(
        diagram('plantuml', 'A->B') + p('x'),
        'x\n\n```plantuml\nA->C\n```',
        storedWith({ has: ['<p>x</p>', 'ac:macro-id="u1"', 'A->C'], lacks: ['A->B'] }),
      ),
    },
  },
];
