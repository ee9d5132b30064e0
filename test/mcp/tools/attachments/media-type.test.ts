import { describe, expect, it } from '@jest/globals';
import { storedType } from '../../../../src/mcp/tools/attachments/media-type.js';

const text = Buffer.from('text');
const png = Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1');
const webp = Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1');

describe('the type that a file is stored under', () => {
  it.each([
    ['a.csv', undefined, text, 'text/csv'],
    ['a.CSV', undefined, text, 'text/csv'],
    ['a.docx', undefined, text, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a', undefined, text, 'application/octet-stream'],
    ['a.constructor', undefined, text, 'application/octet-stream'],
    ['a.bin', 'application/PDF', text, 'application/pdf'],
    ['a.bin', 'application/octet-stream', text, 'application/octet-stream'],
    ['photo.jpg', undefined, png, 'image/png'],
    ['photo', undefined, webp, 'image/webp'],
    ['photo.gif', undefined, Buffer.from('GIF89a..'), 'image/gif'],
    ['photo.png', 'image/png', Buffer.from([255, 216, 255, 224]), 'image/jpeg'],
  ])('of %j declared as %j follows name, declaration and bytes', (filename, declared, bytes, type) => {
    expect(storedType(filename, declared, bytes)).toEqual({ type });
  });

  it.each([
    ['a.svg', undefined, text],
    ['a.html', 'application/pdf', text],
    ['a.png', 'image/svg+xml', png],
    ['a.txt', 'text/html; charset=utf-8', text],
    ['a.txt', 'application/xhtml+xml', text],
    ['a.txt', 'TEXT/JavaScript', text],
    ['a.htm', undefined, png],
  ])('of %j declared as %j is plain text, for a browser would run it', (filename, declared, bytes) => {
    expect(storedType(filename, declared, bytes)).toEqual({
      type: 'text/plain',
      warning: expect.stringContaining('browser') as unknown,
    });
  });

  it('is unknown for a declaration that is on no list, and says so', () => {
    expect(storedType('a.bin', 'application/x-msdownload', text)).toEqual({
      type: 'application/octet-stream',
      warning: expect.stringContaining('media_type') as unknown,
    });
  });

  it('[C5] is a mismatch for an image that is none', () => {
    expect(storedType('a.png', undefined, text)).toEqual({ mismatch: 'image/png' });
    expect(storedType('a.bin', 'image/webp', Buffer.from('RIFF....WAVE'))).toEqual({ mismatch: 'image/webp' });
  });
});
