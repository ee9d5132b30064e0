import { z } from 'zod';
import { cleanText } from '../../../content/index.js';
import { line, proseWithin } from '../../schemas/input.js';

/** The largest file that this server carries in either direction. */
export const mostBytes = 10_000_000;
const mostBase64 = Math.ceil(mostBytes / 3) * 4;

/** What would make a name a path, or break a header. Screenshots have colons in theirs, and Confluence keeps them. */
const separators = /[\\/"<>|]/;

function isPlainName(name: string): boolean {
  return !separators.test(name) && !/^\.+$/.test(name) && cleanText(name) === name;
}

/** Looks for what does not belong: a pattern that matches megabytes as a whole runs out of stack. */
function isBase64(text: string): boolean {
  return text.length > 0 && text.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(text.replace(/={1,2}$/, ''));
}

/** The name that a file has on its page: no path, no character that a header or a shell would take for its own. */
export const filename = line(255).refine(
  isPlainName,
  'expected a plain file name without folders or hidden characters',
);

/** The length is checked before anything is decoded. */
export const contentBase64 = z
  .string()
  // Line breaks and a data: prefix add a little.
  .max(Math.ceil(mostBase64 * 1.1), {
    abort: true,
    error: `the file is too large; at most ${mostBytes} bytes can be sent`,
  })
  .overwrite(plainBase64)
  .refine(isBase64, 'expected the bytes of the file as base64');

const dataPrefix = /^data:[^,]{0,200};base64,/i;

/** Base64 as people and programs send it, in the one form that is decoded: unbroken, padded, of the common alphabet (RFC 4648, 4 and 5). */
function plainBase64(text: string): string {
  const unbroken = text.replace(dataPrefix, '').replaceAll(/\s+/g, '');
  const plain = /[+/]/.test(unbroken) ? unbroken : unbroken.replaceAll('-', '+').replaceAll('_', '/');
  const missing = (4 - (plain.length % 4)) % 4;
  return missing < 3 && !plain.endsWith('=') ? plain + '='.repeat(missing) : plain;
}

/** The content of a text file, sent as UTF-8. */
export const contentText = proseWithin(mostBytes);
