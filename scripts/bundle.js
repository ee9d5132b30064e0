/**
 * Builds the program into `dist`, as few files that hold every package but those with a binary. What only some settings
 * and commands need lies in files of its own, which are read then. Beside them their source maps, and the licences of
 * what they hold.
 */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, transform } from 'esbuild';
import { externalPackages } from './external-packages.js';
import { licencesOf } from './licences.js';
import { usedExports } from './used-exports.js';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

const target = 'node20.19';
const tsconfigRaw = { compilerOptions: { verbatimModuleSyntax: true, target: 'ES2023' } };

/** By their place in `dist`. Threads lie beside what starts them, as they do in `src`. */
const entryPoints = {
  index: 'src/index.ts',
  'client/index': 'src/client/index.ts',
  'conversion-thread': 'src/content/worker/conversion-thread.ts',
  'reader-thread': 'src/documents/reader-thread.ts',
};

const entries = new Set(Object.values(entryPoints).map((path) => join(root, path)));

/**
 * What packages bring along and this program has no use for, which would be read and compiled at each start. Each is
 * replaced by what is left of it; an import of anything else fails the build.
 */
const trimmed = [
  // Our messages are English; there are forty more languages.
  [/zod\/v4\/locales\/index\.js$/, `export { default as en } from './en.js';`],
  // Bodies are UTF-8, and what says otherwise is refused before it is decoded; half a megabyte of tables is for others.
  [/iconv-lite\/encodings\/index\.js$/, `Object.assign(exports, require('./internal.js'));`],
  // There are thirty kinds of stores.
  [
    /rate-limiter-flexible\/index\.js$/,
    ['Memory', 'Redis', 'Res', 'Abstract']
      .map((name) => `export { default as RateLimiter${name} } from './lib/RateLimiter${name}.js';`)
      .join('\n'),
  ],
  // Traces name the service; which machine it runs on is for the collector to say.
  [
    /opentelemetry\/resources\/.*\/machine-id\/getMachineId\.js$/,
    'exports.getMachineId = () => Promise.resolve(undefined);',
  ],
  // Node has its own.
  [/axios\/lib\/platform\/node\/classes\/FormData\.js$/, 'export default FormData;'],
];

const leaveOut = {
  name: 'leave-out',
  setup({ onLoad }) {
    for (const [filter, contents] of trimmed) onLoad({ filter }, () => ({ contents, loader: 'js' }));
  },
};

/** Importing this one has Node list all of its options first, which takes milliseconds. */
const globalProcess = {
  name: 'global-process',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:node:)?process$/ }, () => ({ path: 'process', namespace: 'global' }));
    onLoad({ filter: /./, namespace: 'global' }, () => ({ contents: 'module.exports = globalThis.process;' }));
  },
};

/**
 * Bundling renames classes whose names meet, and those that speak of themselves. Packages tell their errors apart by these
 * names, and the authorization server keeps them in its state, so that files with classes have theirs pinned. Pinning
 * every function as well would cost those that make functions as they run.
 */
const classNames = {
  name: 'class-names',
  setup({ onLoad }) {
    onLoad({ filter: /\.[cm]?[jt]s$/ }, async ({ path }) => {
      const source = withRequire(await readFile(path, 'utf8'), path);
      if (!/\bclass\b/.test(source)) return { contents: source, loader: path.endsWith('.ts') ? 'ts' : 'js' };
      const loader = path.endsWith('.ts') ? 'ts' : 'js';
      const options = { loader, keepNames: true, sourcefile: path, sourcemap: 'inline', sourcesContent: false };
      const { code } = await transform(source, { ...options, target, tsconfigRaw });
      return { contents: code, loader: 'js' };
    });
  },
};

/** Where a CommonJS package loads another of its kind with `import()`, `require` finds its names. */
function withRequire(source, path) {
  if (!/node_modules\/gaxios\//.test(path)) return source;
  return source.replaceAll(/await import\(('[^']+')\)/g, 'require($1)');
}

/** What others write there: the client's types, and the programs of `bench/`. */
const kept = new Set(['client', 'types', 'bench', 'LICENSES.txt']);

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints,
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target,
  // The last one colours a package's debugging output where a development tool has installed it.
  external: [...externalPackages, 'supports-color'],
  plugins: [usedExports(join(root, 'src'), entries), leaveOut, globalProcess, classNames],
  // Less to compile at each start. Names stay as they are, for logs and stack traces.
  minifyWhitespace: true,
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  banner: {
    // CommonJS packages ask for Node's own modules with it.
    js: `import { createRequire as createBundleRequire } from 'node:module'; const require = createBundleRequire(import.meta.url);`,
  },
});

refuseUnnamedImports(metafile.inputs);
writeFileSync(join(dist, 'LICENSES.txt'), licencesOf(root, Object.keys(metafile.inputs)));
removeStale(new Set(Object.keys(metafile.outputs).map((path) => resolve(root, path))));

/** In a bundle of ES modules, `import()` of a CommonJS module has no names, and what asks for one gets undefined. */
function refuseUnnamedImports(inputs) {
  for (const [path, { imports }] of Object.entries(inputs)) {
    const unnamed = imports.find(({ kind, path: to }) => kind === 'dynamic-import' && inputs[to]?.format === 'cjs');
    if (unnamed)
      throw new Error(`${path} imports ${unnamed.path} with import(): let a module of src export its names.`);
  }
}

/** Chunks carry a hash in their names, so that those of an earlier build would stay. */
function removeStale(current) {
  for (const name of readdirSync(dist)) {
    if (!kept.has(name) && !current.has(join(dist, name))) rmSync(join(dist, name), { recursive: true });
  }
}
