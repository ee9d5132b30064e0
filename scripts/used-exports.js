/**
 * An esbuild plugin that reads of each folder's `index.ts` what the program imports from it. esbuild decides by whole
 * files what a start needs, and an `index.ts` leads to everything in its folder.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const imported = /\{([^{}]*)\}\s*(?:from|= await import\()\s*'(\.[^']*\/index)\.js'/g;
const reExported = /^export\s*\{([^}]*)\}\s*from\s*('[^']+');$/gm;

/** `kept` are entries of their own: everything in them stays. */
export function usedExports(source, kept) {
  const used = namesImportedIn(source);
  return {
    name: 'used-exports',
    setup({ onLoad }) {
      onLoad({ filter: /\/src\/.*\/index\.ts$/ }, ({ path }) => {
        if (kept.has(path)) return undefined;
        const names = used.get(path) ?? new Set();
        const contents = readFileSync(path, 'utf8').replaceAll(reExported, (_all, list, from) => {
          const left = namesOf(list).filter((name) => names.has(name));
          return left.length === 0 ? '' : `export { ${left.join(', ')} } from ${from};`;
        });
        return { contents, loader: 'ts' };
      });
    },
  };
}

/** By the `index.ts`. */
function namesImportedIn(source) {
  const used = new Map();
  for (const file of readdirSync(source, { recursive: true })) {
    if (!file.endsWith('.ts')) continue;
    const path = join(source, file);
    for (const [, list, from] of readFileSync(path, 'utf8').matchAll(imported)) {
      const index = resolve(dirname(path), `${from}.ts`);
      const names = used.get(index) ?? new Set();
      for (const name of namesOf(list)) names.add(name.split(' as ')[0]);
      used.set(index, names);
    }
  }
  return used;
}

/** Types are nothing in JavaScript. */
function namesOf(list) {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '));
}
