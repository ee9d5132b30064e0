import { describe, expect, it } from '@jest/globals';
import { createFence, noticeOf } from '../../../src/mcp/server/untrusted-text.js';

const notice = noticeOf('Confluence');

const linesOf = (text: string): string[] =>
  text.replaceAll(/(?<=confluence )[\w-]{12}(?=\n|>>>)/g, 'MARKER').split('\n');

describe('the notice in front of text from Confluence', () => {
  it('stands once, before the first block in the text, in whichever order blocks were made', () => {
    const { fence, finish } = createFence();
    const [made, later] = [fence('made first'), fence('made later')];
    expect(linesOf(finish(`${later}\n${made}`))).toEqual([
      notice,
      '<<<confluence MARKER',
      'made later',
      'confluence MARKER>>>',
      '<<<confluence MARKER',
      'made first',
      'confluence MARKER>>>',
    ]);
  });

  it('comes with the one block that an answer has, and with no answer that has none', () => {
    const { fence, finish } = createFence();
    expect(linesOf(finish(`Head.\n${fence('$& text')}`))).toEqual([
      'Head.',
      notice,
      '<<<confluence MARKER',
      '$& text',
      'confluence MARKER>>>',
    ]);
    expect(createFence().finish('Head.')).toBe('Head.');
  });

  it('is there when the block that was made first is left out of the text', () => {
    const { fence, finish } = createFence();
    fence('left out');
    expect(linesOf(finish(fence('shown')))).toContain(notice);
  });
});
