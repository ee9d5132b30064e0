/**
 * Compiles src, test and bench once a run, before any suite starts, into a tree of JavaScript that Node loads by itself.
 * Jest's own module loader compiles and links every module anew for each suite; that was 43 % of a run's time.
 *
 * The code goes through Jest's transformer (ts-jest, and istanbul where coverage is asked for). A file is compiled again
 * when it is newer than what came out of it, as `make` does.
 */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createScriptTransformer } from '@jest/transform';
import jestConfig from '../../jest.config.js';
import { compiledPath, compiledRoot } from './tree.js';

const roots = ['src', 'test', 'bench'];

/** What changes every file's output: another compiler, other options, another version of this file. */
const recipe = ['package-lock.json', 'tsconfig.json', 'jest.config.js', 'test/runner/compile.js'];

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
  const transformer = await createScriptTransformer(projectConfig, new Map());
  const options = transformOptions(globalConfig);
  for (const source of stale) {
    const { code, sourceMapPath } = await transformer.transformAsync(source, options);
    write(compiledPath(tree, rootDir, source), finish(code, source, sourceMapPath, rootDir));
  }
}

function transformOptions(globalConfig) {
  return {
    isInternalModule: false,
    supportsDynamicImport: true,
    supportsExportNamespaceFrom: true,
    supportsStaticESM: true,
    supportsTopLevelAwait: true,
    collectCoverage: globalConfig.collectCoverage,
    // All that can be counted, whatever this run asks for: the next one finds the same tree. The runtime narrows it.
    collectCoverageFrom: jestConfig.collectCoverageFrom,
    coverageProvider: globalConfig.coverageProvider,
  };
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

/** A test finds fixtures and the project's files from where its source lies; `src` finds its own modules in the tree. */
function finish(code, source, sourceMapPath, rootDir) {
  const located = source.startsWith(join(rootDir, 'src')) ? code : locate(code, source);
  const unmapped = located.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '');
  return sourceMapPath && existsSync(sourceMapPath)
    ? `${unmapped}\n//# sourceMappingURL=${inlineMap(sourceMapPath, source)}\n`
    : unmapped;
}

const locate = (code, source) =>
  code
    .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(source).href))
    .replaceAll('import.meta.filename', JSON.stringify(source))
    .replaceAll('import.meta.dirname', JSON.stringify(dirname(source)));

function inlineMap(sourceMapPath, source) {
  const map = { ...JSON.parse(readFileSync(sourceMapPath, 'utf8')), sources: [source], sourceRoot: '' };
  return `data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
}

/** Another run in the same checkout never sees half a file. */
function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, content);
  renameSync(`${path}.${process.pid}`, path);
}

const readIfThere = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

function listFiles(folder, extension) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension) && !entry.parentPath.includes('node_modules/@'))
    .map((entry) => join(entry.parentPath, entry.name));
}
