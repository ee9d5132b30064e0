import { describe, expect, it } from '@jest/globals';
import { KnownTexts } from '../../../../src/content/markdown/parse/known-texts.js';
import { parseDocument } from '../../../../src/content/markdown/parse/parse-document.js';
import { parseFlow } from '../../../../src/content/markdown/parse/flow.js';
import { blockKey } from '../../../../src/content/model/block.js';
import { readPage } from '../../../../src/content/storage/read/read-page.js';
import { textsOf } from '../../../../src/content/storage/read/to-markdown.js';

const storage =
  '<h2>One</h2><p>first text</p><ul><li>a</li><li>b</li></ul><ul><li>c</li></ul><p>Owner: Bo</p><table><tbody><tr><th>h</th></tr><tr><td>1</td></tr></tbody></table>' +
  '<ac:structured-macro ac:name="info" ac:macro-id="i1"><ac:rich-text-body><p>noted</p><p>twice</p></ac:rich-text-body></ac:structured-macro><p>after</p>' +
  '<blockquote><p>said</p></blockquote><p>last but one</p><pre>code\n\nmore</pre><p>first text</p><p>the end</p>';
const page = readPage(storage);
const texts = textsOf(page);
const markdown = texts.join('\n\n');

/** What each edit does to what stands behind or before it. */
const edits: readonly (readonly [what: string, edited: string])[] = [
  ['nothing', markdown],
  ['a word', markdown.replace('Owner', 'Keeper')],
  ['a word of the first block', markdown.replace('One', 'Two')],
  ['a word of the last block', markdown.replace('the end', 'the very end')],
  ['words here and there', markdown.replace('One', 'Two').replace('noted', 'so').replace('the end', 'end')],
  ['a line behind a paragraph', markdown.replace('first text', 'first text\nand more')],
  ['a line that makes a heading', markdown.replace('Owner: Bo', 'Owner: Bo\n---')],
  ['an item behind a list', markdown.replace('\n\nOwner', '\n- d\n\nOwner')],
  ['an item before a list', markdown.replace('- a', '- new\n\n- a')],
  ['a row behind a table', markdown.replace('| 1 |', '| 1 |\n| 2 |')],
  ['a fence that is never closed', markdown.replace('Owner', '```\nOwner')],
  ['a container that is never closed', markdown.replace('Owner', ':::note\nOwner')],
  ['the line that closes a container gone', markdown.replace('\n:::\n', '\n')],
  ['HTML that stays open', markdown.replace('Owner', '<table>\n\nOwner')],
  [
    'HTML around blocks of the page',
    markdown.replace('Owner: Bo', '<details>\n\nOwner: Bo').replace('said', 'said\n\n</details>'),
  ],
  ['a block once more', markdown.replace('after', 'after\n\nlast but one')],
  ['a block moved up', `first text\n\n${markdown}`.replace(/\n\nfirst text\n\nthe end$/, '\n\nthe end')],
  ['a block gone', markdown.replace('\n\nafter', '')],
  ['a definition that a block of the page could use', markdown.replace('Owner: Bo', '[a]: /x\n\nsee [a]')],
  ['lines indented behind an item', markdown.replace('\n\nOwner', '\n\n  in the item\n\nOwner')],
  ['line ends at the end', `${markdown}\n\n\n`],
];

/** Lists and a table that are far longer than what is read in one go, with parts among them that read alike. */
const many = (part: (i: number) => string) => Array.from({ length: 300 }, (_, i) => part(i)).join('');
const longPage = readPage(
  `<ul>${many((i) => `<li><p>item ${i}</p>${i % 9 === 0 ? '<ul><li>inner</li></ul>' : ''}</li>`)}</ul>` +
    `<table><tbody><tr><th>h</th><th>k</th></tr>${many((i) => `<tr><td>row ${i % 50 === 0 ? i : 7}</td><td>x</td></tr>`)}</tbody></table>` +
    `<ol>${many((i) => `<li>step ${i}</li>`)}</ol><table><tbody>${many((i) => `<tr><td>${i}</td></tr>`)}</tbody></table><p>end</p>`,
);
const longTexts = textsOf(longPage);
const long = longTexts.join('\n\n');
const [item, row] = ['- item 150\n', '| row 150 | x |\n'];

/** What is done to one part of a long block. */
const partEdits: readonly (readonly [what: string, edited: string])[] = [
  ['a word of an item', long.replace(item, '- item of two hundred\n')],
  ['a word of the first item', long.replace('- item 0\n', '- item none\n')],
  ['an item gone', long.replace(item, '')],
  ['an item more', long.replace(item, `${item}- new\n`)],
  ['an item once more', long.replace(item, `${item}- item 3\n${item}`)],
  ['an item moved up', `${item}${long.replace(item, '')}`],
  ['half of the items moved', long.replace(/(- item 0\n[\s\S]*?)(- item 150\n[\s\S]*?- item 299\n)/, '$2$1')],
  ['a line behind an item', long.replace(item, `${item}that goes on\n`)],
  ['a paragraph between items', long.replace(item, `${item}\nbetween\n\n`)],
  ['items of another sign', long.replace(item, `${item}* star\n`)],
  ['lines indented behind an item', long.replace(item, `${item}\n      code\n\n`)],
  ['a fence that is never closed', long.replace(item, `${item}\`\`\`\n`)],
  ['HTML that stays open', `<table><tr><td>\n\n${long.replace(item, '- item\n')}`],
  ['a fence around all', `:::info\n${long.replace(item, '- item\n')}`],
  ['a word of a row', long.replace(row, '| row of two hundred | x |\n')],
  ['a row gone', long.replace(row, '')],
  ['a row more', long.replace(row, `${row}| new | y |\n`)],
  ['a column more in the header', long.replace('| h | k |\n| --- | --- |', '| h | k | l |\n| --- | --- | --- |')],
  ['a paragraph between rows', long.replace(row, `${row}\nbetween\n\n`)],
  ['a word of a row where there is no header', long.replace('| 150 |', '| three hundred |')],
  [
    'steps numbered anew',
    long.replace('5. step 4\n', '').replace(/\n(\d+)\. step/g, (_, n: string) => `\n${Number(n) - 1}. step`),
  ],
  ['a step more', long.replace('150. step 149\n', '150. step 149\n151. new\n')],
  ['a list once more', long.replace(item, '- item\n').replace('\n\nend', `\n\nand\n\n${longTexts[0] ?? ''}\n\nend`)],
];

/** Containers in containers, with blocks among them that read alike. */
const macros = (name: string, id: string, inner: string) =>
  `<ac:structured-macro ac:name="${name}" ac:macro-id="${id}"><ac:rich-text-body>${inner}</ac:rich-text-body></ac:structured-macro>`;
const some = (word: string) =>
  Array.from({ length: 5 }, (_, i) => `<p>${word} ${i}</p><p>${'ropes '.repeat(150)}${i}</p><p>alike</p>`).join('');
const cell = (inner: string) => `<ac:layout-cell>${inner}</ac:layout-cell>`;
const framed = readPage(
  `<ac:layout><ac:layout-section ac:type="two_equal">${cell(some('left') + macros('info', 'p1', some('noted')))}${cell(some('right'))}</ac:layout-section>` +
    `<ac:layout-section ac:type="two_equal">${cell(macros('info', 'p2', some('noted')))}${cell(some('last'))}</ac:layout-section></ac:layout>`,
);
const framedTexts = textsOf(framed);
const inFrames = framedTexts.join('\n\n');
const firstPanel = /(?<=\n)(:+)info\{#mp1\}[^]*?\n\1\n/.exec(inFrames)?.[0] ?? '';

/** What is done within containers. */
const frameEdits: readonly (readonly [what: string, edited: string])[] = [
  ['a word of each', inFrames.replace('left 1', 'new').replace('right 3', 'new').replaceAll('noted 2', 'new')],
  ['a word of the first', inFrames.replace('left 1', 'new')],
  ['a block gone', inFrames.replace('left 1\n\n', '')],
  ['blocks that read alike gone', inFrames.replace('alike\n\nleft 2', 'left 2')],
  ['a container gone', inFrames.replace(firstPanel, '')],
  ['a container twice, edited first', inFrames.replace(firstPanel, firstPanel.replace('noted 4', 'new') + firstPanel)],
  ['a container twice, edited then', inFrames.replace(firstPanel, firstPanel + firstPanel.replace('noted 4', 'new'))],
  ['a container moved behind all', `${inFrames.replace(firstPanel, '')}\n\n${firstPanel.replace('noted 1', 'new')}`],
  ['a container taken off its words', inFrames.replace(/:+info\{#mp1\}\n/, '').replace('\n:::\n', '\n')],
  ['a container never closed', inFrames.replace('noted 3', 'new').replace('\n:::\n', '\n')],
  ['code that is never closed', inFrames.replace('left 1', '```\nleft 1')],
  ['HTML that stays open', inFrames.replace('left 1', '<table>\n\nleft 1')],
  ['the content of one in another', inFrames.replace('right 3', /left 1\n[^]*?left 3/.exec(inFrames)?.[0] ?? '')],
];

/** A quote that is far longer than what is read in one go, with blocks of all kinds, some of them alike. */
const quoted = readPage(
  `<p>start</p><blockquote>${many((i) => (i % 40 === 7 ? `<ul><li>item ${i}</li><li>b</li></ul>` : i % 40 === 9 ? '<pre>code</pre>' : i % 3 === 0 ? '<p>alike</p>' : `<p>said ${i} at length, and more of it</p>`))}</blockquote><p>end</p>`,
);
const quotedTexts = textsOf(quoted);
const inQuote = quotedTexts.join('\n\n');
const saying = '> said 151 at length, and more of it\n';

/** What is done within a quote. */
const quoteEdits: readonly (readonly [what: string, edited: string])[] = [
  ['a word', inQuote.replace(saying, '> new\n')],
  ['a word of the first', inQuote.replace('said 1 at', 'new')],
  ['a block gone', inQuote.replace(`${saying}>\n`, '')],
  ['a block more', inQuote.replace(saying, `${saying}>\n> new\n`)],
  ['a block once more', inQuote.replace(saying, `${saying}>\n${saying}`)],
  ['a line that goes on', inQuote.replace(saying, `${saying}that goes on\n`)],
  ['an item more', inQuote.replace('> - item 127\n', '> - item 127\n> - new\n')],
  ['a list that goes on', inQuote.replace('> - b\n>\n', '> - b\n>\n>   indented\n>\n')],
  ['a fence that is never closed', inQuote.replace(saying, `> \`\`\`\n${saying}`)],
  [
    'a container around some',
    inQuote.replace(saying, `> :::info\n${saying}`).replace('> said 170', '> :::\n>\n> said 170'),
  ],
  ['HTML that stays open', inQuote.replace(saying, `> <table>\n>\n${saying}`)],
  ['an end in the midst', inQuote.replace(saying, `${saying}\nbetween\n\n`)],
  ['an alert instead', inQuote.replace('> alike', '> [!NOTE]\n> alike')],
  [
    'all of it in a list',
    inQuote
      .replace(saying, '> new\n')
      .replace(/^(?=>)/gm, '  ')
      .replace('  >', '- >'),
  ],
  ['a definition', inQuote.replace(saying, '> [a]: /x\n>\n> see [a]\n')],
];

describe('a text that repeats most of a page', () => {
  it.each(quoteEdits)('is read as if all of it had been, with a long quote edited: %s', (_, edited) => {
    const known = parseDocument(edited, new KnownTexts(quoted.blocks, quotedTexts));
    const whole = parseDocument(edited);
    expect(edited).not.toBe(inQuote);
    expect(known.blocks.map(blockKey)).toEqual(whole.blocks.map(blockKey));
    expect(known.warnings).toEqual(whole.warnings);
  });

  it('is read only around what was changed in a quote', () => {
    const [, quote] = parseFlow(inQuote.replace(saying, '> new\n'), quotedTexts, (at) => (at === 1 ? 300 : 0));
    expect(quote?.children.filter(({ type }) => type === 'known').length).toBeGreaterThan(100);
  });

  it.each(frameEdits)('is read as if all of it had been, with containers edited: %s', (_, edited) => {
    expect(firstPanel).not.toBe('');
    const known = parseDocument(edited, new KnownTexts(framed.blocks, framedTexts));
    const whole = parseDocument(edited);
    expect(known.blocks.map(blockKey)).toEqual(whole.blocks.map(blockKey));
    expect(known.warnings).toEqual(whole.warnings);
  });

  it('is read only where it was changed in a container', () => {
    const edited = inFrames.replace('left 1', 'new').replace('right 3', 'new');
    const known = new KnownTexts(framed.blocks, framedTexts);
    const nodes = parseFlow(edited, framedTexts, undefined, (place) => known.expandAt(place));
    expect(nodes.filter(({ type }) => type === 'known').length).toBeGreaterThan(8);
  });

  it.each(edits)('is read as if all of it had been, with %s', (_, edited) => {
    const known = parseDocument(edited, new KnownTexts(page.blocks, texts));
    const whole = parseDocument(edited);
    expect(known.blocks.map(blockKey)).toEqual(whole.blocks.map(blockKey));
    expect(known.warnings).toEqual(whole.warnings);
  });

  it('is read only where it was changed', () => {
    const nodes = parseFlow(markdown.replace('Owner', 'Keeper'), texts);
    const read = nodes.filter(({ type }) => type !== 'known').map(({ start, end }) => markdown.slice(start, end));
    // The block before the change is read, since the change could have gone on with it, and one behind it.
    expect(read.length).toBeLessThan(texts.length - 4);
    expect(nodes[0]?.type).toBe('known');
    expect(nodes.at(-2)?.type).toBe('known');
  });

  it.each(partEdits)('is read as if all of it had been, with one part of a long block edited: %s', (_, edited) => {
    const known = parseDocument(edited, new KnownTexts(longPage.blocks, longTexts));
    const whole = parseDocument(edited);
    expect(known.blocks.map(blockKey)).toEqual(whole.blocks.map(blockKey));
    expect(known.warnings).toEqual(whole.warnings);
  });

  it.each([
    ['a list', '- item 150\n', 0],
    ['a table', '| row 150 | x |\n', 1],
    ['a numbered list', '150. step 149\n', 2],
    ['a table without a header', '| 150 |\n', 3],
  ])('is read only around the part that was changed of %s', (_, part, place) => {
    const edited = long.replace(part, part.replace(/\d+(?!.*\d)/, 'new'));
    const nodes = parseFlow(edited, longTexts, (at) => (at < 4 ? 300 + (at === 1 ? 1 : 0) : 0));
    const parts = nodes[place]?.children ?? [];
    expect(parts.filter(({ type }) => type === 'known').length).toBeGreaterThan(50);
  });

  it('may have a table of more cells than are read in one, as the page has it', () => {
    const rows = Array.from({ length: 10_100 }, (_, i) => `<tr><td>${i}</td><td>b</td><td>c</td></tr>`).join('');
    const large = readPage(`<table><tbody><tr><th>x</th><th>y</th><th>z</th></tr>${rows}</tbody></table>`);
    const edited = textsOf(large).join('\n\n').replace('| 9000 | b |', '| 9000 | new |');
    const [table] = parseDocument(edited, new KnownTexts(large.blocks, textsOf(large))).blocks;
    expect(table?.type === 'table' && table.children.length).toBe(10_101);
  });

  it('gives out each block of the page once, also where two read alike', () => {
    const { blocks } = parseDocument(`first text\n\n${markdown}`, new KnownTexts(page.blocks, texts));
    const ours = blocks.filter((block) => block.source !== null);
    expect(new Set(ours).size).toBe(ours.length);
    expect(ours.length).toBe(texts.length);
  });
});
