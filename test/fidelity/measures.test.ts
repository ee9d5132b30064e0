import { describe, expect, it } from '@jest/globals';
import { Findings } from '../../bench/fidelity/findings.js';
import { figureOf, goals, holds, type Goal } from '../../bench/fidelity/goals.js';
import { lostFrom, lostTreasures, takeInventory, treasuresOf } from '../../bench/fidelity/inventory.js';
import { isPutBetween, isWithinLeaf } from '../../bench/fidelity/leaf-blocks.js';
import { blocksIn } from '../../bench/fidelity/markdown-blocks.js';
import { placeholdersIn, spotsIn } from '../../bench/fidelity/markdown-spots.js';
import { missingWords, wordsOfMarkdown, wordsOfStorage } from '../../bench/fidelity/visible-words.js';

describe('the edited block', () => {
  const page =
    '<p>one two</p><table><tbody><tr><td><p>a</p><p>b</p></td><td>c</td></tr></tbody></table><ul><li>x<ul><li>y</li></ul></li></ul>';

  it.each([
    ['a word in a paragraph', 'one two', 'one new two'],
    ['a word at the end of a paragraph', 'two', 'two more'],
    ['two paragraphs of one cell', '<p>a</p><p>b</p>', '<p>A</p><p>B</p>'],
    ['the own text of an item', 'x<ul>', 'xx<ul>'],
  ])('holds %s', (_, from, to) => {
    expect(isWithinLeaf(page, page.replace(from, to))).toBe(true);
  });

  it.each([
    ['its neighbour', '<p>one two</p><table>', '<p>one</p><table class="new">'],
    ['two cells', 'b</p></td><td>c', 'B</p></td><td>C'],
    ['an item and its nested item', 'x<ul><li>y', 'X<ul><li>Y'],
  ])('does not hold %s', (_, from, to) => {
    expect(isWithinLeaf(page, page.replace(from, to))).toBe(false);
  });

  it('may lose the copy for older editors, and nothing else', () => {
    const panel =
      '<ac:adf-extension><ac:adf-node><ac:adf-content><p>one</p></ac:adf-content></ac:adf-node><ac:adf-fallback><p>one</p></ac:adf-fallback></ac:adf-extension><p>end</p>';
    const edited = panel.replace(/<ac:adf-fallback>.*<\/ac:adf-fallback>/, '').replace('one', 'two');
    expect(isWithinLeaf(panel, edited)).toBe(true);
    expect(isWithinLeaf(panel, edited.replace('end', 'END'))).toBe(false);
  });

  it('is told from a block that was only put in', () => {
    expect(isPutBetween(page, page.replace('<table>', '<p>new</p><table>'))).toBe(true);
    expect(isPutBetween(page, page.replace('<p>one two</p>', '<p>new</p>'))).toBe(false);
  });
});

describe('the inventory', () => {
  const page =
    '<p>a <ac:inline-comment-marker ac:ref="r">b</ac:inline-comment-marker> <ac:structured-macro ac:name="toc"><ac:parameter ac:name="maxLevel">2</ac:parameter></ac:structured-macro></p>';

  it.each([
    ['a parameter', '>2<', '>3<', '<ac:parameter ac:name="maxLevel">2</ac:parameter'],
    ['a comment', /<\/?ac:inline-comment-marker[^>]*>/g, '', 'comment r'],
  ])('misses %s that is gone', (_, from, to, lost) => {
    expect(lostFrom(takeInventory(page), takeInventory(page.replace(from, to)))).toEqual([lost]);
  });

  it('does not mind a comment that is anchored at two places now', () => {
    const split = page.replace('>b<', '>b</ac:inline-comment-marker><strong/><ac:inline-comment-marker ac:ref="r">c<');
    expect(lostFrom(takeInventory(page), takeInventory(split))).toEqual([]);
  });

  it('counts as treasure what a reader cannot see, but not a panel or code', () => {
    const panel =
      '<ac:structured-macro ac:name="info"><ac:rich-text-body><p>x</p></ac:rich-text-body></ac:structured-macro>';
    expect(treasuresOf(page + panel).map(({ kind }) => kind)).toEqual(['comment', 'macro']);
    expect(lostTreasures(treasuresOf(page), treasuresOf(panel)).map(({ kind }) => kind)).toEqual(['comment', 'macro']);
  });
});

describe('the visible words', () => {
  it('are those of text, titles and labels, without parameters and copies', () => {
    const storage =
      '<p>un<strong>like</strong>ly&nbsp;good <ac:placeholder>no</ac:placeholder></p><ac:structured-macro ac:name="info"><ac:parameter ac:name="title">Mind</ac:parameter>' +
      '<ac:parameter ac:name="icon">false</ac:parameter><ac:rich-text-body><p>it</p></ac:rich-text-body></ac:structured-macro><ac:link><ri:page ri:content-title="Home" /></ac:link>';
    expect(wordsOfStorage(storage)).toEqual(['unlikely', 'good', 'Mind', 'it', 'Home']);
  });

  it('are found in Markdown without its signs and targets', () => {
    const markdown = '**un**likely [good](page:bad "best") `co<de>`\n\n```js\na *b*\n```\n\n<td title="t">c</td>';
    expect(wordsOfMarkdown(markdown)).toEqual(['unlikely', 'good', 'best', 'co', 'de', 'js', 'a', 'b', 't', 'c']);
  });

  it('are missing when the Markdown has them less often', () => {
    expect(missingWords('<p>one two two</p>', 'one two')).toEqual({ total: 3, missing: ['two'] });
  });
});

describe('the places of edits', () => {
  it('are words of text and code, not of directives, targets and tags', () => {
    const markdown =
      ':::info{title="no" #m1}\nyes [label](page:no) :status[no]{color=red} <u>u</u>\n:::\n\n```no\ncode\n```\n\n- [x] task';
    expect(spotsIn(markdown).map(({ word }) => word)).toEqual(['yes', 'label', 'u', 'code', 'task']);
  });

  it('are whole blocks, and those inside directives', () => {
    const markdown = '# A\n\n- b\n\n  c\n- d\n\n:::note{#m1}\ne\n\n```\n:::\n\nf\n```\n:::\n\n| g |\n| --- |';
    const texts = blocksIn(markdown).map(({ text, depth }) => [depth, text.split('\n')[0]]);
    expect(texts.filter(([depth]) => depth === 0).map(([, text]) => text)).toEqual([
      '# A',
      '- b',
      ':::note{#m1}',
      '| g |',
    ]);
  });

  it('are placeholders that are not written as text', () => {
    expect(
      placeholdersIn('::macro[toc]{#m1}\n\na :macro[jira A\\]1]{#m2} \\:macro[x]{#m3}').map(({ text }) => text),
    ).toEqual(['::macro[toc]{#m1}', ':macro[jira A\\]1]{#m2}']);
  });
});

describe('the figures', () => {
  const goalOf = (metric: string) => goals.find((goal) => goal.metric === metric) as Goal;

  it('are rounded towards the worse side', () => {
    const findings = new Findings();
    findings.count('identity', 'a', 100_000, 1, () => 'one');
    findings.count('falseRefusals', 'a', 100_000, 1, () => 'one');
    expect(figureOf(goalOf('identity'), findings)).toBe('99.99 % of 100,000');
    expect(figureOf(goalOf('falseRefusals'), findings)).toBe('0.01 % of 100,000');
    expect(figureOf(goalOf('words'), findings)).toBe('not measured');
  });

  it('hold a promise or break it', () => {
    const findings = new Findings();
    findings.count('reRead', 'a', 100, 1, () => 'one');
    findings.count('confined', 'a', 100, 1, () => 'one');
    expect(holds(goalOf('reRead'), findings)).toBe(true);
    expect(holds(goalOf('confined'), findings)).toBe(false);
  });
});
