import { Writable } from 'node:stream';

/** A stream that keeps what is written to it, e.g. as the destination of a logger. */
export class Capture extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }

  /** Every line, parsed as JSON. */
  get lines(): Record<string, unknown>[] {
    return this.text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** The last line; fails when there is none. */
  get last(): Record<string, unknown> {
    const line = this.lines.at(-1);
    if (line === undefined) throw new Error('nothing was written');
    return line;
  }
}
