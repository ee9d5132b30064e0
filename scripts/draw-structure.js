/**
 * Draws docs/structure.md from the project's own imports: `node scripts/draw-structure.js`. With `--check` it fails when
 * the picture is not what the imports say.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';

const output = new URL('../docs/structure.md', import.meta.url);
const root = new URL('../', import.meta.url);
/** Rooms with an inside that is worth a picture of its own. */
const inside = ['content', 'confluence', 'mcp', 'auth', 'sandbox'];

const files = readdirSync(new URL('src', root), { recursive: true })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `src/${name.replaceAll('\\', '/')}`)
  .sort();

/** As all of src is written: `from '…'`, `import('…')`, and `import '…'` alone. */
const imported = /(?:\bfrom |\bimport\(|^import )'(\.[^']+)\.js'/gm;

/** What each file imports of the others. */
const importsOf = new Map(
  files.map((path) => {
    const found = [...readFileSync(new URL(path, root), 'utf8').matchAll(imported)];
    return [path, found.map(([, to]) => posix.join(posix.dirname(path), `${to}.ts`))];
  }),
);

/** Which part right below `top` imports which; a file at the top is a part by itself only when `withFiles`. */
function edgesBelow(top, withFiles) {
  const partOf = (path) => {
    if (!path.startsWith(`${top}/`)) return undefined;
    const [part, ...rest] = path.slice(top.length + 1).split('/');
    return rest.length > 0 || withFiles ? part : undefined;
  };
  const edges = new Set();
  for (const path of files) {
    const from = partOf(path);
    if (from === undefined) continue;
    for (const imported of importsOf.get(path)) {
      const to = partOf(imported);
      if (to !== undefined && to !== from) edges.add(`${from} ${to}`);
    }
  }
  return [...edges].sort().map((edge) => edge.split(' '));
}

function draw(edges) {
  const id = (name) => name.replace(/[^a-z]/gi, '_');
  const names = [...new Set(edges.flat())].sort();
  return [
    '```mermaid',
    'flowchart TD',
    ...names.map((name) => `  ${id(name)}["${name}"]`),
    ...edges.map(([from, to]) => `  ${id(from)} --> ${id(to)}`),
    '```',
  ].join('\n');
}

/** Everybody may import these, and so they say nothing in a picture. */
const everybodys = ['edit-distance.ts', 'errors.ts', 'exact-json.ts', 'in-flight.ts'];
const withoutThose = (edges) => edges.filter((edge) => !edge.some((name) => everybodys.includes(name)));

const picture = [
  '# The structure, as the imports have it',
  'Drawn by `npm run docs` from the imports; a test fails when it is not current. An arrow goes from who imports to what is imported.',
  '`src/edit-distance.ts`, `src/errors.ts`, `src/exact-json.ts` and `src/in-flight.ts`, which everybody may import, are left out.',
  '## The rooms of src',
  draw(withoutThose(edgesBelow('src', true))),
  ...inside.flatMap((room) => [`## Inside ${room}`, draw(edgesBelow(`src/${room}`, false))]),
].join('\n\n');

if (!process.argv.includes('--check')) writeFileSync(output, `${picture}\n`);
else if (readFileSync(output, 'utf8') !== `${picture}\n`) {
  console.error('docs/structure.md is not what the imports say. Run `npm run docs`.');
  process.exitCode = 1;
}
