/**
 * Lets each file of `src` import from where a name is declared, in place of the `index.ts` that passes it on. esbuild
 * decides by whole files what a start needs, and an `index.ts` leads to everything in its folder.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const imported = /^import \{([^{}]*)\} from '(\.[^']*\/index)\.js';$/gm;
const importedLater = /\{([^{}]*)\}\s*= await import\('(\.[^']*\/index)\.js'\)/g;
const reExported = /^export\s*\{([^}]*)\}\s*from\s*'([^']+)\.js';$/gm;

/**
 * The text of a file of `source` (any other stays as it is) with its imports made direct. An `index.ts` keeps to pass on what is imported of it
 * with `import()`; of those in `kept` everything stays.
 */
export function createDirectImports(source, kept) {
  const files = readdirSync(source, { recursive: true }).filter((file) => file.endsWith('.ts'));
  const texts = new Map(files.map((file) => [join(source, file), readFileSync(join(source, file), 'utf8')]));
  const indexes = new Map([...texts].filter(([path]) => path.endsWith('/index.ts')).map(readIndex));
  const later = namesImportedLater(texts);

  /** The file that declares a name which `path` exports. */
  const declares = (path, name) => {
    const next = indexes.get(path)?.get(name);
    return next === undefined ? path : declares(next, name);
  };

  return (text, path) => {
    if (!path.startsWith(source)) return text;
    const direct = text.replaceAll(imported, (all, list, from) => {
      const index = resolve(dirname(path), `${from}.ts`);
      const imports = namesOf(list).map((name) => {
        const file = declares(index, name.split(' as ')[0]);
        return `import { ${name} } from ${JSON.stringify(file)};`;
      });
      // As many lines as before, so that traces name the right ones.
      return imports.join(' ') + all.replaceAll(/[^\n]/g, '');
    });
    if (!indexes.has(path) || kept.has(path)) return direct;
    return direct.replaceAll(reExported, (all, list, from) => {
      const left = namesOf(list).filter((name) => later.get(path)?.has(name));
      return left.length === 0 ? all.replaceAll(/[^\n]/g, '') : `export { ${left.join(', ')} } from '${from}.js';`;
    });
  };
}

/** What an `index.ts` passes on: the name, and the file that it comes from. */
function readIndex([path, text]) {
  const passedOn = [...text.matchAll(reExported)].flatMap(([, list, from]) =>
    namesOf(list).map((name) => [name, resolve(dirname(path), `${from}.ts`)]),
  );
  return [path, new Map(passedOn)];
}

/** By the `index.ts`. */
function namesImportedLater(texts) {
  const later = new Map();
  for (const [path, text] of texts) {
    for (const [, list, from] of text.matchAll(importedLater)) {
      const index = resolve(dirname(path), `${from}.ts`);
      later.set(index, new Set([...(later.get(index) ?? []), ...namesOf(list)]));
    }
  }
  return later;
}

/** Types are nothing in JavaScript. */
function namesOf(list) {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '));
}
