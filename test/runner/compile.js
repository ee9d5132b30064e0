/**
 * Compiles src, test and bench once a run, before any suite starts, into a tree of JavaScript that Node loads by itself.
 * Jest's own module loader compiles and links every module anew for each suite; that was 43 % of a run's time.
 *
 * The code goes through Jest's transformer (ts-jest, and istanbul where coverage is asked for). A file is compiled again
 * when it is newer than what came out of it, as `make` does.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'jest-worker';
import { compilePart, write } from './compile-part.js';
import { compiledPath, compiledRoot } from './tree.js';

const roots = ['src', 'test', 'bench'];

/** Fewer are compiled sooner than another process has started. */
const worthProcess = 200;

/** What changes every file's output: another compiler, other options, another version of this file. */
const recipe = [
  'package-lock.json',
  'tsconfig.json',
  'jest.config.js',
  'test/runner/compile.js',
  'test/runner/compile-part.js',
];

/** Jest's globalSetup. */
export default async function compile(globalConfig, projectConfig) {
  const { rootDir } = projectConfig;
  const tree = compiledRoot(rootDir, globalConfig.collectCoverage);
  prepare(tree, rootDir);
  const sources = roots
    .flatMap((folder) => listFiles(join(rootDir, folder), '.ts'))
    .filter((source) => !source.endsWith('.d.ts'));
  removeOrphans(tree, rootDir, sources);
  const stale = sources.filter((source) => isStale(source, compiledPath(tree, rootDir, source)));
  if (stale.length === 0) return;
  await compileSources(projectConfig, globalConfig, tree, stale);
}

/** Each core compiles its part. */
async function compileSources(projectConfig, globalConfig, tree, sources) {
  const numWorkers = Math.min(availableParallelism(), Math.ceil(sources.length / worthProcess));
  if (numWorkers === 1) return compilePart(projectConfig, globalConfig, tree, sources);
  const part = fileURLToPath(new URL('compile-part.js', import.meta.url));
  const worker = new Worker(part, { numWorkers, exposedMethods: ['compilePart'] });
  try {
    await Promise.all(
      Array.from({ length: numWorkers }, (_, at) => {
        const own = sources.filter((_source, index) => index % numWorkers === at);
        return worker.compilePart(projectConfig, globalConfig, tree, own);
      }),
    );
  } finally {
    await worker.end();
  }
}

/** Empties a tree of another recipe, and lays down what the compiled modules expect around them. */
function prepare(tree, rootDir) {
  // `src` reads its version from here, and Node the kind of modules.
  const manifest = readFileSync(join(rootDir, 'package.json'), 'utf8');
  // The tree names files of this checkout, so that one which came along with a copied `node_modules` is of no use.
  const hash = createHash('sha256').update(process.version).update(rootDir);
  for (const file of recipe) hash.update(readFileSync(join(rootDir, file)));
  const stamp = join(tree, 'recipe');
  const wanted = hash.digest('hex');
  const isCurrent = readIfThere(stamp) === wanted;
  if (!isCurrent) rmSync(tree, { recursive: true, force: true });
  if (readIfThere(join(tree, 'package.json')) !== manifest) write(join(tree, 'package.json'), manifest);
  if (isCurrent) return;
  const globals = pathToFileURL(join(import.meta.dirname, 'globals.js'));
  const standIn = join(tree, 'test/node_modules/@jest/globals');
  write(join(standIn, 'package.json'), JSON.stringify({ name: '@jest/globals', type: 'module', main: 'index.js' }));
  write(join(standIn, 'index.js'), `export * from '${globals.href}';\n`);
  write(stamp, wanted);
}

/** A module whose source is gone would still be found by an import that should fail. */
function removeOrphans(tree, rootDir, sources) {
  const wanted = new Set(sources.map((source) => compiledPath(tree, rootDir, source)));
  for (const folder of roots)
    for (const file of listFiles(join(tree, folder), '.js')) if (!wanted.has(file)) rmSync(file);
}

function isStale(source, compiled) {
  const before = statSync(compiled, { throwIfNoEntry: false });
  return before === undefined || before.mtimeMs <= statSync(source).mtimeMs;
}

const readIfThere = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

function listFiles(folder, extension) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension) && !entry.parentPath.includes('node_modules/@'))
    .map((entry) => join(entry.parentPath, entry.name));
}
