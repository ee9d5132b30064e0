import { describe, expect, it } from '@jest/globals';
import { applyMarkdown } from '../../../../src/content/index.js';
import { editMarkdown } from '../../support/edit-markdown.js';
import { macro } from '../../support/macros.js';

/** Every order of these. */
function orders<One>(all: readonly One[]): One[][] {
  if (all.length < 2) return [[...all]];
  return all.flatMap((one, i) => orders([...all.slice(0, i), ...all.slice(i + 1)]).map((rest) => [one, ...rest]));
}

/** Every order of all but one of these. */
function ordersOfFewer<One>(all: readonly One[]): One[][] {
  return all.flatMap((left) => orders(all.filter((one) => one !== left)));
}

/** One kind of block, with what Markdown does not show of it. */
interface Kind {
  readonly storage: (text: string) => string;
  readonly markdown: (text: string) => string;
  readonly frame: (content: string) => string;
  readonly page: (blocks: readonly string[]) => string;
}

const texts = ['Coil the rope at noon', 'Paint the hull in spring', 'Check the chart again', 'Sail'];
const numberOf = (text: string) => texts.indexOf(text);
const lines = (blocks: readonly string[]) => blocks.join('\n');

const kinds: Readonly<Record<string, Kind>> = {
  paragraphs: {
    storage: (text) =>
      `<p local-id="p${numberOf(text)}"><span style="color: rgb(${numberOf(text)},0,0);">${text}</span></p>`,
    markdown: (text) => text,
    frame: (content) => content,
    page: (blocks) => blocks.join('\n\n'),
  },
  items: {
    storage: (text) =>
      `<li class="c${numberOf(text)}"><a href="https://a.example" title="t${numberOf(text)}">${text}</a></li>`,
    markdown: (text) => `- [${text}](https://a.example)`,
    frame: (content) => `<ul>${content}</ul>`,
    page: lines,
  },
  tasks: {
    storage: (text) =>
      `<ac:task><ac:task-id>${numberOf(text) + 1}</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>${text}</ac:task-body></ac:task>`,
    markdown: (text) => `- [ ] ${text}`,
    frame: (content) => `<ac:task-list>${content}</ac:task-list>`,
    page: lines,
  },
  rows: {
    storage: (text) =>
      `<tr ac:local-id="r${numberOf(text)}"><td data-highlight-colour="#00000${numberOf(text)}">${text}</td><td>x</td></tr>`,
    markdown: (text) => `| ${text} | x |`,
    frame: (content) => `<table><tbody><tr><th>What</th><th>Done</th></tr>${content}</tbody></table>`,
    page: (blocks) => lines(['| What | Done |', '| --- | --- |', ...blocks]),
  },
};

describe.each(Object.entries(kinds))('%s', (_, { storage, markdown, frame, page }) => {
  const writeIn = (before: readonly string[]) => (blocks: readonly string[]) =>
    applyMarkdown({ current: frame(before.map(storage).join('')), edited: page(blocks.map(markdown)) }).storage;
  const write = writeIn(texts);

  it('keep their bytes in every order of all but one', () => {
    // What stood in the place of one that was moved took over its colours and its ids, and it got others.
    for (const left of ordersOfFewer(texts)) expect(write(left)).toBe(frame(left.map(storage).join('')));
  });

  it('keep their bytes in every order with a new one among them', () => {
    const three = texts.slice(1);
    for (const order of orders(three))
      for (let at = 0; at <= order.length; at++) {
        const written = writeIn(three)([...order.slice(0, at), 'Ask a pilot', ...order.slice(at)]);
        expect(order.filter((text) => !written.includes(storage(text)))).toEqual([]);
      }
  });
});

const commented = (words: string) => `<ac:inline-comment-marker ac:ref="c1">${words}</ac:inline-comment-marker>`;
const idsIn = (storage: string) => Array.from(storage.matchAll(/(?:local-id|macro-id|ac:ref)="[^"]*"/g), ([id]) => id);
const decisions =
  '<ac:adf-extension><ac:adf-node type="decision-list"><ac:adf-attribute key="local-id">d0</ac:adf-attribute>' +
  '<ac:adf-node type="decision-item"><ac:adf-attribute key="local-id">d1</ac:adf-attribute><ac:adf-content>Keep both</ac:adf-content></ac:adf-node></ac:adf-node></ac:adf-extension>';

describe('a copy', () => {
  it.each([
    [
      'a panel with a commented sentence',
      macro(
        'info',
        'm1',
        `<ac:rich-text-body><p local-id="l2">Mind the ${commented('tide')} today</p></ac:rich-text-body>`,
      ),
    ],
    ['a picture', '<ac:image ac:local-id="l1"><ri:attachment ri:filename="a.png" /></ac:image>'],
    ['a mention', '<p>Ask <ac:link><ri:user ri:account-id="u1" ri:local-id="l1" /></ac:link> first</p>'],
    ['a list', `<ul local-id="l1"><li local-id="l2"><p local-id="l3">Coil ${commented('the rope')}</p></li></ul>`],
    [
      'a table',
      `<table ac:local-id="l1"><tbody><tr ac:local-id="l2"><th>${commented('Ship')}</th></tr></tbody></table>`,
    ],
  ])('of %s has no id and no comment of it', (_, block) => {
    // Both had the same ids, and one comment was on two texts.
    const written = editMarkdown(
      `${block}<p>End</p>`,
      (markdown) => `${markdown}\n\n${markdown.replace(/\n\nEnd$/, '')}`,
    );
    expect(written.startsWith(`${block}<p>End</p>`)).toBe(true);
    expect(idsIn(written)).toHaveLength(new Set(idsIn(written)).size);
    expect(written.replace(/<[^>]*>/g, '').split('End')[0]).toBe(written.replace(/<[^>]*>/g, '').split('End')[1]);
  });

  it('of a decision has an id of its own', () => {
    const written = editMarkdown(
      `${decisions}<p>End</p>`,
      (markdown) => `${markdown}\n\n${markdown.replace(/\n\nEnd$/, '')}`,
    );
    const ids = Array.from(written.matchAll(/key="local-id">([^<]*)/g), ([, id]) => id);
    expect([ids.length, new Set(ids).size, written.startsWith(decisions)]).toEqual([4, 4, true]);
  });

  it('of an item, written beside its list and a changed copy of it, takes nothing that is in it', () => {
    // The first copy had the item whole, the second one what is nested in it.
    const item = `<li>Coil the rope<ul><li local-id="n1">Mind the ${commented('splice')} at its end</li></ul></li>`;
    const written = editMarkdown(
      `<ul>${item}<li>Paint the hull in spring</li></ul>`,
      (markdown) =>
        `${markdown.split('\n').slice(2).join('\n')}\n${markdown.split('\n').slice(0, 2).join('\n')}\n\nBetween\n\n${markdown.replace('hull', 'mast')}`,
    );
    expect(idsIn(written)).toHaveLength(new Set(idsIn(written)).size);
    expect(written.match(/ac:ref=/g)).toHaveLength(1);
  });
});

describe('a comment', () => {
  it('stays on the sentence that has all of its words, where it was repeated with another one', () => {
    // It was on all words between the two: "high surf today, and mind the high tide".
    const tide = commented('high tide');
    const written = editMarkdown(
      `<p>Mind the ${tide} today</p>`,
      () => 'Mind the high surf today, and mind the high tide today',
    );
    expect(written).toBe(`<p>Mind the high surf today, and mind the ${tide} today</p>`);
  });

  it('is on a copy that is as it was, not on what was changed beside it as well', () => {
    const page = decisions.replace('both', commented('the long rope'));
    const written = editMarkdown(`${page}<p>End</p>`, (markdown) => {
      const copy = markdown.replace(/\n\nEnd$/, '');
      return `${copy.replace('the long rope', 'the long line')}\n\nBetween\n\n${copy}`;
    });
    expect(written.match(/<ac:inline-comment-marker .*?<\/ac:inline-comment-marker>/g)).toEqual([
      commented('the long rope'),
    ]);
    expect(written.replace(/<[^>]*>/g, ' ')).toContain('the long line');
  });
});

describe('a new row that is like a commented one', () => {
  it('takes no part of the comment where that row moved', () => {
    // Both were commented: the row that moved stands as it was, and was taken for the origin of the new one as well.
    const row = (text: string) => `<tr><td>${text}</td><td>yes</td></tr>`;
    const moved = row(commented('same words stand here again'));
    const page = (rows: string) => `<table><tbody><tr><th>A</th><th>B</th></tr>${rows}</tbody></table>`;
    const lines = ['same words stand here', 'x', 'some other words', 'same words stand here again'];
    const written = editMarkdown(page(row('x') + moved + row('some other words')), () =>
      ['| A | B |', '| --- | --- |', ...lines.map((line) => `| ${line} | yes |`)].join('\n'),
    );
    expect(written.endsWith(`${row('x')}${row('some other words')}${moved}</tbody></table>`)).toBe(true);
    expect(written.match(/ac:ref/g)).toHaveLength(1);
  });
});

describe('a word that stays', () => {
  const red = '<span style="color: red;">red</span>';

  it.each([
    [
      'where words were deleted behind it and one was put before it',
      `<p>one two ${red} four five six</p>`,
      'one two new red six',
      `<p>one two new ${red} six</p>`,
    ],
    [
      'where a mention that stood behind it stands before it',
      `<p>one two ${red} <ac:link><ri:user ri:account-id="u" /></ac:link></p>`,
      'one two [@user](user:u) red',
      `<p>one two <ac:link><ri:user ri:account-id="u" /></ac:link> ${red}</p>`,
    ],
  ])('keeps its colour %s', (_, page, edited, expected) => {
    // As many blanks were kept in its place, and the colour was on the new word or gone.
    expect(editMarkdown(page, () => edited)).toBe(expected);
  });
});

describe('text that changes places between panels sent with their ids', () => {
  it('takes its ids and comments along', () => {
    // The panels were taken for moved, and each text was written into the paragraph of the other one.
    const one = `<p local-id="p1">Channel nine for us, ${commented('sixteen')} for everybody</p>`;
    const two = '<p local-id="p2">Read part one before your first watch</p>';
    const page = (first: string, second: string) =>
      macro('info', 'm-1', `<ac:rich-text-body>${first}</ac:rich-text-body>`) +
      macro('note', 'm-2', `<ac:rich-text-body>${second}</ac:rich-text-body>`);
    const written = editMarkdown(page(one, two), (markdown) => markdown.replace(/(Channel.*)([^]*)(Read.*)/, '$3$2$1'));
    expect(written).toBe(page(two, one));
  });
});

describe('cells', () => {
  it('that change places take their text along without a paragraph that it had not', () => {
    const page = (one: string, two: string) =>
      `<table><tbody><tr><th>A</th><th>B</th></tr><tr><td class="k1">${one}</td><td>${two}</td></tr></tbody></table>`;
    expect(editMarkdown(page('Oslo harbour', 'Ada'), () => '| A | B |\n| --- | --- |\n| Ada | Oslo harbour |')).toBe(
      page('Ada', 'Oslo harbour'),
    );
  });

  it('that change places take their colours and links along', () => {
    const cells = [
      '<span style="color: red;">Ada</span> of Turku',
      '<a href="https://a.example" title="chart">Oslo</a> harbour',
    ];
    const page = `<table><tbody><tr><th>Ship</th><th>Port</th></tr><tr><td class="k1"><p>${cells[0]}</p></td><td class="k2"><p>${cells[1]}</p></td></tr></tbody></table>`;
    const edited = '| Ship | Port |\n| --- | --- |\n| [Oslo](https://a.example) harbour | Ada of Turku |';
    expect(editMarkdown(page, () => edited)).toBe(
      page
        .replace(cells[0] as string, '1')
        .replace(cells[1] as string, cells[0] as string)
        .replace('<p>1<', `<p>${cells[1]}<`),
    );
  });
});
