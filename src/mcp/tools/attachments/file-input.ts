import { z } from 'zod';
import { cleanText } from '../../../content/index.js';
import { line, prose } from '../../schemas/input.js';

/** The largest file that this server carries in either direction. */
export const mostBytes = 10_000_000;
const mostBase64 = Math.ceil(mostBytes / 3) * 4;

const separators = /[\\/:*?"<>|]/;

function isPlainName(name: string): boolean {
  return !separators.test(name) && !/^\.+$/.test(name) && cleanText(name) === name;
}

/** Looks for what does not belong: a pattern that matches megabytes as a whole runs out of stack. */
function isBase64(text: string): boolean {
  return text.length > 0 && text.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(text.replace(/={1,2}$/, ''));
}

export const filename = line(255).refine(
  isPlainName,
  'expected a plain file name without folders or hidden characters',
);

/** The length is checked before anything is decoded. */
export const contentBase64 = z
  .string()
  .max(mostBase64, { abort: true, error: `the file is too large; at most ${mostBytes} bytes can be sent` })
  .refine(isBase64, 'expected the bytes of the file as base64, without line breaks or a data: prefix');

export const contentText = prose.min(1).max(mostBytes);
