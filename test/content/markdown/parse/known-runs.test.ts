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

describe('a text that repeats most of a page', () => {
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

  it('gives out each block of the page once, also where two read alike', () => {
    const { blocks } = parseDocument(`first text\n\n${markdown}`, new KnownTexts(page.blocks, texts));
    const ours = blocks.filter((block) => block.source !== null);
    expect(new Set(ours).size).toBe(ours.length);
    expect(ours.length).toBe(texts.length);
  });
});
