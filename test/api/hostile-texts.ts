import { expect } from '@jest/globals';
import fc from 'fast-check';
import { isAppError } from '../../src/errors.js';
import type { ApiServer } from './api-server.js';

const nasty = fc.constantFrom(
  ...[
    '../',
    '..',
    '.',
    '%2e%2e',
    '%2F',
    '/',
    '//evil.example',
    '\\',
    '?x=1',
    '#f',
    '&admin=1',
    ';',
    '@evil.example',
    ':80',
  ],
  ...[
    '\r\nX-User-ID: root',
    '\n',
    '\0',
    '\u2028',
    '%0d%0aX: 1',
    '{a}',
    '{{',
    '__proto__',
    'constructor',
    '\ud800',
    'é',
    '💥',
    '%00',
    '%c0%ae%c0%ae/',
    '..;/',
    '%252e%252e%252f',
    '\uff0e\uff0e\uff0f',
    '\t',
    '\x7f',
    '[]',
    '|',
    ',',
    '+',
    '"',
    '}}',
    'x'.repeat(20_000),
  ],
);
/** Texts that try to be more than a value. */
export const text = fc
  .array(fc.oneof(nasty, fc.string({ maxLength: 6 }), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 5 })
  .map((parts) => parts.join(''));
/** What arrived, read by another parser than the one that wrote it. */
export function received(server: ApiServer): { path: string[]; query: [string, string][]; host: string | undefined } {
  const [path = '', query = ''] = server.last.url.split('?');
  return {
    path: path.split('/').map(decodeURIComponent),
    query:
      query === ''
        ? []
        : query
            .split('&')
            .map(
              (pair) =>
                pair.split('=').map((part) => decodeURIComponent(part.replaceAll('+', ' '))) as [string, string],
            ),
    host: server.last.headers.host,
  };
}

/** Whether a call sent its one request; one that did not was refused for its arguments, and sent nothing. */
export async function isSent(server: ApiServer, call: () => Promise<unknown>): Promise<boolean> {
  const before = server.seen.length;
  try {
    await call();
  } catch (error) {
    expect(isAppError(error) && error.code).toBe('INVALID_INPUT');
    expect(server.seen.length).toBe(before);
    return false;
  }
  expect(server.seen.length).toBe(before + 1);
  return true;
}
