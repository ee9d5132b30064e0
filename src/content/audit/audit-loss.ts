import { cleanText } from '../text/clean-text.js';
import { parseStorage } from '../tree/parse-storage.js';
import type { Inventory, Thing } from './inventory.js';
import { takeInventory } from './inventory.js';
import type { Loss } from './loss.js';

/**
 * What `after` no longer has of `before`, by identity: macros, comment anchors, images, links, layouts, tasks, tables, mentions.
 *
 * Deleting words is plainly asked for, and with them goes what only they carried (a link's words, the text of a panel). A thing
 * whose words stayed, or that had none, is a loss. A thing that was replaced by one of its kind is an edit.
 */
export function auditLoss(before: string, after: string): Loss[] {
  if (before === after) return [];
  return compareInventories(takeInventory(parseStorage(before)), takeInventory(parseStorage(after)));
}

export function compareInventories(before: Inventory, after: Inventory): Loss[] {
  const gone = without(before.things, after.things, (thing) => thing.identity);
  const gained = without(after.things, before.things, (thing) => thing.identity);
  const missing = without(gone, gained, (thing) => thing.family);
  const lostWords = new Map<string, number>();
  for (const [word, times] of before.words) lostWords.set(word, times - (after.words.get(word) ?? 0));
  const still = new Set(after.things.map((thing) => thing.identity));
  return missing
    .filter((thing) => !(thing.kind === 'comment' && still.has(thing.identity)))
    .filter((thing) => !wentWithWords(thing, lostWords))
    .map(({ kind, id, label }) => ({ kind, id, label: cleanText(label) }));
}

/** The things of `list` that have no counterpart in `other`, each counterpart counting once. */
function without(list: readonly Thing[], other: readonly Thing[], keyOf: (thing: Thing) => string): Thing[] {
  const counts = new Map<string, number>();
  for (const thing of other) counts.set(keyOf(thing), (counts.get(keyOf(thing)) ?? 0) + 1);
  return list.filter((thing) => {
    const left = counts.get(keyOf(thing)) ?? 0;
    if (left > 0) counts.set(keyOf(thing), left - 1);
    return left === 0;
  });
}

/** Are at least half of the words it shows gone from the page? */
function wentWithWords(thing: Thing, lostWords: ReadonlyMap<string, number>): boolean {
  if (thing.words === null) return false;
  if (thing.words.length === 0) return true;
  const own = new Map<string, number>();
  for (const word of thing.words) own.set(word, (own.get(word) ?? 0) + 1);
  let gone = 0;
  for (const [word, times] of own) gone += Math.min(times, Math.max(0, lostWords.get(word) ?? 0));
  return gone >= thing.words.length / 2;
}
