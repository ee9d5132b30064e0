import { describe, expect, it } from '@jest/globals';
import { applyEdits, applyMarkdown } from '../../../src/content/index.js';

describe('signs that became a format', () => {
  const current = '<p>It is 5<em>3</em>2 here.</p><p>End.</p>';
  const warned = /became italic/;

  // Whoever edited another word of the paragraph was told to escape what nobody had sent as signs.
  it('are not named where the page had the format before', () => {
    const edited = 'It is 5*3*2 there.\n\nEnd.';
    const replace = { op: 'replace_block', block: 'It is', content: 'It is 5*3*2 there.' } as const;
    const words = { op: 'replace_text', find: 'It is 5*3*2 here', replace: 'It was 5*3*2 here' } as const;
    for (const { warnings, storage } of [
      applyMarkdown({ current, edited }),
      applyEdits({ current, edits: [replace] }),
      applyEdits({ current, edits: [words] }),
    ]) {
      expect(storage).toContain('5<em>3</em>2');
      expect(warnings).toEqual([]);
    }
  });

  it('are named where they are new', () => {
    const edited = 'It is 5*3*2 here.\n\nEnd, 7*4*2.';
    for (const { warnings } of [
      applyMarkdown({ current, edited }),
      applyEdits({ current, edits: [{ op: 'append', content: 'So 7*4*2.' }] }),
    ])
      expect(warnings).toEqual([expect.stringMatching(warned)]);
  });
});
