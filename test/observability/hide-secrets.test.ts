import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createSecretHiding } from '../../src/observability/hide-secrets.js';

const secret = 'k-7/Zq+"x&\\pä9';
const hide = createSecretHiding([secret]) ?? String;

describe('createSecretHiding', () => {
  it.each([
    ['as it is', `a ${secret} b`, 'a [redacted] b'],
    ['percent-encoded', `?k=${encodeURIComponent(secret)}&x=1`, '?k=[redacted]&x=1'],
    [
      'percent-encoded in small letters',
      `?k=${encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase())}`,
      '?k=[redacted]',
    ],
    ['as a form', new URLSearchParams({ k: secret }).toString(), 'k=[redacted]'],
    ['as JSON', JSON.stringify({ k: secret }), '{"k":"[redacted]"}'],
    ['as JSON with escaped slashes', JSON.stringify(secret).replaceAll('/', '\\/'), '"[redacted]"'],
    [
      'in escapes of JSON alone',
      Array.from(secret, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`).join(''),
      '[redacted]',
    ],
    ['as HTML', secret.replace('&', '&amp;').replace('"', '&quot;'), '[redacted]'],
    ['as HTML in numbers', Array.from(secret, (c) => `&#${c.charCodeAt(0)};`).join(''), '[redacted]'],
  ])('hides one %s', (_how, text, expected) => {
    expect(hide(text)).toBe(expected);
  });

  it('hides it within whatever was encoded in base64', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (before, after) => {
        for (const form of ['base64', 'base64url'] as const) {
          const text = hide(Buffer.from(before + secret + after).toString(form));
          expect(text).toContain('[redacted]');
          expect(Buffer.from(text.replace('[redacted]', ''), form).toString()).not.toContain('7/Zq');
        }
      }),
    );
  });

  it('leaves everything else alone, and replaces no text that is too short to be told apart', () => {
    fc.assert(fc.property(fc.string(), (text) => hide(text) === text));
    expect(createSecretHiding(['abc', ''])).toBeUndefined();
  });
});
