import { posix } from 'node:path';
import type { SourceFile } from './house-rules.js';
import { readSource } from './imports.js';

const remedy =
  'say in one right in front of it what its name does not (shape, units, errors, source), or export it no more';

/**
 * Exports without a docblock, each as a sentence. One that an empty line sets apart is the file's. Of the overloads of a
 * function one tells what it does; what a file passes on of another is documented there.
 */
export function undocumentedExports(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    [...readSource(file.path, file.text).exports]
      .filter(([, isDocumented]) => !isDocumented)
      .map(([name]) => `${file.path} exports ${name} without a docblock: ${remedy}`),
  );
}

/** Exports that none of the users names, each as a sentence. A file that somebody loads as a whole may export what it likes. */
export function unusedExports(files: readonly SourceFile[], users: readonly SourceFile[]): string[] {
  const used = new Map<string, Set<string>>();
  for (const { path, text } of users) {
    for (const { specifier, names } of readSource(path, text).imports) {
      const target = posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts');
      used.set(target, new Set([...(used.get(target) ?? []), ...(names.length === 0 ? ['*'] : names)]));
    }
  }
  return files.flatMap((file) => {
    const names = used.get(file.path) ?? new Set();
    if (names.has('*')) return [];
    const unused = [...readSource(file.path, file.text).exports.keys()].filter((name) => !names.has(name));
    return unused.map((name) => `${file.path} exports ${name}, which no other file imports: take the word export away`);
  });
}
