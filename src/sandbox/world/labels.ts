import type { Label, User } from './model.js';
import { invalid, notFound } from './refusal.js';
import { editContent } from './rights.js';
import type { World } from './world.js';

const forbiddenCharacters = /[\s:;,.?&[\]()#^*!@]/u;
const prefixes = ['global', 'my', 'team', 'system'] as const;

/** Adds labels, lower-cased; one that is there already stays as it is. Answers with all labels of the content. */
export function addLabels(
  world: World,
  actor: User,
  contentId: string,
  wanted: { prefix: string; name: string }[],
): Label[] {
  const content = editContent(world, actor, contentId);
  const labels = wanted.map(({ prefix, name }) => toLabel(world, prefix, name));
  for (const label of labels) {
    if (!content.labels.some((one) => one.name === label.name && one.prefix === label.prefix))
      content.labels.push(label);
  }
  return content.labels;
}

/** Takes a label off, by its name in any case and whatever its prefix; one that is not there is missing. */
export function removeLabel(world: World, actor: User, contentId: string, name: string): void {
  const content = editContent(world, actor, contentId);
  const index = content.labels.findIndex((label) => label.name === name.toLowerCase());
  if (index < 0) throw notFound(`Label '${name}' is not on this content`);
  content.labels.splice(index, 1);
}

/** One label per name in the whole site: the same name has the same id everywhere. */
export function toLabel(world: World, prefix: string, name: string): Label {
  const known = prefixes.find((one) => one === prefix);
  if (known === undefined) throw invalid(`Invalid label prefix: ${prefix}`);
  const clean = name.toLowerCase();
  if (clean === '' || clean.length > 255 || forbiddenCharacters.test(clean)) throw invalid(`Invalid label: '${name}'`);
  const existing = [...world.contents.values()]
    .flatMap(({ labels }) => labels)
    .find((one) => one.name === clean && one.prefix === known);
  return { id: existing?.id ?? world.nextId(), name: clean, prefix: known };
}
