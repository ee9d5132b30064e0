import { cleanText } from '../xml/clean-text.js';
import { parseStorage } from '../xml/parse-storage.js';
import type { XmlTree } from '../xml/xml-node.js';
import { labelOf } from './describe-thing.js';
import { differing } from './differing.js';
import { takeInventory } from './inventory.js';
import type { Loss } from './thing.js';
import { missingThings } from './missing-things.js';

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
  let known: ReadonlySet<string> | undefined;
  const isKnown = (content: string) =>
    (known ??= new Set(takeInventory(before).things.map((thing) => thing.content))).has(content);
  const missing = missingThings(takeInventory(old), takeInventory(now), isKnown);
  const losses = missing.map((thing): Loss => ({ kind: thing.kind, id: thing.id, label: cleanText(labelOf(thing)) }));
  if (!losses.some((loss) => loss.kind === 'comment')) return losses;
  const anchors = new Set(takeInventory(after).things.flatMap((thing) => (thing.kind === 'comment' ? [thing.id] : [])));
  return losses.filter((loss) => loss.kind !== 'comment' || !anchors.has(loss.id));
}
