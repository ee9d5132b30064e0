/** Compiles some of the sources into the tree of compile.js; several processes do it at once. */
import { Buffer } from 'node:buffer';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createScriptTransformer } from '@jest/transform';
import jestConfig from '../../jest.config.js';
import { compiledPath } from './tree.js';

/** Through Jest's transformer, each into its place. */
export async function compilePart(projectConfig, globalConfig, tree, sources) {
  const { rootDir } = projectConfig;
  const transformer = await createScriptTransformer(projectConfig, new Map());
  const options = transformOptions(globalConfig);
  for (const source of sources) {
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
export function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, content);
  renameSync(`${path}.${process.pid}`, path);
}
