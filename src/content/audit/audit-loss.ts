import { cleanText } from '../xml/clean-text.js';
import { parseStorage } from '../xml/parse-storage.js';
import type { XmlTree } from '../xml/xml-node.js';
import { labelOf } from './describe-thing.js';
import { differing } from './differing.js';
import { takeInventory } from './inventory.js';
import type { Loss, Thing } from './thing.js';
import { missingThings } from './missing-things.js';

/**
 * What `after` no longer has of `before`, by identity: macros, comment anchors, images, links, layouts, tasks, tables, mentions.
 *
 * Deleting words is plainly asked for, and with them goes what only they carried (a link's words, the text of a panel). A thing
 * whose words stayed, or that had none, is a loss. A thing that was replaced by one of its kind is an edit.
 */
export function auditLoss(before: string, after: string): Loss[] {
  if (before === after) return [];
  return compareTrees(parseStorage(before), parseStorage(after)).losses;
}

/** What one state of a page has and the other has not. */
interface Differences {
  readonly losses: Loss[];
  /** Panels, tables, pictures and the like that went with their text: plainly meant, and yet more than words. */
  readonly withText: Loss[];
}

/** Only what differs is looked at: what two pages share cancels out. */
export function compareTrees(before: XmlTree, after: XmlTree): Differences {
  const [old, now] = differing(before, after);
  let known: ReadonlySet<string> | undefined;
  const isKnown = (content: string) =>
    (known ??= new Set(takeInventory(before).things.map((thing) => thing.content))).has(content);
  const missing = missingThings(takeInventory(old), takeInventory(now), isKnown);
  const losses = missing.lost.map(lossOf);
  const withText = missing.withText.filter(isMoreThanWords).map(lossOf);
  if (!losses.some((loss) => loss.kind === 'comment')) return { losses, withText };
  const anchors = new Set(takeInventory(after).things.flatMap((thing) => (thing.kind === 'comment' ? [thing.id] : [])));
  return { losses: losses.filter((loss) => loss.kind !== 'comment' || !anchors.has(loss.id)), withText };
}

function lossOf(thing: Thing): Loss {
  return { kind: thing.kind, id: thing.id, label: cleanText(labelOf(thing)) };
}

function isMoreThanWords({ kind, shows }: Thing): boolean {
  return kind === 'image' || kind === 'attachment' || (shows === 'itself' && (kind === 'macro' || kind === 'table'));
}
