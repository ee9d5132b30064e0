import { AppError } from '../../errors.js';
import type { XmlTree } from '../xml/xml-node.js';
import { WordCounts } from './word-counts.js';
import { takeInventory } from './inventory.js';
import type { Loss } from './thing.js';
import { compareTrees } from './audit-loss.js';
import { differing } from './differing.js';

const smallPage = 120;
const leastKept = 0.4;

/** Is most of the page's text gone? Small pages may be rewritten freely. */
function shrinkage(before: XmlTree, after: XmlTree): Loss[] {
  const [old, now] = differing(before, after).map(wordsOf);
  const lost = old && now ? old.without(now).size : 0;
  // The words of the whole page are counted only when so many are gone that their share can matter.
  if (lost < smallPage * (1 - leastKept)) return [];
  const total = wordsOf(before).size;
  if (total < smallPage || total - lost >= total * leastKept) return [];
  return [{ kind: 'text', id: null, label: `${Math.round((100 * lost) / total)} % of the page's text` }];
}

function wordsOf(tree: XmlTree): WordCounts {
  return new WordCounts(takeInventory(tree).words);
}

/** What was dropped, where that is allowed, and what a person would want to know of. */
interface Guarded {
  readonly losses: Loss[];
  readonly warnings: string[];
}

/** Throws CONTENT_LOSS, listing each thing, unless losses are allowed. */
export function guardLoss(
  before: XmlTree,
  after: XmlTree,
  { allowLoss, wholePage }: { allowLoss: boolean; wholePage: boolean },
): Guarded {
  if (before.source === after.source) return { losses: [], warnings: [] };
  const { losses: things, withText } = compareTrees(before, after);
  const losses = [...(wholePage ? shrinkage(before, after) : []), ...things];
  if (losses.length > 0 && !allowLoss)
    throw new AppError('CONTENT_LOSS', `The write would drop ${listOf(losses)}. Nothing was written.`, {
      hint: 'Keep every placeholder and every commented phrase as it was read, edit only the part that changes, or set allow_loss to true to drop them on purpose.',
      details: { losses },
    });
  return { losses, warnings: withText.length === 0 ? [] : [`Removed together with its text: ${listOf(withText)}.`] };
}

function listOf(losses: readonly Loss[]): string {
  const shown = losses.slice(0, 10).map(nameOf);
  return shown.join(', ') + (losses.length > shown.length ? ` and ${losses.length - shown.length} more` : '');
}

/** Some labels say by themselves what kind of thing it is: `comment on "these words"`. */
function nameOf({ kind, label }: Loss): string {
  return kind === 'other' || label.startsWith(kind) || label === `empty ${kind}` ? label : `${kind} "${label}"`;
}
