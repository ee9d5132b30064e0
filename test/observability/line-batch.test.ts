import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createLineBatch, type LineBatch } from '../../src/observability/line-batch.js';

let written: string[];
let exit: () => void;
let batch: LineBatch;
beforeEach(() => {
  written = [];
  const stream = { write: (text: string) => written.push(text) > 0 } as never;
  batch = createLineBatch(stream, (flush) => (exit = flush));
});

describe('lines of one turn', () => {
  it('are written together at its end, in order', async () => {
    for (const line of ['a\n', 'b\n', 'c\n']) batch.write(line, false);
    expect(written).toEqual([]);
    await nextTurn();
    expect(written).toEqual(['a\nb\nc\n']);
    batch.write('d\n', false);
    await nextTurn();
    expect(written).toEqual(['a\nb\nc\n', 'd\n']);
  });

  it('are written at once with one that is urgent', () => {
    batch.write('a\n', false);
    batch.write('b\n', true);
    expect(written).toEqual(['a\nb\n']);
  });

  it('are written at once when they are many', () => {
    for (let n = 0; n < 70; n += 1) batch.write('x'.repeat(1_000), false);
    expect(written.join('').length).toBeGreaterThan(64_000);
  });

  it('are written when the process ends, and so is each that comes then', () => {
    batch.write('a\n', false);
    exit();
    expect(written).toEqual(['a\n']);
    batch.write('b\n', false);
    expect(written).toEqual(['a\n', 'b\n']);
  });
});
