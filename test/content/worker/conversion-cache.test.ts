import { describe, expect, it } from '@jest/globals';
import { createConversionCache } from '../../../src/content/worker/conversion-cache.js';
import type { ConversionName, Task } from '../../../src/content/worker/task.js';

const megabyte = 1024 * 1024;
const task = (name: ConversionName, ...args: unknown[]): Task => ({ name, args });

/** A cache that counts what was converted in the end; `convert` answers with how often. */
function open(maxBytes = megabyte) {
  const cache = createConversionCache(maxBytes);
  let made = 0;
  const convert = (): Promise<unknown> => Promise.resolve({ made: (made += 1), blocks: [{ text: 'x' }] });
  return { cache, run: (one: Task, signal?: AbortSignal) => cache.run(one, convert, signal), count: () => made };
}

const names = (...entries: [string, string][]) => ({ maxChars: 100, options: { userNames: new Map(entries) } });

describe('a conversion of what was converted before', () => {
  it('is answered with what it gave then', async () => {
    const { run, count } = open();
    const first = await run(task('readPart', '<p>x</p>', names(['1', 'Ada'])));
    expect(await run(task('readPart', '<p>x</p>', names(['1', 'Ada'])))).toBe(first);
    expect(count()).toBe(1);
  });

  it.each<[string, Task, Task]>([
    ['text', task('toMarkdown', '<p>a</p>'), task('toMarkdown', '<p>b</p>')],
    ['conversion', task('toMarkdown', '<p>a</p>'), task('toOutline', '<p>a</p>')],
    ['name of a person', task('readPart', 'x', names(['1', 'Ada'])), task('readPart', 'x', names(['1', 'Eve']))],
    ['person of a name', task('readPart', 'x', names(['1', 'Ada'])), task('readPart', 'x', names(['2', 'Ada']))],
    ['number of people', task('readPart', 'x', names()), task('readPart', 'x', names(['1', 'Ada']))],
    ['place of the same text', task('toBlocks', 'ab', 'c'), task('toBlocks', 'a', 'bc')],
    ['nothing', task('toBlocks', 'a', undefined), task('toBlocks', 'a', null)],
    ['number of arguments', task('toBlocks', 'a'), task('toBlocks', 'a', undefined)],
    ['kind of value', task('toBlocks', 'a', 1), task('toBlocks', 'a', '1')],
    ['field', task('readPart', 'a', { maxChars: 1 }), task('readPart', 'a', { cursor: 1 })],
    ['half of a character', task('toMarkdown', '\ud800'), task('toMarkdown', '\ufffd')],
  ])('is another one with another %s', async (_what, one, other) => {
    const { run, count } = open();
    await run(one);
    await run(other);
    expect(count()).toBe(2);
  });

  it('is made again where it writes', async () => {
    const { run, count } = open();
    for (let n = 0; n < 2; n += 1) await run(task('applyEdits', { current: 'x', edits: [] }));
    expect(count()).toBe(2);
  });

  it('shares its result, which nobody can change', async () => {
    const { run } = open();
    const result = (await run(task('toBlocks', 'x'))) as { blocks: { text: string }[] };
    expect(() => result.blocks.push({ text: 'y' })).toThrow(TypeError);
    expect(() => Object.assign(result.blocks[0] ?? {}, { text: 'y' })).toThrow(TypeError);
  });
});

describe('what is kept', () => {
  it('stays under its bound, the oldest going first', async () => {
    const cache = createConversionCache(10_000);
    let made = 0;
    const convert = () => Promise.resolve('x'.repeat(1_000 + (made += 1)));
    for (let n = 0; n < 10; n += 1) await cache.run(task('toMarkdown', String(n)), convert);
    await cache.run(task('toMarkdown', '9'), convert);
    expect(made).toBe(10);
    await cache.run(task('toMarkdown', '0'), convert);
    expect(made).toBe(11);
  });

  it('is nothing that is larger than all of it, and nothing at all with a bound of 0', async () => {
    const { cache } = open(1_000);
    const large = (): Promise<unknown> => Promise.resolve('x'.repeat(1_000));
    await expect(cache.run(task('toMarkdown', 'x'), large)).resolves.toHaveLength(1_000);
    const { run, count } = open(0);
    for (let n = 0; n < 2; n += 1) await run(task('toMarkdown', 'x'));
    expect(count()).toBe(2);
  });

  it('is no failure', async () => {
    const { cache, run, count } = open();
    const fail = (): Promise<unknown> => Promise.reject(new Error('lost'));
    await expect(cache.run(task('toMarkdown', 'x'), fail)).rejects.toThrow('lost');
    await run(task('toMarkdown', 'x'));
    expect(count()).toBe(1);
  });
});

describe('a conversion that is under way', () => {
  it('is waited for by whoever asks for the same', async () => {
    const { run, count } = open();
    const all = await Promise.all(Array.from({ length: 5 }, () => run(task('toMarkdown', 'x'))));
    expect(new Set(all).size).toBe(1);
    expect(count()).toBe(1);
  });

  it('is begun anew, once, when whoever began it goes away', async () => {
    const { cache, run, count } = open();
    let cancel: (reason: Error) => void = () => undefined;
    const first = cache.run(task('toMarkdown', 'x'), () => new Promise((_resolve, reject) => (cancel = reject)));
    const others = [run(task('toMarkdown', 'x')), run(task('toMarkdown', 'x'))];
    cancel(new Error('cancelled'));
    await expect(first).rejects.toThrow('cancelled');
    const [second, third] = await Promise.all(others);
    expect(second).toBe(third);
    expect(count()).toBe(1);
  });

  it('lets go of whoever leaves while it lasts', async () => {
    const { cache, run } = open();
    let finish: (value: unknown) => void = () => undefined;
    const first = cache.run(task('toMarkdown', 'x'), () => new Promise((resolve) => (finish = resolve)));
    const leaving = new AbortController();
    const waiting = run(task('toMarkdown', 'x'), leaving.signal);
    leaving.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    finish('done');
    await expect(first).resolves.toBe('done');
  });
});
