import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasMarker, insertMarker } from '../../../src/sandbox/world/markers.js';
import { textOf } from '../../../src/sandbox/world/storage-text.js';
import { assertWellFormed } from '../../../src/sandbox/world/storage-xml.js';

const mark = (storage: string, text: string, matchCount = 1, matchIndex = 0) =>
  insertMarker(storage, { text, matchCount, matchIndex }, 'r');
const marked = (text: string) => `<ac:inline-comment-marker ac:ref="r">${text}</ac:inline-comment-marker>`;

describe('insertMarker', () => {
  it('wraps the passage and leaves every other byte alone', () => {
    expect(mark('<p local-id="1">one two three</p>', 'two')).toBe(`<p local-id="1">one ${marked('two')} three</p>`);
  });

  it('takes the occurrence that the index names', () => {
    expect(mark('<p>a b a b a</p>', 'a', 3, 1)).toBe(`<p>a b ${marked('a')} b a</p>`);
  });

  it('marks each piece of a passage that crosses formatting', () => {
    expect(mark('<p>one <strong>two</strong> three</p>', 'e two t')).toBe(
      `<p>on${marked('e ')}<strong>${marked('two')}</strong>${marked(' t')}hree</p>`,
    );
  });

  it('compares rendered text: entities are one character', () => {
    expect(mark('<p>Q&amp;A &lt;now&gt;</p>', 'Q&A <now>')).toBe(`<p>${marked('Q&amp;A &lt;now&gt;')}</p>`);
  });

  it.each([
    ['<p>one</p><p>two</p>', 'onetwo', 'a passage across blocks'],
    [
      '<ac:structured-macro ac:name="code"><ac:parameter ac:name="title">secret</ac:parameter></ac:structured-macro>',
      'secret',
      'a parameter',
    ],
    ['<ac:plain-text-body><![CDATA[code]]></ac:plain-text-body>', 'code', 'code'],
    ['<p title="a > b">x</p>', 'b', 'an attribute'],
    ['<p>x</p>', '', 'nothing'],
  ])('does not find in %s the text %j: %s', (storage, text) => {
    expect(() => mark(storage, text)).toThrow('does not match');
  });

  it('refuses a count or an index that is wrong', () => {
    expect(() => mark('<p>a a</p>', 'a', 1)).toThrow('the text occurs 2 times');
    expect(() => mark('<p>a a</p>', 'a', 2, 2)).toThrow('must be less than');
  });

  it('changes neither the text nor the well-formedness of a page', () => {
    const word = fc.constantFrom('one', 'two', '&amp;', '<em>three</em>', '<strong>one <u>two</u></strong>', ' ');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.nat(), fc.nat(), (words, from, length) => {
        const storage = `<p>${words.join('')}</p>`;
        const text = words
          .join('')
          .replace(/<[^>]+>/g, '')
          .replaceAll('&amp;', '&');
        const start = from % text.length;
        const wanted = text.slice(start, start + 1 + (length % text.length));
        const count = text.split(wanted).length - 1;
        const result = mark(storage, wanted, count);
        assertWellFormed(result);
        expect(hasMarker(result, 'r')).toBe(true);
        expect(textOf(result)).toBe(textOf(storage));
      }),
    );
  });
});
