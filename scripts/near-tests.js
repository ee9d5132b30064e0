/**
 * The unit tests that lie nearest to a change, for the hook of a commit. Jest's own `--findRelatedTests` follows every import, and through
 * the entries of folders nearly all suites reach nearly every file; who named the file, or has its name, is a better guess.
 */
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** Of one file at most; the next rounds run more. */
const most = 5;

/** Suites that hold for whatever is committed. */
const always = ['test/architecture.test.ts'];

/**
 * @param changed paths from the top of the checkout, as all others here
 * @param suites the suites to choose from
 * @returns the suites to run
 */
export function nearTests(changed, suites, read = (path) => readFileSync(path, 'utf8')) {
  const texts = new Map(suites.map((suite) => [suite, read(suite)]));
  const near = changed.flatMap((file) => {
    if (texts.has(file)) return [file];
    const wanted = file.endsWith('.ts') ? importersOf(file, texts) : mentionsOf(file, texts);
    // A sweep of the catalogue imports much as well, and tries more than a commit can wait for.
    const own = wanted.filter((suite) => roomOf(suite) === roomOf(file));
    const ranked =
      [own, wanted, suites.filter((suite) => closeness(file, suite) > 1)].find(({ length }) => length > 0) ?? [];
    return ranked.toSorted((a, b) => closeness(file, b) - closeness(file, a)).slice(0, most);
  });
  return [...new Set([...always, ...near])];
}

/**
 * What to run when the nearest suites leave too much of a change unrun: first what mirrors the files' own folders (`src/content/edit/patch`
 * has `test/content/edit`), then their rooms. Who else reaches a file is no measure of a change: for `content` that is nearly every suite.
 *
 * @param changed files of `src`
 * @param near the suites that ran already
 * @returns the suites of each round, those of the one before among them
 */
export function widerTests(changed, suites, near) {
  const below = (depth) =>
    new Set(
      changed.map(
        (file) =>
          `test/${posix
            .dirname(file)
            .split('/')
            .slice(1, 1 + depth)
            .join('/')}/`,
      ),
    );
  const rounds = [2, 1].map((depth) => {
    const folders = [...below(depth)];
    return [...new Set([...near, ...suites.filter((suite) => folders.some((folder) => suite.startsWith(folder)))])];
  });
  return rounds.filter((round, at) => round.length > (rounds[at - 1] ?? near).length);
}

function importersOf(file, texts) {
  const name = posix.basename(file, '.ts');
  return [...texts]
    .filter(([suite, text]) => isNamesake(suite, name) || imports(suite, text, file))
    .map(([suite]) => suite);
}

const roomOf = (path) => path.split('/')[1];

/** `move-page-policy.test.ts` is about `move-page.ts`. */
const isNamesake = (suite, name) => posix.basename(suite, '.test.ts').startsWith(name) && name !== 'index';

function imports(suite, text, file) {
  const found = text.matchAll(/(?:from|import\()\s*'(\.[^']+)\.js'/g);
  return [...found].some(([, specifier]) => posix.join(posix.dirname(suite), `${specifier}.ts`) === file);
}

/** Documents, manifests and scripts: whoever reads them names them. */
function mentionsOf(file, texts) {
  const reading = [...texts].filter(([, text]) => text.includes(posix.basename(file))).map(([suite]) => suite);
  return file.endsWith('.md') ? [...reading, 'test/docs/pages.test.ts'] : reading;
}

/** How many folders a file of `src` or `test` shares with a suite, and one more for the same name. */
function closeness(file, suite) {
  const [ours, theirs] = [file, suite].map((path) => posix.dirname(path).split('/').slice(1));
  const apart = ours.findIndex((folder, at) => folder !== theirs[at]);
  const shared = apart === -1 ? ours.length : apart;
  return shared + (isNamesake(suite, posix.basename(file, '.ts')) ? 1 : 0);
}
