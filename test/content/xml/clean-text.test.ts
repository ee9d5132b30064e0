import { describe, expect, it } from '@jest/globals';
import { cleanText } from '../../../src/content/index.js';

describe('text that a model sees', () => {
  it.each([
    ['zero-width signs', 'ad\u200Bmin\uFEFF\u2060', 'admin'],
    ['bidi controls', 'a\u202Eb\u2066c\u200F', 'abc'],
    ['tag characters', 'x\u{E0041}\u{E0042}', 'x'],
    ['soft hyphens', 'co\u00ADop', 'coop'],
    ['joiners between Latin letters', 'pay\u200Dpal', 'paypal'],
  ])('has no %s', (_, text, clean) => expect(cleanText(text)).toBe(clean));

  it.each([
    '👩🏽‍💻 and ❤️',
    'می\u200Cخواهم',
    'क्\u200Dष',
    '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
    'plain',
  ])('keeps %s as it is', (text) => {
    expect(cleanText(text)).toBe(text);
  });
});
