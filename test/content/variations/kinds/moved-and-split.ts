import { refused, stored } from '../../reported/reported-case.js';
import { blue, bullets, layout, pageLink, red, section, task, tasks } from '../../reported/storage.js';
import { edited, named, parts, sentBack, type Kind } from '../variation.js';

const p = (text: string) => `<p>${text}</p>`;
const loss = (what: string) => refused('CONTENT_LOSS', new RegExp(`would drop.*${what}`));
const card = pageLink('Pg', 'Pg', ' ac:card-appearance="inline"');
const rich = p(`Long ${red('red')} item ${card} with words`);
const richText = 'Long red item [Pg](page:Pg) with words';
const columns = (type: string, ...cells: readonly string[]) =>
  `::::layout-section{type=${type}}\n${cells.map((cell) => `:::layout-cell\n${cell}\n:::`).join('\n')}\n::::`;
const two = section('two_equal', p('L words here'), p('R words here'));

/** Blocks that move, are split or nested, and layouts. */
export const movedAndSplit: readonly Kind[] = [
  {
    row: 'D8-D11',
    broke: 'what moved or was split lost its colour, its card or its id',
    variations: {
      'nested, numbered': sentBack(
        `<ol><li>${p('Short')}</li><li>${rich}</li></ol>`,
        `1. Short\n   1. ${richText}`,
        stored(`<ol><li>${p('Short')}<ol><li>${rich}</li></ol></li></ol>`),
      ),
      'nested with an edit': sentBack(
        bullets(p('Short'), rich),
        `- Short\n  - ${richText.replace('with', 'with more')}`,
        stored(bullets(`${p('Short')}${bullets(rich.replace('with', 'with more'))}`)),
      ),
      'three tasks in each other, one ticked': sentBack(
        tasks(task(1, 'Alpha'), task(2, 'Gather all'), task(3, 'Send them')),
        '- [ ] Alpha\n  - [ ] Gather all\n    - [x] Send them',
        stored(tasks(task(1, `Alpha${tasks(task(2, `Gather all${tasks(task(3, 'Send them', true))}`))}`))),
      ),
      'a task renamed around another': sentBack(
        tasks(task(1, 'Alpha'), task(2, 'Gather all graphs')),
        '- [ ] Alpha one\n  - [ ] Gather all graphs',
        stored(tasks(task(1, `Alpha one${tasks(task(2, 'Gather all graphs'))}`))),
      ),
      'split at a break': sentBack(
        p(`First ${red('red')} here.<br />Second ${blue('blue words')} follow.`),
        'First red here.\n\nSecond blue words follow.',
        stored(p(`First ${red('red')} here.`) + p(`Second ${blue('blue words')} follow.`)),
      ),
      'split in three': sentBack(
        p(`One ${red('a')} x. Two ${blue('b')} y. Three ${red('c')} z.`),
        'One a x.\n\nTwo b y.\n\nThree c z.',
        stored(p(`One ${red('a')} x.`) + p(`Two ${blue('b')} y.`) + p(`Three ${red('c')} z.`)),
      ),
      'a heading moved and edited': sentBack(
        `<h2>Some ${red('red')} heading with words.</h2>${p('Other')}`,
        'Other\n\n## Some red heading with more words.',
        stored(`${p('Other')}<h2>Some ${red('red')} heading with more words.</h2>`),
      ),
    },
  },
  {
    row: 'D12-D14',
    broke: 'sections and cells of layouts stood where none may be, or vanished',
    variations: {
      'a section by an edit': edited(
        layout(section('single', p('x'))),
        [{ op: 'insert_after', block: 'x', content: columns('two_equal', '1', '2') }],
        stored(layout(section('single', p('x')), section('two_equal', p('1'), p('2')))),
      ),
      'a section at the end of a heading': edited(
        layout(section('single', `<h2>A</h2>${p('x')}`)),
        [{ op: 'append_to_section', heading: 'A', content: columns('three_equal', '1', '2', '3') }],
        stored(layout(section('single', `<h2>A</h2>${p('x')}`), section('three_equal', p('1'), p('2'), p('3')))),
      ),
      'a fourth cell': sentBack(
        layout(section('three_equal', p('a'), p('b'), p('c'))),
        columns('three_equal', 'a', 'b', 'c', 'd'),
        named(/"four_equal", not "three_equal"/, ['ac:type="four_equal"', 'd']),
      ),
      'a cell gone': sentBack(layout(two), columns('two_equal', 'L words here'), loss('layout')),
      'six cells': sentBack(
        layout(two),
        columns('five_equal', '1', '2', '3', '4', '5', '6'),
        refused('UNCONVERTIBLE', /6 columns.*one to five/),
      ),
      'columns unwrapped beside another section': sentBack(
        layout(two, section('single', p('tail'))),
        'L words here\n\nR words here\n\ntail',
        loss('layout'),
      ),
    },
  },
  {
    row: 'D34-D35',
    broke: 'a list without its first item became words, and a task that moved got a new id',
    variations: {
      'bullets of another sign': sentBack(
        bullets(`Parent${bullets('one', 'two')}`),
        '- Parent\n  * two',
        stored(bullets(`Parent${bullets('two')}`)),
      ),
      'three deep': sentBack(
        '<ol><li>P<ul><li>Q<ol><li>one</li><li>two</li><li>three</li></ol></li></ul></li></ol>',
        '1. P\n   - Q\n     2. two\n     3. three',
        parts(['<li>Q<ol', '<li>two</li><li>three</li></ol>'], ['one']),
      ),
      'moved, ticked and edited': sentBack(
        tasks(task(1, 'Alpha'), task(2, 'Beta')),
        '- [x] Beta done\n- [ ] Alpha',
        stored(tasks(task(2, 'Beta done', true), task(1, 'Alpha'))),
      ),
      'taken out and ticked': sentBack(
        tasks(task(1, `Alpha${tasks(task(3, 'Sub'))}`), task(2, 'Beta')),
        '- [x] Sub\n- [ ] Alpha\n- [ ] Beta',
        stored(tasks(task(3, 'Sub', true), task(1, 'Alpha'), task(2, 'Beta'))),
      ),
      'the first of two that read the same': sentBack(
        tasks(task(1, 'Call'), task(2, 'Call')),
        '- [x] Call\n- [ ] Call',
        stored(tasks(task(1, 'Call', true), task(2, 'Call'))),
      ),
    },
  },
];
