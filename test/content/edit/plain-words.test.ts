import { describe, expect, it } from '@jest/globals';
import { isAppError } from '../../../src/errors.js';
import { applyEdits, applyMarkdown } from '../../../src/content/index.js';
import { patchPage } from '../../../src/content/edit/patch/patch-page.js';
import { withPlainWords } from '../../../src/content/edit/plain-words.js';
import { parseMarkdown } from '../../../src/content/markdown/parse/parse-document.js';
import { KnownTexts } from '../../../src/content/markdown/parse/known-texts.js';
import { readPage } from '../../../src/content/storage/read/read-page.js';
import { textsOf } from '../../../src/content/storage/read/to-markdown.js';
import { foreignDocuments, ownDocuments } from '../support/corpus.js';
import { macro } from '../support/macros.js';
import { wordSpots } from '../support/word-spots.js';
import { cpuMsOf } from '../../support/cpu-time.js';
import { isThorough } from '../../support/thorough.js';

const changes: Readonly<Record<string, (word: string) => string>> = {
  'another word': () => 'zq',
  'two words for one': () => 'zq Zoë',
  'a word before it': (word) => `zq ${word}`,
  'a word with a letter more': (word) => `${word}s`,
};

function edit(storage: string, change: (markdown: string) => string) {
  const page = readPage(storage);
  const texts = textsOf(page);
  const markdown = change(texts.join('\n\n'));
  return { page, texts, markdown, plain: withPlainWords(page, texts, markdown) };
}

describe('a few plain words in place of others', () => {
  const own = ownDocuments().map(({ storage }) => ({ storage, most: 40 }));
  const foreign = foreignDocuments().map(({ storage }) => ({ storage, most: 12 }));
  // The project's own documents alone have too few words for turns.
  const inTurns = !isThorough && foreign.length > 0;
  const documents = [...own, ...foreign].map(({ storage, most }) => ({
    storage,
    spots: wordSpots(textsOf(readPage(storage)).join('\n\n'), most),
  }));

  it.each(Object.entries(changes))('become the bytes that the patcher makes of them: %s', (name, change) => {
    let found = 0;
    const turn = Object.keys(changes).indexOf(name);
    for (const { storage, spots } of documents) {
      // Each word is changed in each way, or in one of the four.
      for (const { word, index } of inTurns ? spots.filter((_, i) => i % 4 === turn) : spots) {
        const replaced = (text: string) => text.slice(0, index) + change(word) + text.slice(index + word.length);
        const { page, texts, markdown, plain } = edit(storage, replaced);
        if (!plain) continue;
        found += 1;
        expect(plain.storage).toBe(
          patchPage(page, parseMarkdown(markdown, new KnownTexts(page.blocks, texts))).storage,
        );
      }
    }
    expect(found).toBeGreaterThan(8);
  });

  const ordinary = '<p>a rope and a <strong>long</strong> tar of 3. oak</p>';

  it.each([
    ['in a paragraph', ordinary, 'rope', 'cable'],
    ['in bold', ordinary, 'long', 'short'],
    ['in a cell', '<table><tbody><tr><td>rope</td><td><p>tar</p></td></tr></tbody></table>', 'tar', 'oak'],
    ['in a panel', macro('info', 'a', `<ac:rich-text-body>${ordinary}</ac:rich-text-body>`), 'rope', 'cable'],
    ['of which there are more', '<ul><li>yes</li><li>rope</li><li>yes</li></ul>', 'rope\n- yes', 'rope\n- no'],
  ])('are changed alone: %s', (_, storage, old, now) => {
    const { plain } = edit(storage, (markdown) => markdown.replace(old, now));
    expect(plain).not.toBeNull();
    expect(
      applyMarkdown({ current: storage, edited: edit(storage, (text) => text.replace(old, now)).markdown }),
    ).toEqual(expect.objectContaining({ storage: plain?.storage, changed: true, losses: [], warnings: [] }));
  });

  const marker = '<ac:inline-comment-marker ac:ref="r">rope</ac:inline-comment-marker>';

  it.each([
    ['commented words', `<p>a ${marker} of oak</p>`, 'rope', 'cable'],
    ['words in a colour', '<p>a <span style="color: red">rope</span> of oak</p>', 'rope', 'cable'],
    ['words of a link', '<p>a <a href="https://x.example">rope</a> of oak</p>', 'rope', 'cable'],
    ['a part of an address', '<p>see https://x.example/rope today</p>', 'rope', 'cable'],
    ['a word with something hidden in it', '<p>a ro<!-- x -->pe of oak</p>', 'rope', 'cable'],
    ['words beside which somebody is named', '<p>a rope for @Anna Bell</p>', 'Bell', 'Moss'],
    ['words between signs that are read in pairs', '<p>see [[a rope of oak]] today</p>', 'rope', 'cable'],
    ['a name behind a colon', '<p>a :rope of oak</p>', 'rope', 'status'],
    ['a name behind an ampersand', '<p>a &amp;rope; of oak</p>', 'rope', 'lt'],
    ['a number that would begin an item', '<p>rope. and tar</p>', 'rope', '1'],
    ['what says that something is left out', '<p>(all rope)</p>', 'rope', 'unchanged'],
    ['headings, to which links lead', '<h2>a rope of oak</h2>', 'rope', 'cable'],
    [
      'words that a picture is called by as well',
      '<p><ac:image ac:alt="a rope"><ri:url ri:value="https://x.example/a.png" /></ac:image></p><p>x</p>',
      'rope',
      'cable',
    ],
    [
      'a day in a task',
      '<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>rope 2026-12-04</ac:task-body></ac:task></ac:task-list>',
      'rope',
      'due',
    ],
  ])('are left to the patcher where they may be more: %s', (_, storage, old, now) => {
    expect(edit(storage, (markdown) => markdown.replace(old, now)).plain).toBeNull();
  });

  it('replace what was found, and not the format beside which a word comes', () => {
    const replaced = (find: string, replace: string) =>
      applyEdits({ current: ordinary, edits: [{ op: 'replace_text', find, replace }] }).storage;
    expect(replaced('a rope', 'a new rope')).toBe(ordinary.replace('rope', 'new rope'));
    expect(replaced('and a long', 'and a very long')).toBe(ordinary.replace('<strong>', 'very <strong>'));
    expect(replaced('rop', 'scop')).toBe(ordinary.replace('rope', 'scope'));
  });

  // Leaves whose bytes do not have the words are not looked at.
  it.each([
    ['as a number', '<p>a &#114;ope of oak</p>'],
    ['with a comment between them', '<p>a ro<!-- x -->pe of oak</p>'],
    ['with what nobody sees between them', '<p>a ro\u00ADpe of oak</p>'],
    ['in two formats', '<p>a ro<strong>pe of</strong> oak</p>'],
    ['with other blanks', '<p>a\n rope\tof oak</p>'],
    ['in a status', `<p>a ${macro('status', 's', '<ac:parameter ac:name="title">rope of</ac:parameter>')} oak</p>`],
  ])('are counted however the page has their letters: %s', (_, other) => {
    const edits = [{ op: 'replace_text', find: 'a rope of', replace: 'a cable of' } as const];
    expect(() => applyEdits({ current: `<p>a rope of oak</p>${other}`, edits })).toThrow('appears 2 times');
  });

  /** Each of the words that stand once, in their order; `in_code` asks of the patcher, where a page has no code. */
  function listOf(storage: string, isPatched: boolean) {
    const all = textsOf(readPage(storage)).join('\n\n');
    const once = wordSpots(all, 60).filter(({ word }) => all.split(word).length === 2);
    return once.map(({ word }, i) => {
      const replace = Object.values(changes)[i % 4]?.(word) as string;
      return { op: 'replace_text', find: word, replace, ...(isPatched && { in_code: true }) } as const;
    });
  }

  it('come to the same in a list of edits, whichever of them the patcher makes', () => {
    let found = 0;
    for (const { storage: current } of ownDocuments()) {
      const edits = listOf(current, false).slice(0, 6);
      if (edits.length < 2 || current.includes('plain-text-body') || current.includes('<pre')) continue;
      const patched = listOf(current, true);
      const last = { op: 'append', content: 'The end.' } as const;
      try {
        const mixed = edits.map((edit, i) => (i % 2 === 0 ? edit : (patched[i] ?? edit)));
        const right = applyEdits({ current, edits: [...patched.slice(0, 6), last] });
        expect(applyEdits({ current, edits: [...edits, last] })).toEqual(right);
        expect(applyEdits({ current, edits: [...mixed, last] })).toEqual(right);
        expect(applyEdits({ current, edits })).toEqual(applyEdits({ current, edits: patched.slice(0, 6) }));
        found += 1;
      } catch (error) {
        // The words of an edit may stand in a title, or make two of what stood once.
        if (!isAppError(error)) throw error;
      }
    }
    expect(found).toBeGreaterThan(3);
  });

  it('cost a small part of what the patcher takes for each', () => {
    const paragraph = (_: unknown, i: number) =>
      `<p>Words of part${i} with <strong>bold ones</strong> and more of them.</p>`;
    const current = Array.from({ length: 1200 }, paragraph).join('');
    const edits = [150, 450, 750, 1050].map(
      (i) => ({ op: 'replace_text', find: `part${i}`, replace: 'another' }) as const,
    );
    const patched = edits.map((edit) => ({ ...edit, in_code: true }));
    const cost = (list: typeof edits) =>
      Math.min(...[1, 2].map(() => cpuMsOf(() => applyEdits({ current, edits: list }))));
    expect(cost(edits) / cost(patched)).toBeLessThan(0.6);
  });
});
