import { describe, expect, it } from '@jest/globals';
import { applyMarkdown, toMarkdown } from '../../../src/content/index.js';
import { patchPage } from '../../../src/content/edit/patch/patch-page.js';
import { withinLine } from '../../../src/content/edit/within-line.js';
import { parseMarkdown } from '../../../src/content/markdown/parse/parse-document.js';
import { KnownTexts } from '../../../src/content/markdown/parse/known-texts.js';
import { readPage } from '../../../src/content/storage/read/read-page.js';
import { textsOf } from '../../../src/content/storage/read/to-markdown.js';
import { cpuMsOf } from '../../support/cpu-time.js';

const many = (count: number, part: (i: number) => string) => Array.from({ length: count }, (_, i) => part(i)).join('');
const words = (i: number) => `dock ${i} holds rope &amp; tar, and ${i * 7} planks of oak`;
const target = 'the mast stands on a long <strong>keel of oak</strong> and carries sail in any wind, and more';

/** Pages that are just too long to be edited as a whole, with the target amid them. */
const pages: Readonly<Record<string, (inner: string) => string>> = {
  'one line': (inner) =>
    `<p>${many(200, (i) => `${words(i)} <em>x</em>, `)}${inner} ${many(200, (i) => `${words(i)} <a href="https://x.example/${i}">y</a>; `)}</p>`,
  'one cell': (inner) =>
    `<table><tbody><tr><td>a</td><td>${many(600, (i) => `<p>${words(i)}</p>`)}<p>${inner}</p></td></tr></tbody></table>`,
  'a list': (inner) => `<ul>${many(600, (i) => `<li>${words(i)}</li>`)}<li><p>${inner}</p></li></ul>`,
  'a quote': (inner) => `<blockquote>${many(600, (i) => `<p>${words(i)}</p>`)}<p>${inner}</p></blockquote>`,
};

function edit(storage: string, old: string, now: string) {
  const page = readPage(storage);
  const texts = textsOf(page);
  const markdown = texts.join('\n\n').replace(old, () => now);
  const apply = (current: string, edited: string) => applyMarkdown({ current, edited });
  return { page, texts, markdown, within: withinLine(page, texts, markdown, apply) };
}

describe('a change of formats within one line of a long page', () => {
  it.each(Object.entries(pages))('becomes the bytes that the patcher makes of it: %s', (_, around) => {
    for (const [old, now] of [
      ['any', '**any**'],
      ['any wind', '[any wind](https://x.example)'],
      ['**keel of oak**', 'keel of oak'],
      ['**keel of oak**', '*keel* of `oak`'],
      ['carries sail', 'carries; (so) **sail**'],
      ['carries sail', 'sail'],
    ] as const) {
      const { page, texts, markdown, within } = edit(around(target), old, now);
      expect(within).not.toBeNull();
      expect(within).toBe(patchPage(page, parseMarkdown(markdown, new KnownTexts(page.blocks, texts))).storage);
    }
  });

  const line = pages['one line'] as (inner: string) => string;
  const sail = 'carries sail';

  it.each<[string, string, string, string]>([
    ['signs without an end', line(target), sail, 'carries **sail'],
    ['what is more than words', line(target), sail, 'carries :status[sail]'],
    ['a page that it links to', line(target), sail, 'carries [sail](page:X)'],
    ['a reference', line(target), sail, 'carries [sail]'],
    ['somebody who may be meant', line(target), sail, 'carries @sail'],
    ['a line end', line(target), sail, 'carries\n\n**sail**'],
    ['words that go on behind the part', line(`mast ${'rope '.repeat(400)}`), 'mast rope', 'mast **rope** rope'],
    [
      'a comment on the words',
      line(target.replace('any', '<ac:inline-comment-marker ac:ref="r">any</ac:inline-comment-marker>')),
      'any',
      '**any**',
    ],
    ['a colour', line(target.replace('any', '<span style="color: red">any</span>')), 'any', '**any**'],
    ['words within brackets', line(`[see ${target}]`), 'long', '*long*'],
    ['a heading', `<h2>${target}</h2>${line('x')}`, 'any', '**any**'],
    ['a short page', `<p>${target}</p>`, 'any', '**any**'],
    [
      'a task',
      `<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>${target}</ac:task-body></ac:task></ac:task-list>${line('x')}`,
      'any',
      '**any**',
    ],
  ])('is left to the patcher where it may be more: %s', (_, storage, old, now) => {
    expect(edit(storage, old, now).within).toBeNull();
  });

  it('drops no link in silence', () => {
    const current = line(target.replace('any', '<a href="https://one.example/">any</a>'));
    const edited = toMarkdown(current).replace('[any](https://one.example/)', '**any**');
    expect(() => applyMarkdown({ current, edited })).toThrow('would drop link');
  });

  it('costs about what reading the page does, and not ten times that', () => {
    let [read, write] = [Infinity, Infinity];
    for (let tries = 0; tries < 6 && !(write < 2 * read); tries += 1) {
      const current = `<p>${many(2000, (i) => `${words(i)} <em>x</em>, `)}mast ${tries} <em>x</em> ${target} ${many(2000, words)}</p>`;
      const edited = toMarkdown(current).replace('any wind', '**any** wind');
      read = Math.min(
        read,
        cpuMsOf(() => toMarkdown(`${current}<p>x</p>`)),
      );
      write = Math.min(
        write,
        cpuMsOf(() => applyMarkdown({ current, edited })),
      );
    }
    expect(write).toBeLessThan(4 * read);
  });
});
