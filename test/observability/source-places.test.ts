import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSync } from 'esbuild';
import { stackOf } from '../../src/observability/describe-error.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'source-places-'));
  writeFileSync(
    join(folder, 'thrower.ts'),
    '// one\n// two\nexport function fail(): never {\n  throw new Error();\n}\n',
  );
  buildSync({
    entryPoints: [join(folder, 'thrower.ts')],
    outfile: join(folder, 'bundle.js'),
    bundle: true,
    minifyWhitespace: true,
    format: 'esm',
    sourcemap: true,
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** An error whose trace leads through this place of the bundle, as Node writes it for an ES module. */
function failedAt(file: string, line: number, column: number): Error {
  const error = new Error('it broke');
  error.stack = `Error: it broke\n    at fail (${pathToFileURL(join(folder, file)).href}:${line}:${column})\n    at node:internal/x:1:2`;
  return error;
}

describe('the stack trace of an error that is logged', () => {
  it('names the line of our source', () => {
    const { line, column } = { line: 1, column: 'function fail(){'.length + 1 };
    expect(stackOf(failedAt('bundle.js', line, column))).toBe(
      `Error: it broke\n    at fail (${join(folder, 'thrower.ts')}:4:3)\n    at node:internal/x:1:2`,
    );
  });

  it('stays as it is where there is no map', () => {
    const error = failedAt('unmapped.js', 1, 17);
    expect(stackOf(error)).toBe(error.stack);
  });
});
