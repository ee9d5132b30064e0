/** The licences of packages whose code is part of the bundle: they ask to be passed on with it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const licenceFile = /^(?:licen[cs]e|copying|notice)/i;

/** One text for all packages that the files (from `root`) belong to, in the order of their names. */
export function licencesOf(root, files) {
  const folders = new Set(files.flatMap((file) => packageFolder(file) ?? []));
  const packages = [...folders].map((folder) => describe(join(root, folder)));
  const texts = new Map(packages.map(({ title, text }) => [title, text]));
  return [...texts]
    .sort(([one], [two]) => (one < two ? -1 : 1))
    .map(([title, text]) => `${title}\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** The folder of the package that a file belongs to; undefined for our own. */
function packageFolder(file) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

function describe(folder) {
  const { name, version, license, author, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => licenceFile.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  // A few packages name their licence, and who holds the rights, in their manifest alone.
  const named = [author?.name ?? author, repository?.url ?? repository].filter(Boolean).join(', ');
  return { title: `${name} ${version} (${license})`, text: texts.length > 0 ? texts.join('\n\n') : named };
}
