import { describe, expect, it } from '@jest/globals';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { compareOutlines } from '../../../bench/fidelity/oracle/compare.js';
import { readStorage } from '../../../bench/fidelity/oracle/read-storage.js';
import { dialectHelp, dialectInShort, toMarkdown, toStorage } from '../../../src/content/index.js';
import { constructs } from '../../../src/content/help/constructs.js';
import { containerAliases, containerParameters } from '../../../src/content/macros/containers.js';
import { layoutTypes } from '../../../src/content/macros/layout.js';
import { creatableMacros } from '../../../src/content/macros/new-macro.js';
import { statusColors } from '../../../src/content/macros/status.js';
import { blockCases } from '../storage/read/golden/block-cases.js';
import { inlineCases } from '../storage/read/golden/inline-cases.js';

const examples = constructs.flatMap(({ constructs: rows }) => rows);

describe('the dialect, told to a model', () => {
  it('is short enough for the instructions of the server', () => {
    expect(encode(dialectInShort).length).toBeLessThanOrEqual(200);
    expect(dialectInShort).toContain('confluence://help/markdown');
  });

  it('names everything that the converter has a table of', () => {
    const help = dialectHelp();
    const names = [
      ...Object.keys(containerParameters),
      ...Object.keys(containerAliases),
      ...Object.entries(creatableMacros).flatMap(([name, { parameters }]) => [`::${name}`, ...parameters]),
      ...statusColors,
      ...layoutTypes,
    ];
    expect(names.filter((name) => !help.includes(name))).toEqual([]);
    expect(encode(help).length).toBeLessThan(3_000);
  });

  it.each(examples)('gives an example that is taken without a warning: $becomes', ({ markdown }) => {
    const { storage, warnings } = toStorage(markdown);
    expect(warnings).toEqual([]);
    expect(storage).not.toMatch(/:::|\[!|:status|:date|!!!|&lt;|\]\(/);
  });

  it.each(examples)('gives an example that reads as it is written again: $becomes', ({ markdown }) => {
    const { storage } = toStorage(markdown);
    const again = toStorage(toMarkdown(storage));
    expect(compareOutlines(readStorage(storage), readStorage(again.storage))).toBeNull();
  });
});

/** What only its own page has: a new page cannot have it from Markdown, and a writer is told so. */
const onlyOnTheirPage = /^::?:?macro|:macro\[|<macro [^>]*macro=/m;

describe('what a read shows, written as a new page', () => {
  it.each([...blockCases, ...inlineCases])('means the same, or is refused: $name', ({ storage }) => {
    const markdown = toMarkdown(storage);
    let written;
    try {
      written = toStorage(markdown);
    } catch (error) {
      expect(markdown).toMatch(onlyOnTheirPage);
      expect(error).toMatchObject({
        code: 'UNCONVERTIBLE',
        message: expect.stringMatching(/placeholder|not on this page/),
      });
      return;
    }
    expect(compareOutlines(readStorage(storage), readStorage(written.storage))).toBeNull();
  });
});
