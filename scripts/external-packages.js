/**
 * The packages that the bundle leaves outside, because they load a binary from where they are installed.
 * `node scripts/external-packages.js FOLDER` copies them, with what they depend on, into FOLDER/node_modules: beside
 * `dist`, all that the program needs.
 */
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');

export const externalPackages = ['lmdb'];

if (import.meta.filename === process.argv[1]) {
  const [, , target] = process.argv;
  if (target === undefined) throw new Error('Say into which folder.');
  for (const folder of foldersOf(externalPackages, root)) {
    cpSync(folder, join(target, relative(root, folder)), { recursive: true, dereference: true });
  }
}

/** Where these packages and all that they depend on are installed. Optional ones may be for another platform. */
function foldersOf(names, from, found = new Set()) {
  for (const name of names) {
    const folder = findPackage(name, from);
    if (folder === undefined || found.has(folder)) continue;
    found.add(folder);
    const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    foldersOf(Object.keys({ ...dependencies, ...optionalDependencies }), folder, found);
  }
  return found;
}

/** As Node looks for it: in each `node_modules` upwards. */
function findPackage(name, from) {
  const folder = join(from, 'node_modules', name);
  if (existsSync(folder)) return folder;
  return from === root ? undefined : findPackage(name, dirname(from));
}
