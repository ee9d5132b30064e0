/**
 * The manifest that the package carries. The program is one bundle, so that whoever installs it fetches only what the
 * bundle leaves outside, and what the client's types name; and it runs no script there. `npm pack` calls this before it
 * packs, and with `--restore` after it. Publish that file: of a folder, npm would tell the registry this folder's own
 * manifest.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { externalPackages } from './external-packages.js';

const root = join(import.meta.dirname, '..');
const path = join(root, 'package.json');
const kept = join(root, 'package.json.kept');

if (process.argv.includes('--restore')) {
  if (existsSync(kept)) renameSync(kept, path);
} else {
  const text = readFileSync(path, 'utf8');
  writeFileSync(kept, text);
  writeFileSync(path, `${JSON.stringify(published(JSON.parse(text)), null, 2)}\n`);
}

/** Without what only a checkout uses. */
function published({ dependencies, ...manifest }) {
  const unused = new Set(['scripts', 'devDependencies', 'overrides', 'allowScripts']);
  const rest = Object.fromEntries(Object.entries(manifest).filter(([key]) => !unused.has(key)));
  const needed = [...externalPackages, '@modelcontextprotocol/client'];
  return { ...rest, dependencies: Object.fromEntries(needed.map((name) => [name, dependencies[name]])) };
}
