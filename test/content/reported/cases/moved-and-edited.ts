import { stored, storedWith, untouched, type ReportedCase } from '../reported-case.js';
import { blue, bullets, mention, pageLink, panel, red, task, tasks } from '../storage.js';

const card = pageLink('Plan B', 'Plan B', ' ac:card-appearance="inline"');
const rich = `<p>A ${red('warm')} line that points to ${card} at its end</p>`;
const richText = 'A warm line that points to [Plan B](page:Plan%20B) at its end';

/** Blocks that are moved, nested, split or merged, with or without an edit: their hidden formats and ids go with them. */
export const movedAndEdited: readonly ReportedCase[] = [
  {
    broke: 'an item that was nested lost its colour and the look of its link',
    attempts: {
      nested: {
        page: bullets('<p>Top</p>', rich),
        sent: `- Top\n  - ${richText}`,
        right: stored(bullets(`<p>Top</p>${bullets(rich)}`)),
      },
      'taken out': {
        page: bullets(`<p>Top</p>${bullets(rich)}`),
        sent: `- Top\n- ${richText}`,
        right: stored(bullets('<p>Top</p>', rich)),
      },
      'nested two deep': {
        page: bullets(`<p>Top</p>${bullets('<p>Mid</p>', rich)}`),
        sent: `- Top\n  - Mid\n    - ${richText}`,
        right: stored(bullets(`<p>Top</p>${bullets(`<p>Mid</p>${bullets(rich)}`)}`)),
      },
      'moved to another list': {
        page: `${bullets('<p>Top</p>', rich)}<p>Between</p>${bullets('<p>Low</p>')}`,
        sent: `- Top\n\nBetween\n\n- Low\n- ${richText}`,
        right: stored(`${bullets('<p>Top</p>')}<p>Between</p>${bullets('<p>Low</p>', rich)}`),
      },
    },
  },
  {
    broke: 'a task that was nested was refused as a loss of the other one',
    attempts: {
      'the second in the first': {
        page: tasks(task(11, 'Order'), task(12, 'Collect every offer and compare')),
        sent: '- [ ] Order\n  - [ ] Collect every offer and compare',
        right: storedWith({
          has: ['<ac:task-id>11<', 'Order', '<ac:task-id>12<', 'Collect every offer and compare'],
          lacks: [/Order.*Order/, /offer.*offer/],
        }),
      },
      'the third in the second': {
        page: tasks(task(1, 'One'), task(2, 'Two'), task(3, 'A third task of several words')),
        sent: '- [ ] One\n- [ ] Two\n  - [ ] A third task of several words',
        right: storedWith({ has: ['<ac:task-id>1<', '<ac:task-id>2<', 'Two', '<ac:task-id>3<'] }),
      },
      'two in the first': {
        page: tasks(task(1, 'Ship'), task(2, 'Tag the release candidate'), task(3, 'Tell the people on call')),
        sent: '- [ ] Ship\n  - [ ] Tag the release candidate\n  - [ ] Tell the people on call',
        right: storedWith({ has: ['<ac:task-id>1<', 'Ship', '<ac:task-id>2<', '<ac:task-id>3<'] }),
      },
      'taken out again': {
        page: tasks(task(1, `Ship${tasks(task(2, 'Tag the release candidate'))}`)),
        sent: '- [ ] Ship\n- [ ] Tag the release candidate',
        right: storedWith({ has: ['<ac:task-id>1<', 'Ship', '<ac:task-id>2<', 'Tag'] }),
      },
    },
  },
  {
    broke: 'the second half of a paragraph that was split lost its formats, or the first did',
    attempts: {
      'between two sentences': {
        page: `<p>One ${red('hot')} ${card} is here. Two ${blue('cold things')} come after that now.</p>`,
        sent: 'One hot [Plan B](page:Plan%20B) is here.\n\nTwo cold things come after that now.',
        right: stored(
          `<p>One ${red('hot')} ${card} is here.</p><p>Two ${blue('cold things')} come after that now.</p>`,
        ),
      },
      'the short half first': {
        page: `<p>See ${card}. The ${red('long half')} of this paragraph goes on for some more words.</p>`,
        sent: 'See [Plan B](page:Plan%20B).\n\nThe long half of this paragraph goes on for some more words.',
        right: stored(
          `<p>See ${card}.</p><p>The ${red('long half')} of this paragraph goes on for some more words.</p>`,
        ),
      },
      'an item into two': {
        page: bullets(`<p>First ${red('red')} half. Second ${blue('blue')} half of it.</p>`),
        sent: '- First red half.\n- Second blue half of it.',
        right: stored(bullets(`<p>First ${red('red')} half.</p>`, `<p>Second ${blue('blue')} half of it.</p>`)),
      },
      'and merged again': {
        page: `<p>One ${red('hot')} line.</p><p>Two ${blue('cold')} lines.</p>`,
        sent: 'One hot line. Two cold lines.',
        right: stored(`<p>One ${red('hot')} line. Two ${blue('cold')} lines.</p>`),
      },
      'three merged into one': {
        page: `<p>One ${red('hot')} line.</p><p>Two ${blue('cold')} lines.</p><p>Three ${card} more.</p>`,
        sent: 'One hot line. Two cold lines. Three [Plan B](page:Plan%20B) more.',
        right: stored(`<p>One ${red('hot')} line. Two ${blue('cold')} lines. Three ${card} more.</p>`),
      },
      'items merged, with a word more': {
        page: bullets(`<p>One ${red('hot')} line</p>`, `<p>Two ${blue('cold')} lines</p>`, '<p>End</p>'),
        sent: '- One hot line and two cold lines\n- End',
        right: storedWith({ has: [`One ${red('hot')} line`, `${blue('cold')} lines`, 'End'], lacks: ['Two'] }),
      },
      'the second merged before the first': {
        page: `<p>One ${red('hot')} line of many words stands here.</p><p>Two ${blue('cold')} lines.</p>`,
        sent: 'Two cold lines. One hot line of many words stands here.',
        right: storedWith({ has: ['Two', 'lines', red('hot'), 'stands here'], lacks: [/hot.*hot/, /lines.*lines/] }),
      },
    },
  },
  {
    broke: 'a paragraph that was moved and edited at once lost its colour',
    attempts: {
      'a word more': {
        page: `<p>A ${red('loud')} alarm woke everybody.</p><p>Then silence.</p>`,
        sent: 'Then silence.\n\nA loud alarm soon woke everybody.',
        right: stored(`<p>Then silence.</p><p>A ${red('loud')} alarm soon woke everybody.</p>`),
      },
      'a word less': {
        page: `<p>A ${red('loud')} alarm woke nearly everybody.</p><p>Then silence.</p>`,
        sent: 'Then silence.\n\nA loud alarm woke everybody.',
        right: stored(`<p>Then silence.</p><p>A ${red('loud')} alarm woke everybody.</p>`),
      },
      'another word': {
        page: `<p>A ${red('loud')} alarm woke everybody.</p><p>Then silence.</p><p>End.</p>`,
        sent: 'Then silence.\n\nEnd.\n\nA loud alarm scared everybody.',
        right: stored(`<p>Then silence.</p><p>End.</p><p>A ${red('loud')} alarm scared everybody.</p>`),
      },
      'an item': {
        page: bullets(`<p>A ${red('loud')} alarm woke everybody.</p>`, '<p>Then silence.</p>'),
        sent: '- Then silence.\n- A loud alarm soon woke everybody.',
        right: stored(bullets('<p>Then silence.</p>', `<p>A ${red('loud')} alarm soon woke everybody.</p>`)),
      },
    },
  },
  {
    broke: 'a nested list that lost its first item became words of the item around it',
    attempts: {
      'numbered, the rest keeps its number': {
        page: bullets('Fruit<ol><li>plum</li><li>pear</li></ol>'),
        sent: '- Fruit\n  2. pear',
        right: storedWith({ has: ['<li>Fruit<ol', '<li>pear</li></ol></li>'], lacks: ['plum', 'Fruit 2'] }),
      },
      'numbered, the first two gone': {
        page: bullets('Fruit<ol><li>plum</li><li>pear</li><li>fig</li></ol>'),
        sent: '- Fruit\n  3. fig',
        right: storedWith({ has: ['<li>Fruit<ol', '<li>fig</li></ol></li>'], lacks: ['plum', 'Fruit 3'] }),
      },
      'in a numbered list': {
        page: '<ol><li>Fruit<ol><li>plum</li><li>pear</li></ol></li></ol>',
        sent: '1. Fruit\n   2. pear',
        right: storedWith({ has: ['<li>Fruit<ol', '<li>pear</li></ol></li>'], lacks: ['plum', 'Fruit 2'] }),
      },
      'with paragraphs': {
        page: bullets('<p>Fruit</p><ol><li><p>plum</p></li><li><p>pear</p></li></ol>'),
        sent: '- Fruit\n  2. pear',
        right: storedWith({ has: ['<p>Fruit</p><ol', '<p>pear</p></li></ol></li>'], lacks: ['plum', 'Fruit 2'] }),
      },
    },
  },
  {
    broke: 'a task that was moved and ticked at once got a new id',
    attempts: {
      'to the front': {
        page: tasks(task(31, 'Paint'), task(32, 'Dry')),
        sent: '- [x] Dry\n- [ ] Paint',
        right: stored(tasks(task(32, 'Dry', true), task(31, 'Paint'))),
      },
      'to the end': {
        page: tasks(task(31, 'Paint'), task(32, 'Dry'), task(33, 'Sell')),
        sent: '- [ ] Dry\n- [ ] Sell\n- [x] Paint',
        right: stored(tasks(task(32, 'Dry'), task(33, 'Sell'), task(31, 'Paint', true))),
      },
      'and unticked': {
        page: tasks(task(31, 'Paint', true), task(32, 'Dry')),
        sent: '- [ ] Dry\n- [ ] Paint',
        right: stored(tasks(task(32, 'Dry'), task(31, 'Paint'))),
      },
      'to another list': {
        page: `${tasks(task(31, 'Paint'), task(32, 'Dry'))}<h2>Done</h2>${tasks(task(33, 'Sell', true))}`,
        sent: '- [ ] Paint\n\n## Done\n\n- [x] Sell\n- [x] Dry',
        right: stored(
          `${tasks(task(31, 'Paint'))}<h2>Done</h2>${tasks(task(33, 'Sell', true), task(32, 'Dry', true))}`,
        ),
      },
    },
  },
  {
    broke: 'two lists that follow each other became one when their bullets were written anew',
    attempts: {
      stars: {
        page: bullets('a', 'b') + bullets('c', 'd'),
        sent: (read) => read.replace(/^[-+*] /gm, '* '),
        right: untouched,
      },
      pluses: {
        page: bullets('<p>a</p>') + bullets('<p>c</p>'),
        sent: (read) => read.replace(/^[-+*] /gm, '+ '),
        right: untouched,
      },
      'all as hyphens': {
        page: `<p>x</p>${bullets('a', 'b')}${bullets('c', 'd')}<p>y</p>`,
        sent: (read) => read.replace(/^[-+*] /gm, '- '),
        right: untouched,
      },
      numbered: {
        page: '<ol><li>a</li><li>b</li></ol><ol><li>c</li></ol>',
        sent: '1. a\n2. b\n\n1. c',
        right: untouched,
      },
      'in a panel, with an item more': {
        page: panel('info', 'p4ne1', bullets('a', 'b') + bullets('c')),
        sent: ':::info{#mp4ne1}\n* a\n* b\n\n* c\n* d\n:::',
        right: stored(panel('info', 'p4ne1', bullets('a', 'b') + bullets('c', '<p>d</p>'))),
      },
      'but for an item that was moved on purpose': {
        page: bullets('a', 'b') + bullets('c', 'd'),
        sent: '- a\n- b\n- c\n\n* d',
        right: stored(bullets('a', 'b', 'c') + bullets('d')),
      },
      'three of them, with one edit': {
        page: bullets('a') + bullets('b') + bullets('c'),
        sent: (read) => read.replace(/^[-+*] /gm, '* ').replace('b', 'bee'),
        right: stored(bullets('a') + bullets('bee') + bullets('c')),
      },
    },
  },
  {
    broke: 'a mention moved with its sentence became another one',
    attempts: {
      moved: {
        page: `<p>${mention('u-1')} cooks tonight.</p><p>${mention('u-2')} cleans.</p>`,
        sent: (read) => read.split('\n\n').reverse().join('\n\n'),
        right: stored(`<p>${mention('u-2')} cleans.</p><p>${mention('u-1')} cooks tonight.</p>`),
      },
      'moved in a list': {
        page: bullets(`${mention('u-1')} cooks`, `${mention('u-2')} cleans`),
        sent: (read) => read.split('\n').reverse().join('\n'),
        right: stored(bullets(`${mention('u-2')} cleans`, `${mention('u-1')} cooks`)),
      },
      'moved and reworded': {
        page: `<p>${mention('u-1')} cooks tonight.</p><p>${mention('u-2')} cleans.</p>`,
        sent: (read) => read.split('\n\n').reverse().join('\n\n').replace('tonight', 'today'),
        right: stored(`<p>${mention('u-2')} cleans.</p><p>${mention('u-1')} cooks today.</p>`),
      },
    },
  },
];
