import { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createLineBatch, type LineBatch } from '../../src/observability/line-batch.js';

let written: string[];
let exit: () => void;
let failure: Error | undefined;
let told: unknown[];
let batch: LineBatch;
beforeEach(async () => {
  // What the test before still held.
  await nextTurn();
  written = [];
  told = [];
  failure = undefined;
  const stream = new Writable({
    decodeStrings: false,
    write: (text: string, _encoding, done) => {
      if (failure === undefined) written.push(text);
      done(failure);
    },
  });
  // As the process's own streams do: they go on after an error.
  stream._destroy = (error, done) => {
    done(error);
    (stream as unknown as { _undestroy(): void })._undestroy();
  };
  batch = createLineBatch(stream, {
    atExit: (flush) => (exit = flush),
    onLost: (lines, cause, isFirst) => told.push([lines, cause.message, isFirst]),
    onRecovered: (lines) => told.push(lines),
  });
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

describe('lines that cannot be written', () => {
  it('are counted and given up, and what comes once there is room begins a line of its own', async () => {
    failure = new Error('no space left');
    for (const lines of ['a\nb\n', 'c\n']) {
      batch.write(lines, true);
      await nextTurn();
    }
    failure = undefined;
    batch.write('d\n', true);
    await nextTurn();
    expect(written).toEqual(['\nd\n']);
    expect(told).toEqual([[2, 'no space left', true], [1, 'no space left', false], 3]);
    batch.write('e\n', true);
    expect(written).toEqual(['\nd\n', 'e\n']);
  });
});
