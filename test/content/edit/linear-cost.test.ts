import { describe, expect, it } from '@jest/globals';
import { applyEdits, applyMarkdown, toMarkdown, toStorage } from '../../../src/content/index.js';
import { cpuMsOf, powerOf } from '../../support/cpu-time.js';
import { isAppError } from '../../../src/errors.js';
import { macro } from '../support/macros.js';
import { isThorough } from '../../support/thorough.js';

const words = (i: number) => `dock ${i} holds rope, tar and ${i * 7} planks of oak`;
const filled = (size: number, part: (i: number) => string) => {
  let text = '';
  for (let i = 0; text.length < size; i++) text += part(i);
  return text;
};
const panel = (id: string, inner: string) =>
  macro('info', id, `<ac:rich-text-body><p>${words(1)}</p>${inner}</ac:rich-text-body>`);

/** Storage of so many characters, as pages of one shape have them. */
const shapes: Readonly<Record<string, (size: number) => string>> = {
  'a list': (size) => `<ul>${filled(size, (i) => `<li>${words(i)}</li>`)}</ul>`,
  'lists in lists': (size) =>
    `<ul>${filled(size, (i) => `<li>${words(i)}<ul><li>${words(i)}<ul><li>x</li></ul></li></ul></li>`)}</ul>`,
  'one line': (size) => `<p>${filled(size, (i) => `${words(i)} <strong>and</strong> `)}</p>`,
  'links in one line': (size) =>
    `<p>${filled(size, (i) => `<a href="https://x.example/${i}">${words(i)}</a> <ac:link><ri:page ri:content-title="P${i}" /></ac:link> `)}</p>`,
  'a table': (size) =>
    `<table><tbody>${filled(size, (i) => `<tr><td>${words(i)}</td><td>${i}</td></tr>`)}</tbody></table>`,
  'panels in panels': (size) => filled(size, (i) => panel(`a-${i}`, panel(`b-${i}`, `<p>${words(i)}</p>`))),
  'columns of text': (size) =>
    `<ac:layout>${filled(size, (i) => `<ac:layout-section ac:type="two_equal"><ac:layout-cell><p>${words(i)}</p></ac:layout-cell><ac:layout-cell><p>${i}</p></ac:layout-cell></ac:layout-section>`)}</ac:layout>`,
};

/** Processor time of one edit that writes these words, in milliseconds. */
function costOf(edit: (words: string) => { readonly storage: string }): number {
  let storage = '';
  const cost = cpuMsOf(() => ({ storage } = edit('cable')));
  expect(storage.includes('cable')).toBe(true);
  return cost;
}

/** Struck, since neither plain words nor bold ones in place of others come to the patcher. */
function costOfWholePage(current: string, format = '~~'): number {
  const markdown = toMarkdown(current);
  const at = markdown.indexOf('rope', markdown.length / 2);
  return costOf((word) => {
    const now = `${format}${word}${format}`;
    return applyMarkdown({ current, edited: markdown.slice(0, at) + now + markdown.slice(at + 4) });
  });
}

function costOfOneWord(current: string): number {
  const markdown = toMarkdown(current);
  const find = /dock \d+ holds rope/.exec(markdown.slice(markdown.length / 2))?.[0] ?? '';
  return costOf((word) =>
    applyEdits({ current, edits: [{ op: 'replace_text', find, replace: find.replace('rope', word) }] }),
  );
}

function costOfEachWord(current: string): number {
  const expected = current.split('rope').length - 1;
  return costOf((replace) =>
    applyEdits({ current, edits: [{ op: 'replace_text', find: 'rope', replace, expected_count: expected }] }),
  );
}

/** Half-way between what grows in proportion and what grows with the square. */
const border = 1.5;

describe('what the edit of a whole page costs', () => {
  it.each(Object.entries(shapes))('grows with the page and not with its square: %s', (_, shape) => {
    const costOf = (size: number) => costOfWholePage(shape(size));
    expect(powerOf({ costOf, size: 5_000, factor: isThorough ? 16 : 8 })).toBeLessThan(border);
  });
});

describe('what one word in place of another costs', () => {
  // A page of one table, or of one line, took several times as long to edit as to read.
  it.each(Object.entries(shapes).filter(([name]) => /^(?:a|one|columns)/.test(name)))(
    'is less than to read the page, whatever its shape: %s',
    (_, shape) => {
      const [current, more] = [shape(150_000), '<p>bell and anchor</p>'];
      let [read, edit, sent] = [Infinity, Infinity, Infinity];
      for (let tries = 0; tries < 8 && !(Math.max(edit, sent) < read / 2); tries += 1) {
        const page = current + more.repeat(tries + 1);
        read = Math.min(
          read,
          cpuMsOf(() => toMarkdown(page)),
        );
        edit = Math.min(edit, costOfOneWord(page));
        sent = Math.min(sent, costOfWholePage(page, ''));
      }
      expect(sent).toBeLessThan(read);
      expect(edit).toBeLessThan(read);
    },
  );
});

describe('what an edit of the same words in many places costs', () => {
  it.each([
    ['in one line', (size: number) => `<p>${'rope '.repeat(size)}</p>`],
    ['in one line with formats', (size: number) => `<p>${'<em>rope</em>s '.repeat(size)}</p>`],
    ['in as many paragraphs', (size: number) => '<p>rope and tar</p>'.repeat(size)],
  ])('grows with the places and not with their square: %s', (_, shape) => {
    const costOf = (size: number) => costOfEachWord(shape(size));
    expect(powerOf({ costOf, size: 200, factor: isThorough ? 32 : 16 })).toBeLessThan(border);
  });
});

describe('what the edit of one part of a long block costs', () => {
  it.each([
    ['an item', (i: number) => `<li>${words(i)} <em>in all</em></li>`, (inner: string) => `<ul>${inner}</ul>`],
    [
      'a row',
      (i: number) => `<tr><td>${words(i)}</td><td><em>${i}</em></td></tr>`,
      (inner: string) => `<table><tbody>${inner}</tbody></table>`,
    ],
  ])('stays far below what parsing the whole page costs, though all of it is sent: %s', (_, part, around) => {
    const storage = around(filled(isThorough ? 400_000 : 200_000, part));
    const markdown = toMarkdown(storage);
    let [whole, edit] = [Infinity, Infinity];
    // A third of it where only the part is parsed; more than all of it where its block is.
    for (let tries = 0; tries < 10 && !(edit < 0.6 * whole); tries += 1) {
      whole = Math.min(
        whole,
        cpuMsOf(() => toStorage(markdown)),
      );
      edit = Math.min(edit, costOfWholePage(storage));
    }
    expect(edit).toBeLessThan(whole);
  });
});

describe('what an edit of a few words costs in one block that is the whole page', () => {
  it.each([
    ['a quote', (inner: string) => `<blockquote>${inner}</blockquote>`],
    ['a panel', (inner: string) => panel('a', inner)],
    ['an item', (inner: string) => `<ul><li><p>first</p>${inner}</li></ul>`],
  ])('is less than to read the page, for what stays is not looked at: %s', (_, around) => {
    let [read, edit] = [Infinity, Infinity];
    for (let tries = 0; tries < 8 && !(edit < read); tries += 1) {
      const current = around(
        filled(150_000, (i) => `<p>${words(i)} <em>in all</em> ${i === 500 ? 'hemp' : tries}</p>`),
      );
      read = Math.min(
        read,
        cpuMsOf(() => toMarkdown(current)),
      );
      const edits = [{ op: 'replace_text', find: 'hemp', replace: 'cable' } as const];
      edit = Math.min(
        edit,
        costOf(() => applyEdits({ current, edits })),
      );
    }
    expect(edit).toBeLessThan(1.5 * read);
  });
});

/** Runs of backticks that grow, so that none of them ends another. */
const backticks = (size: number) =>
  Array.from({ length: Math.floor(Math.sqrt(2 * size)) }, (_, i) => '`'.repeat(i + 1)).join(' ');
const apply = (current: string, edited: string) => () => applyMarkdown({ current, edited, allowLoss: true });

/** What is written, or the refusal of it. */
function costOfText(write: () => unknown): number {
  return costOf((word) => {
    try {
      write();
    } catch (error) {
      if (!isAppError(error)) throw error;
    }
    return { storage: word };
  });
}

describe('what a text costs that nobody writes by hand', () => {
  it.each<[string, (size: number) => () => unknown]>([
    ['tags that never end', (size) => () => toStorage(filled(size, () => '<pre'))],
    ['tags that never end and may align text', (size) => () => toStorage(filled(size, () => '<div '))],
    ['styles that never end', (size) => () => toStorage(`<div ${filled(size, () => 'style=')}\n\na`)],
    ['an address with blanks that never ends', (size) => () => toStorage(`[x](# ${filled(size, words)}`)],
    ['a template that never ends', (size) => () => toStorage(`a {%${'b'.repeat(size)}`)],
    ['a reference that never ends', (size) => () => toStorage(`a [${'b'.repeat(size)}`)],
    ['a page address of blanks', (size) => () => toStorage(`[x](page:${filled(size, () => '\tl')}\n`)],
    ['backticks behind a link', (size) => () => toStorage(`[x](y) ${backticks(size)}`)],
    ['backticks behind a picture', (size) => () => toStorage(`![x](y) ${backticks(size)}`)],
    ['backticks behind a formula', (size) => () => toStorage(`$x_{1}$ ${backticks(size)}`)],
    ['placeholders that never end', (size) => () => toStorage(`<div>${filled(size, () => '::macro[x')}</div>`)],
    [
      'signs of storage behind many paragraphs',
      (size) => apply('<p>a</p>', `<table>${filled(size, (i) => `<tr><td><p>${i}</p></td></tr>`)}</table>`),
    ],
    [
      'mentions in one line',
      (size) =>
        apply(
          '<p>a</p>',
          filled(size, (i) => `[@N${i}](user:u${i}) `),
        ),
    ],
    [
      'lists side by side that come back with other signs',
      (size) => {
        const lists = filled(size, (i) => `${'-+*'.charAt(i % 3)} ${words(i)}\n`);
        return apply(toStorage(lists).storage, `${lists}\n\nend`);
      },
    ],
    [
      'blocks that a page repeats',
      (size) => {
        const blocks = filled(size, (i) => `<div>\n\na\n\n</div>\n\nb ${i}\n\n`);
        return apply(toStorage(blocks).storage, `${blocks}end`);
      },
    ],
  ])('grows with its length and not with its square: %s', (_, write) => {
    const costOf = (size: number) => costOfText(write(size));
    expect(powerOf({ costOf, size: isThorough ? 10_000 : 5_000, factor: 8 })).toBeLessThan(border);
  });
});
