/**
 * Bundles the program into `dist`, as few files that hold every package but those with a binary. What only some settings
 * and commands need lies in files of its own, which are read then. Beside them their source maps, and the licences of
 * what they hold.
 */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { createDirectImports } from './direct-imports.js';
import { externalPackages } from './external-packages.js';
import { licencesOf } from './licences.js';
import { leaveOut, lightBuiltins, sources } from './trimmed-packages.js';
import { createWholeStart } from './whole-start.js';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

const target = 'node20.19';

/** By their place in `dist`. Threads lie beside what starts them, as they do in `src`. */
const entryPoints = {
  index: 'src/index.ts',
  'client/index': 'src/client/index.ts',
  'conversion-thread': 'src/content/worker/conversion-thread.ts',
  'reader-thread': 'src/documents/reader-thread.ts',
};

const source = join(root, 'src');
const withDirectImports = createDirectImports(
  source,
  new Set(Object.values(entryPoints).map((path) => join(root, path))),
);
const withWholeStart = createWholeStart(source, join(source, 'cli/serve.ts'));

/** What others write there: the client's types, and the programs of `bench/`. */
const kept = new Set(['client', 'types', 'bench', 'LICENSES.txt']);

const options = {
  absWorkingDir: root,
  entryPoints,
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target,
  external: externalPackages,
  plugins: [
    leaveOut,
    lightBuiltins,
    sources(target, (text, path) => withWholeStart(withDirectImports(text, path), path)),
  ],
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
};

/** Answers the paths of what it has read. */
export async function bundle() {
  const { metafile } = await build(options);
  refuseUnnamedImports(metafile.inputs);
  writeFileSync(join(dist, 'LICENSES.txt'), licencesOf(root, Object.keys(metafile.inputs)));
  removeStale(new Set(Object.keys(metafile.outputs).map((path) => resolve(root, path))));
  return Object.keys(metafile.inputs).filter((path) => existsSync(join(root, path)));
}

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
