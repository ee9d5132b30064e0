import { getEventListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createContentConverter } from '../../../src/content/index.js';
import type { ContentConverter, ContentConverterOptions } from '../../../src/content/index.js';
import { patiently } from '../../support/patiently.js';

/** A thread that does as the text says; what the real one does is tested on the built program. */
const workerFile = new URL('stand-in.js', import.meta.url);

let converter: ContentConverter;
afterEach(() => converter.close());

/** A converter where only what is longer than ten characters goes to a thread. */
function open(options: ContentConverterOptions = {}) {
  converter = createContentConverter({ workerFile, inlineChars: 10, threads: 1, heapMb: 24, ...options });
  return converter.forCall({});
}

const large = (text: string) => text.padEnd(40, '.');

describe('a small conversion', () => {
  it('is made here, with the result of the function itself', async () => {
    await expect(open().toMarkdown('<p>x</p>')).resolves.toBe('x');
  });

  it('rejects with what the function throws', async () => {
    await expect(open().toMarkdown('<p>x')).rejects.toMatchObject({ code: 'UNCONVERTIBLE', details: { line: 1 } });
    await expect(open().toMarkdown(undefined as unknown as string)).rejects.toThrow('undefined');
  });

  it('leaves turns to others, however many there are', async () => {
    const content = open({ inlineChars: 100 });
    let turns = 0;
    const counting = setInterval(() => turns++, 0);
    const order: number[] = [];
    const all = Array.from({ length: 300 }, (_, i) => content.toMarkdown(`<p>${i}</p>`).then(() => order.push(i)));
    await Promise.all(all);
    clearInterval(counting);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(turns).toBeGreaterThan(3);
  });

  it('is not made for a call that was cancelled', async () => {
    open();
    const cancel = new AbortController();
    const waiting = converter.forCall({ signal: cancel.signal }).toMarkdown('<p>x</p>');
    cancel.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
    await expect(converter.forCall({ signal: cancel.signal }).toMarkdown('<p>x</p>')).rejects.toThrow('cancelled');
  });
});

describe('a large conversion', () => {
  it('is told by all text in its arguments', async () => {
    const content = open();
    const edits = [{ op: 'append' as const, content: large('echo') }];
    // The stand-in takes the first argument for a text; what counts is that it was asked.
    await expect(content.applyEdits({ current: '', edits })).rejects.toThrow('startsWith');
    const options = { userNames: new Map([['id', large('name')]]) };
    await expect(content.toMarkdown('x', options)).resolves.toMatch(/^\d+$/);
  });

  it('is made by a thread that stays for the next one', async () => {
    const content = open();
    const first = await content.toMarkdown(large('a'));
    expect(await content.toMarkdown(large('b'))).toBe(first);
  });

  it('goes to another thread while the first is at work, up to their number', async () => {
    const content = open({ threads: 2 });
    const threads = await Promise.all(['a', 'b', 'c', 'd'].map((text) => content.toMarkdown(large(text))));
    expect(new Set(threads).size).toBe(2);
  });

  it('is refused as it would be here', async () => {
    await expect(open().toMarkdown(large('refuse'))).rejects.toMatchObject({
      name: 'AppError',
      code: 'CONTENT_LOSS',
      message: 'Lost.',
      hint: 'Keep it.',
      details: { losses: [1] },
    });
  });

  it('tells of a defect with the stack of the thread', async () => {
    await expect(open().toMarkdown(large('defect'))).rejects.toMatchObject({
      message: 'a slip',
      stack: expect.stringContaining('there'),
    });
  });

  it('is UNCONVERTIBLE when it takes too long, and the next one is made', async () => {
    await patiently(async (patience) => {
      const content = open({ timeLimitMs: 500 * patience });
      const [slow, next] = await Promise.allSettled([
        content.toMarkdown(large('hang')),
        content.toMarkdown(large('a')),
      ]);
      const message = `longer than ${0.5 * patience} s`;
      const reason = {
        code: 'UNCONVERTIBLE',
        message: expect.stringContaining(message),
        hint: expect.stringContaining('storage'),
      };
      expect(slow).toMatchObject({ reason });
      expect(next).toMatchObject({ status: 'fulfilled' });
    });
  });

  it('is said to be too many edits, where edits of a page take too long', async () => {
    const content = open({ timeLimitMs: 300 });
    const edits = [{ op: 'append' as const, content: large('hang') }];
    await expect(content.applyEdits({ current: large('hang'), edits })).rejects.toMatchObject({
      code: 'UNCONVERTIBLE',
      hint: expect.stringContaining('fewer edits'),
    });
  });

  it('is UNCONVERTIBLE when it needs too much memory, and the next one is made', async () => {
    const content = open();
    await expect(content.toMarkdown(large('hoard'))).rejects.toMatchObject({
      code: 'UNCONVERTIBLE',
      message: expect.stringContaining('more than 24 MB'),
    });
    await expect(content.toMarkdown(large('a'))).resolves.toMatch(/^\d+$/);
  });

  it.each(['end', 'throw'])('rejects when its thread ends: %s', async (how) => {
    const content = open();
    await expect(content.toMarkdown(large(how))).rejects.toThrow(/during a conversion|outside of a conversion/);
    await expect(content.toMarkdown(large('a'))).resolves.toMatch(/^\d+$/);
  });

  it('rejects when there is nothing to run', async () => {
    const content = open({ workerFile: new URL('nothing.js', import.meta.url) });
    await expect(content.toMarkdown(large('a'))).rejects.toThrow(/Cannot find module/);
  });

  it('stops when its call is cancelled, at work or waiting', async () => {
    open({ timeLimitMs: 60_000 });
    const cancel = new AbortController();
    const content = converter.forCall({ signal: cancel.signal });
    const calls = [content.toMarkdown(large('hang')), content.toMarkdown(large('hang'))];
    await wait(100);
    const after = converter.forCall({}).toMarkdown(large('a'));
    cancel.abort(new Error('cancelled'));
    expect(await Promise.allSettled(calls)).toMatchObject([
      { reason: { message: 'cancelled' } },
      { reason: { message: 'cancelled' } },
    ]);
    await expect(after).resolves.toMatch(/^\d+$/);
  });

  it('leaves nothing on a signal that goes on living', async () => {
    open();
    const { signal } = new AbortController();
    const content = converter.forCall({ signal });
    for (const text of ['a', 'b', 'c']) await content.toMarkdown(large(text));
    await expect(content.toMarkdown(large('refuse'))).rejects.toMatchObject({ code: 'CONTENT_LOSS' });
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('has a new thread after a time without work', async () => {
    const content = open({ idleMs: 20 });
    const first = await content.toMarkdown(large('a'));
    await wait(300);
    expect(await content.toMarkdown(large('b'))).not.toBe(first);
  });

  it('ends with the converter', async () => {
    const content = open({ timeLimitMs: 60_000 });
    const calls = [content.toMarkdown(large('hang')), content.toMarkdown(large('hang'))];
    const settled = Promise.allSettled(calls);
    await wait(100);
    await converter.close();
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
