import { refused, stored } from '../../reported/reported-case.js';
import { bullets, date, grid, macro, mention, parameter, status, task, tasks } from '../../reported/storage.js';
import { edited, found, parts, sentBack, type Kind } from '../variation.js';

const p = (text: string) => `<p>${text}</p>`;
const jira = (key: string) => macro('jira', 'j1', parameter('key', key));
const fixed = refused('UNCONVERTIBLE', /the words of the placeholder \[.*cannot be edited.*storage/);

/** Words that are replaced by an edit, tasks that are ticked, placeholders that are edited. */
export const replacedWords: readonly Kind[] = [
  {
    row: 'A12',
    broke: 'Markdown in replaced words was published with its signs',
    variations: {
      'struck, and a page': edited(
        bullets('Use the old way now'),
        found('the old way', 'the ~~old~~ [new](page:ENG:Home page) way'),
        parts([
          '<li>Use the <del>old</del> <ac:link><ri:page ri:space-key="ENG" ri:content-title="Home page" />',
          ' way now</li>',
        ]),
      ),
      'a status': edited(
        p('It is unknown today'),
        found('unknown', ':status[DONE]{color=green}'),
        parts(['It is <ac:structured-macro ac:name="status"', '>DONE<', '>Green<', ' today']),
      ),
      'in a cell, with a pipe in code': edited(
        grid('<td>one two</td>'),
        found('two', '**two** `a|b`'),
        stored(grid('<td>one <strong>two</strong> <code>a|b</code></td>')),
      ),
      'in a heading': edited(
        '<h2>Set up it</h2>',
        found('Set up', 'Set *up* <sub>2</sub>'),
        stored('<h2>Set <em>up</em> <sub>2</sub> it</h2>'),
      ),
      'a break': edited(p('one two'), found('one two', 'one<br>two'), stored(p('one<br />two'))),
    },
  },
  {
    row: 'A13',
    broke: 'words copied from a read were not found for their signs',
    variations: {
      'other signs of italic': edited(
        p('It is <em>really</em> so'),
        found('is _really_ so', 'is _hardly_ so'),
        stored(p('It is <em>hardly</em> so')),
      ),
      'with a status': edited(
        p(`Now ${status('OK', 'Green')} it`),
        found(':status[OK]{color=green} it', ':status[BAD]{color=red} it'),
        stored(p(`Now ${status('BAD', 'Red')} it`)),
      ),
      'with the sign of an item': edited(
        bullets('Restart <strong>all</strong>'),
        found('- Restart **all**', '- Restart **some**'),
        stored(bullets('Restart <strong>some</strong>')),
      ),
      'with the sign of a heading': edited(
        '<h2>Set <code>up</code></h2>',
        found('## Set `up`', '## Set `down`'),
        stored('<h2>Set <code>down</code></h2>'),
      ),
      'with the box of a task': edited(
        tasks(task(1, 'Call <strong>Bo</strong>')),
        found('- [ ] Call **Bo**', '- [ ] Call **Cy**'),
        stored(tasks(task(1, 'Call <strong>Cy</strong>'))),
      ),
      'a row of a table': edited(
        grid('<td>one</td><td>two</td>'),
        found('| one | two |', '| one | three |'),
        stored(grid('<td>one</td><td>three</td>')),
      ),
      'a row that no table has': edited(
        grid('<td>one</td><td>two</td>'),
        found('| one | four |', '| one | three |'),
        refused('INVALID_INPUT', /Lines with list, heading or table markers must match/),
      ),
    },
  },
  {
    row: 'A14',
    broke: 'words that a read shows stood "0 times"',
    variations: {
      'a part of a status': edited(
        p(`Now ${status('IN PROGRESS', 'Blue')}`),
        found('PROGRESS', 'REVIEW'),
        stored(p(`Now ${status('IN REVIEW', 'Blue')}`)),
      ),
      'a date in a cell': edited(
        grid(`<td>${date('2026-02-03')}</td>`),
        found('2026-02-03', '2026-03-04'),
        stored(grid(`<td>${date('2026-03-04')}</td>`)),
      ),
      'a mention in an item': edited(
        bullets(`Ask ${mention()}`),
        found('@user', 'Bo'),
        refused('INVALID_INPUT', /mention of a person.*\[@Name\]\(user:id\)/),
      ),
      'a status and words beside it': edited(
        p(`Now ${status('UP', 'Blue')} here`),
        found('Now UP here', 'Then UP there'),
        refused('INVALID_INPUT', /partly in a status.*only/),
      ),
      'the text of a picture': edited(
        '<ac:image ac:alt="old alt"><ri:attachment ri:filename="a.png" /></ac:image>',
        found('old alt', 'new alt'),
        refused('INVALID_INPUT', /description of an image.*!\[old alt\]/),
      ),
      'the label of a placeholder': edited(
        p(`See ${jira('PAY-4')}`),
        found('PAY-4', 'PAY-5'),
        refused('INVALID_INPUT', /placeholder \[jira PAY-4\]\{#mj1\}/),
      ),
    },
  },
  {
    row: 'A15',
    broke: 'a task was ticked for a digit that stands in it',
    variations: {
      'a number of people': edited(
        tasks(task(12, 'Call 3 people'), task(13, 'x')),
        [{ op: 'set_task', task: '3', done: true }],
        refused('INVALID_INPUT', /12: Call 3 people.*13: x/),
      ),
      'a digit that is the id of another': edited(
        tasks(task(2, 'a 1'), task(1, 'a 2')),
        [{ op: 'set_task', task: '1', done: true }],
        stored(tasks(task(2, 'a 1'), task(1, 'a 2', true))),
      ),
      'a month': edited(
        tasks(task(21, `a ${date('2026-12-02')}`), task(22, 'b')),
        [{ op: 'set_task', task: '12', done: true }],
        refused('INVALID_INPUT', /21: a 2026-12-02/),
      ),
      'one within another, by its words': edited(
        tasks(task(12, `Call${tasks(task(13, 'Bo'))}`)),
        [{ op: 'set_task', task: 'Bo', done: true }],
        stored(tasks(task(12, `Call${tasks(task(13, 'Bo', true))}`))),
      ),
    },
  },
  {
    row: 'A29',
    broke: 'blanks, quotes and dashes of another kind than the page has hid the words',
    variations: {
      'a narrow blank': edited(p('Up to 5\u202fkm away'), found('5 km', '6 km'), stored(p('Up to 6\u202fkm away'))),
      dashes: edited(p('2019&ndash;2020 &mdash; done'), found('2019-2020 - done', '2021'), stored(p('2021'))),
      'single quotes': edited(
        p('the team&rsquo;s &lsquo;plan&rsquo;'),
        found("team's 'plan'", "team's 'goal'"),
        stored(p('the team&rsquo;s &lsquo;goal&rsquo;')),
      ),
      'French quotes': edited(
        p('le &laquo;&nbsp;mot&nbsp;&raquo;'),
        found('« mot »', '« nom »'),
        stored(p('le &laquo;&nbsp;nom&nbsp;&raquo;')),
      ),
      'a hyphen that does not break': edited(
        bullets('e\u2011mail us'),
        found('e-mail us', 'e-mail them'),
        stored(bullets('e\u2011mail them')),
      ),
    },
  },
  {
    row: 'A30',
    broke: 'a placeholder whose label was edited was called unchanged',
    variations: {
      'in a cell': sentBack(grid(`<td>See ${jira('PAY-482')}</td>`), (read) => read.replace('482', '999'), fixed),
      'in an item, with an edit beside it': sentBack(
        bullets(`Fix ${jira('PAY-482')} now`),
        (read) => read.replace('482 ', '999 ').replace('482', '999').replace('now', 'then'),
        fixed,
      ),
      'a diagram': sentBack(
        macro('drawio', 'd1', parameter('diagramName', 'hull')),
        (read) => read.replace('hull', 'deck'),
        fixed,
      ),
      'by replaced words': edited(
        p(`See ${jira('PAY-482')} old`),
        found(':macro[jira PAY-482]{#mj1}', ':macro[jira PAY-999]{#mj1}'),
        fixed,
      ),
      'its name': sentBack(p(`See ${jira('PAY-482')}`), (read) => read.replace('jira', 'jirra'), fixed),
    },
  },
];
