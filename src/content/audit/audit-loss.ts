import { cleanText } from '../text/clean-text.js';
import { parseStorage } from '../tree/parse-storage.js';
import type { XmlTree } from '../tree/xml-node.js';
import { differing } from './differing.js';
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
  return compareTrees(parseStorage(before), parseStorage(after));
}

/** Only what differs is looked at: what two pages share cancels out. */
export function compareTrees(before: XmlTree, after: XmlTree): Loss[] {
  const [old, now] = differing(before, after);
  const losses = compareInventories(takeInventory(old), takeInventory(now));
  if (!losses.some((loss) => loss.kind === 'comment')) return losses;
  const anchors = new Set(takeInventory(after).things.flatMap((thing) => (thing.kind === 'comment' ? [thing.id] : [])));
  return losses.filter((loss) => loss.kind !== 'comment' || !anchors.has(loss.id));
}

function compareInventories(before: Inventory, after: Inventory): Loss[] {
  const lostWords = new Map<string, number>();
  for (const [word, times] of before.words) lostWords.set(word, times - (after.words.get(word) ?? 0));
  const byIdentity = (thing: Thing) => thing.identity;
  const short = new Set(without(before.things, after.things, byIdentity).map(byIdentity));
  // Among things that are alike, those of which the words stayed are the ones that stayed.
  const suspects = before.things.filter((thing) => short.has(thing.identity));
  const wordsGone = new Set(suspects.filter((thing) => wentWithWords(thing, lostWords)));
  const gone = without(stayedFirst(suspects, wordsGone), after.things, byIdentity);
  const gained = without(after.things, before.things, byIdentity);
  const missing = new Set(without(stayedFirst(gone, wordsGone), gained, (thing) => thing.family));
  return suspects
    .filter((thing) => missing.has(thing) && !wordsGone.has(thing))
    .map(({ kind, id, label }) => ({ kind, id, label: cleanText(label) }));
}

function stayedFirst(things: readonly Thing[], wordsGone: ReadonlySet<Thing>): Thing[] {
  return [...things.filter((thing) => !wordsGone.has(thing)), ...things.filter((thing) => wordsGone.has(thing))];
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
