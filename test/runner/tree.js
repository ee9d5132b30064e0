/** Where the compiled tree lies: beside what other tools cache, and one of its own when lines are counted for coverage. */
import { join, relative } from 'node:path';

/** The root of the compiled tree; `src` and `test` stand below it as they do below the project's root. */
export function compiledRoot(rootDir, collectCoverage) {
  return join(rootDir, 'node_modules/.cache', collectCoverage ? 'tests-coverage' : 'tests');
}

/** The JavaScript that a source becomes. */
export function compiledPath(tree, rootDir, source) {
  return join(tree, relative(rootDir, source).replace(/\.ts$/, '.js'));
}
