/**
 * Keeps what a start reads in few files. esbuild makes a file for each set of entries that share a module, and each
 * `import()` is an entry: without this a start reads three times as many, each a turn of Node's loader.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const importedLater = /import\('(\.[^']*)\.js'\)/g;

/** What is loaded by programs that serve nobody as well: a thread, a command, a client. */
const shared = /^(?:cli|client|content|documents|outbound)\//;

/**
 * The text of a file of `source`, given its path: one that only a server loads, once it has started, exports its start too.
 * `start` is loaded by then, so that this reads nothing more.
 */
export function createWholeStart(source, start) {
  const importers = readdirSync(source, { recursive: true }).filter(
    (file) => file.endsWith('.ts') && !shared.test(file),
  );
  const later = new Set(
    importers.flatMap((file) => {
      const path = join(source, file);
      return [...readFileSync(path, 'utf8').matchAll(importedLater)].map(([, to]) =>
        resolve(dirname(path), `${to}.ts`),
      );
    }),
  );
  later.delete(join(source, 'cli/run-process.ts'));
  return (text, path) =>
    later.has(path) ? `${text}\nexport { serveCommand as start } from ${JSON.stringify(start)};\n` : text;
}
