/** Compiles some of the sources into the tree of compile.js; several processes do it at once. */
import { Buffer } from 'node:buffer';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createScriptTransformer } from '@jest/transform';
import jestConfig from '../../jest.config.js';
import { compiledPath } from './tree.js';

/** Through Jest's transformer, each into its place. */
export async function compilePart(projectConfig, globalConfig, tree, sources) {
  const { rootDir } = projectConfig;
  const options = transformOptions(globalConfig);
  const transform = globalConfig.collectCoverage
    ? await countingTransform(projectConfig, options)
    : ownTransform(projectConfig, options);
  for (const source of sources) {
    const { code, map } = await transform(source);
    write(compiledPath(tree, rootDir, source), finish(code, map, source, rootDir));
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

/** As Jest does it, so that lines are counted. */
async function countingTransform(projectConfig, options) {
  const transformer = await createScriptTransformer(projectConfig, new Map());
  return async (source) => {
    const { code, sourceMapPath } = await transformer.transformAsync(source, options);
    const map = sourceMapPath && existsSync(sourceMapPath) ? readFileSync(sourceMapPath, 'utf8') : undefined;
    return { code, map };
  };
}

/** The transformer of jest.config.js by itself: Jest keeps what comes out of it in two files a source, which nobody reads beside the tree. */
function ownTransform(projectConfig, options) {
  const [[, path, transformerConfig]] = projectConfig.transform;
  const transformer = createRequire(import.meta.url)(path).default.createTransformer(transformerConfig);
  const given = { ...options, cacheFS: new Map(), config: projectConfig, transformerConfig, instrument: false };
  return async (source) => {
    const { code } = await transformer.processAsync(readFileSync(source, 'utf8'), source, given);
    const map = /\n\/\/# sourceMappingURL=data:[^,]*;base64,(\S+)\s*$/.exec(code)?.[1];
    return { code, map: map && Buffer.from(map, 'base64').toString() };
  };
}

/** A test finds fixtures and the project's files from where its source lies; `src` finds its own modules in the tree. */
function finish(code, map, source, rootDir) {
  const located = source.startsWith(join(rootDir, 'src')) ? code : locate(code, source);
  const unmapped = located.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '');
  return map ? `${unmapped}\n//# sourceMappingURL=${inlineMap(map, source)}\n` : unmapped;
}

const locate = (code, source) =>
  code
    .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(source).href))
    .replaceAll('import.meta.filename', JSON.stringify(source))
    .replaceAll('import.meta.dirname', JSON.stringify(dirname(source)));

/** Without the text of the source, which whoever shows a line of it reads from where it is. */
function inlineMap(text, source) {
  const map = { ...JSON.parse(text), sources: [source], sourcesContent: undefined, sourceRoot: '' };
  return `data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
}

/** Another run in the same checkout never sees half a file. */
export function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, content);
  renameSync(`${path}.${process.pid}`, path);
}
