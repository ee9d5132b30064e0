/**
 * Builds `dist`, each part of it only where its sources have changed: the program, and the client's types unless
 * `--program` says that nobody asks for them. One run of CI starts it from half a dozen places.
 */
import { spawn } from 'node:child_process';
import { once as onceEmitted } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { once } from './once.js';

const root = join(import.meta.dirname, '..');

/** What another installation, other options or another version of these scripts changes. */
const recipe = [
  'package.json',
  'package-lock.json',
  'node_modules/.package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];
const inputs = () => [...recipe, ...filesIn('src'), ...filesIn('scripts')];
const isType = (path) => /^dist.types\b/.test(path);

const program = {
  name: 'program',
  outputs: () => filesIn('dist').filter((path) => !isType(path) && !/^dist.bench\b/.test(path)),
  // Loads esbuild, which whoever has nothing to build does without.
  work: async () => (await import('./bundle.js')).bundle(),
};
const types = { name: 'types', outputs: () => filesIn('dist').filter(isType), work: writeTypes };

const parts = process.argv.includes('--program') ? [program] : [program, types];
await Promise.all(
  parts.map(({ name, ...part }) =>
    once({ root, record: join(root, 'node_modules/.cache/dist', `${name}.json`), inputs, ...part }),
  ),
);

async function writeTypes() {
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const child = spawn(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  const [status] = await onceEmitted(child, 'close');
  if (status !== 0) throw new Error('The types of the client cannot be written.');
  return [];
}

function filesIn(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}
