import { describe, expect, it } from '@jest/globals';
import { createRedactor } from '../../src/observability/redactor.js';

const redactor = createRedactor([]);
const clean = (value: unknown) => redactor.value(value) as Record<string, unknown>;

describe('createRedactor', () => {
  it.each([
    'authorization',
    'X-Serverless-Authorization',
    'Cookie',
    'set-cookie',
    'token',
    'apiToken',
    'CONFLUENCE_API_TOKEN',
    'access_token',
    'password',
    'client_secret',
    'x-goog-iap-jwt-assertion',
    'private_key',
    'credentials',
    'body',
    'request_body',
    'arguments',
  ])('hides the value under the key %s at any depth', (key) => {
    expect(clean({ a: [{ [key]: 'hush' }] })).toEqual({ a: [{ [key]: '[redacted]' }] });
    expect(clean({ [key]: { nested: 'hush' } })).toEqual({ [key]: '[redacted]' });
  });

  it('keeps ids readable, and hides a configured secret that has the form of one', () => {
    const [id, secret] = ['0b9a3c1e-6a55-4f0e-9d1c-2f6f3a1b7c90', '7d1f6c2a-0e4b-4a39-8c55-91e2ab34cd56'];
    const redactor = createRedactor([secret]);
    expect(redactor.value({ request_id: id, page_id: secret, token: id })).toEqual({
      request_id: id,
      page_id: '[redacted]',
      token: '[redacted]',
    });
  });

  it('keeps flags and harmless keys readable', () => {
    const fields = { dev_tokens: true, token: null, token_type: 'Bearer', metadata: { a: 1 }, page_id: '42' };
    expect(clean(fields)).toEqual(fields);
  });

  it('survives cycles, and shows the same object twice when it is no cycle', () => {
    const a: Record<string, unknown> = { name: 'a' };
    a['self'] = a;
    expect(clean(a)).toEqual({ name: 'a', self: '[circular]' });
    const shared = { x: 1 };
    expect(clean({ first: shared, second: shared })).toEqual({ first: { x: 1 }, second: { x: 1 } });
  });

  it('bounds depth, breadth, size and length', () => {
    let deep: unknown = 'end';
    for (let level = 0; level < 50; level += 1) deep = { deep };
    expect(JSON.stringify(clean(deep))).toContain('[too deep]');
    expect(clean(Array.from({ length: 5000 }, () => 1))).toHaveLength(100);
    expect(Object.keys(clean(Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`k${at}`, 1]))))).toHaveLength(
      100,
    );
    expect(clean('x'.repeat(100_000))).toHaveLength(8193);
    const wide = Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => ({})));
    expect(JSON.stringify(clean(wide)).match(/\{\}/g)!.length).toBeLessThan(1000);
  });

  it('does not leave half of a secret at the place where a text is cut', () => {
    const secret = 'S'.repeat(40);
    const text = `${'x'.repeat(8180)}${secret}`;
    expect(createRedactor([secret]).text(text)).not.toContain('SS');
  });

  it('reads maps, sets, headers, dates, URLs, big numbers and bytes', () => {
    expect(
      clean({
        map: new Map([['token', 'hush']]),
        set: new Set(['a']),
        headers: new Headers({ authorization: 'Bearer hush', accept: 'text/html' }),
        date: new Date(0),
        url: new URL('https://u:hush@example.com/?access_token=hush'),
        big: 12n,
        bytes: Buffer.from('hush'),
        run: () => 1,
        mark: Symbol('m'),
      }),
    ).toEqual({
      map: { token: '[redacted]' },
      set: ['a'],
      headers: { accept: 'text/html', authorization: '[redacted]' },
      date: '1970-01-01T00:00:00.000Z',
      url: 'https://[redacted]@example.com/?access_token=[redacted]',
      big: '12',
      bytes: '[4 bytes]',
      run: '[function]',
      mark: '[symbol]',
    });
  });

  it('describes what cannot be read instead of throwing', () => {
    const trap = {
      get value(): string {
        throw new Error('no');
      },
    };
    expect(clean({ trap, ok: 1 })).toEqual({ trap: '[unreadable]', ok: 1 });
  });

  it('cleans keys as well as values', () => {
    expect(createRedactor(['static-token-1']).value({ 'static-token-1': { user_id: 'ann' } })).toEqual({
      '[redacted]': { user_id: 'ann' },
    });
  });

  it('cannot be tricked into changing a prototype', () => {
    const cleaned = clean(JSON.parse('{"__proto__": {"admin": true}}'));
    expect(cleaned.admin).toBeUndefined();
    expect(Object.getPrototypeOf(cleaned)).toBe(Object.prototype);
  });

  it('does not replace secrets so short that they would blot out ordinary words', () => {
    expect(createRedactor(['a', '']).text('a banana')).toBe('a banana');
  });

  it('treats a secret as text, not as a pattern', () => {
    expect(createRedactor(['a.c+e(g']).text('a.c+e(g abccceg')).toBe('[redacted] abccceg');
  });

  it('finds a secret each time it comes, however much harmless text it has seen', () => {
    const redactor = createRedactor(['static-token-1']);
    for (let n = 0; n < 5_000; n += 1) {
      expect(redactor.text(`call ${n % 10} of ${n}`)).toBe(`call ${n % 10} of ${n}`);
      if (n % 500 === 0) expect(redactor.text('with static-token-1')).toBe('with [redacted]');
      if (n % 500 === 0) expect(redactor.value({ [`n${n}_token`]: 'x' })).toEqual({ [`n${n}_token`]: '[redacted]' });
    }
  });
});
