import { describe, expect, it } from '@jest/globals';
import { encodeMultipart } from '../../../src/confluence/transport/multipart.js';

describe('a multipart form', () => {
  it('is read back as it was meant by another implementation', async () => {
    const content = Uint8Array.from({ length: 256 }, (_, index) => index);
    const { contentType, data } = encodeMultipart([
      { name: 'file', filename: 'größe 決済.bin', mediaType: 'application/x-a', content },
      { name: 'comment', mediaType: 'text/plain; charset=utf-8', content: 'zwei\r\nZeilen –--' },
    ]);
    const form = await new Response(Buffer.from(data), { headers: { 'Content-Type': contentType } }).formData();
    const file = form.get('file') as File;
    expect([file.name, file.type]).toEqual(['größe 決済.bin', 'application/x-a']);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(content);
    expect(form.get('comment')).toBe('zwei\r\nZeilen –--');
  });

  it.each(['a"b', 'a\\', 'a\r\nX-Evil: y', 'a\0', 'a\u007f'])('[C4] never carries %j in a header', (value) => {
    const part = { name: 'file', filename: 'a', mediaType: 'a/b', content: '' };
    for (const bad of [{ filename: value }, { mediaType: value }, { name: value }]) {
      expect(() => encodeMultipart([{ ...part, ...bad }])).toThrow('not allowed in a header');
    }
  });

  it('has another boundary each time, so that no content can know it', () => {
    expect(encodeMultipart([]).contentType).not.toBe(encodeMultipart([]).contentType);
  });
});
