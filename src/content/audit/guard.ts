import { AppError } from '../../errors.js';
import type { XmlTree } from '../tree/xml-node.js';
import { takeInventory } from './inventory.js';
import type { Loss } from './loss.js';
import { compareTrees } from './audit-loss.js';
import { differing } from './differing.js';

/** Text with which a writer leaves out what it should have repeated. */
const elisions = [
  /^[\s>*_(<![\]#-]*(?:\.{3}|…).*\b(?:unchanged|remains?|omitted|truncated|same as (?:before|above)|existing content|rest of|remaining|continues?)\b/i,
  /\b(?:rest|remainder|remaining (?:content|text|sections?|rows?))\b.{0,60}\b(?:unchanged|omitted|truncated|as before|the same|stays the same)\b/i,
  /\b(?:rows?|sections?|lines?|items?)\s+\d+\s*(?:-|–|to|through)\s*\d+\b.{0,40}\b(?:unchanged|omitted|as before|not shown)\b/i,
  /^[\s>*_([{<!-]*(?:existing|previous|original|other) (?:content|text|sections?|rows?)\b.{0,40}\b(?:unchanged|here|remains?|omitted|kept)\b.{0,12}$/i,
];

/** The line that stands for text that was left out, if the edited Markdown has one that the page has not. */
export function findElision(edited: string, current: string): string | null {
  const known = new Set(current.split('\n').map((line) => line.trim()));
  for (const line of edited.split('\n')) {
    if (line.length <= 400 && !known.has(line.trim()) && elisions.some((pattern) => pattern.test(line)))
      return line.trim();
  }
  return null;
}

const smallPage = 120;
const leastKept = 0.4;

/** Is most of the page's text gone? Small pages may be rewritten freely. */
function shrinkage(before: XmlTree, after: XmlTree): Loss[] {
  const [old, now] = differing(before, after).map((tree) => takeInventory(tree).words);
  let lost = 0;
  for (const [word, times] of old ?? []) lost += Math.max(0, times - (now?.get(word) ?? 0));
  // The words of the whole page are counted only when so many are gone that their share can matter.
  if (lost < smallPage * (1 - leastKept)) return [];
  const total = [...takeInventory(before).words.values()].reduce((sum, times) => sum + times, 0);
  if (total < smallPage || total - lost >= total * leastKept) return [];
  return [{ kind: 'text', id: null, label: `${Math.round((100 * lost) / total)} % of the page's text` }];
}

/** Throws CONTENT_LOSS, listing each thing, unless losses are allowed; returns them when they are. */
export function guardLoss(
  before: XmlTree,
  after: XmlTree,
  { allowLoss, wholePage }: { allowLoss: boolean; wholePage: boolean },
): Loss[] {
  if (before.source === after.source) return [];
  const losses = [...(wholePage ? shrinkage(before, after) : []), ...compareTrees(before, after)];
  if (losses.length === 0 || allowLoss) return losses;
  const shown = losses.slice(0, 10).map((loss) => `${loss.kind} "${loss.label}"`);
  const more = losses.length > shown.length ? ` and ${losses.length - shown.length} more` : '';
  throw new AppError('CONTENT_LOSS', `The write would drop ${shown.join(', ')}${more}. Nothing was written.`, {
    hint: 'Keep every placeholder and every commented phrase as it was read, edit only the part that changes, or set allow_loss to true to drop them on purpose.',
    details: { losses },
  });
}
