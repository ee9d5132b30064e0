import { cleanText, collapseSpace } from '../xml/clean-text.js';
import { encodeAttribute } from '../xml/encode.js';
import type { XmlNode, XmlTree } from '../xml/xml-node.js';
import { isElement } from '../xml/xml-node.js';
import { WordCounts } from './word-counts.js';
import { labelOf } from './describe-thing.js';
import { differing } from './differing.js';
import { takeInventory } from './inventory.js';
import type { Inventory, Thing } from './thing.js';
import { visibleText, wordsIn } from './visible-text.js';

/** What a write changes beside the words, and a person would want to know of: nothing of it is lost. */
export function warnOfChanges(before: XmlTree, after: XmlTree): string[] {
  if (before.source === after.source) return [];
  const [old, now] = differing(before, after).map((tree) => takeInventory(tree));
  return old && now ? [...shrunkAnchors(old, now), ...renewedTasks(old, now), ...strandedLinks(before, after)] : [];
}

/** Links of the page lead to headings by their words. */
function strandedLinks(before: XmlTree, after: XmlTree): string[] {
  const [old, now] = differing(before, after).map(({ children }) => new Set(headingsIn(children)));
  const gone = [...(old ?? [])].filter((title) => title !== '' && now?.has(title) === false);
  if (gone.length === 0) return [];
  const [anchors, addresses] = [ownAnchor, ownAddress].map(
    (link) => new Set(Array.from(after.source.matchAll(link), ([, anchor]) => anchor)),
  );
  return gone.flatMap((title) => {
    const name = encodeAttribute(title);
    const isLinked = anchors?.has(name) === true || addresses?.has(name.replace(/ /g, '-')) === true;
    return isLinked ? [`Links on this page point to "${cleanText(title)}", which is no longer a heading.`] : [];
  });
}

/** Links to what stands on their own page. */
const ownAnchor = /<ac:link [^>]*?ac:anchor="([^"]*)"[^>]*>(?!\s*<ri:)/g;
const ownAddress = / href="#([^"]*)"/g;

function headingsIn(nodes: readonly XmlNode[]): string[] {
  return nodes.flatMap((node): string[] => {
    if (!isElement(node)) return [];
    if (!/^h[1-6]$/.test(node.name)) return headingsIn(node.children);
    return [
      visibleText(node)
        .replace(/[\s\u00A0]+/g, ' ')
        .trim(),
    ];
  });
}

function shrunkAnchors(before: Inventory, after: Inventory): string[] {
  const now = anchorsOf(after);
  return [...anchorsOf(before)].flatMap(([ref, text]) => {
    const left = now.get(ref);
    const [old, kept] = [text, left ?? text].map((words) => new WordCounts(wordsIn(words.toLowerCase())));
    if (left === undefined || !old || !kept || (kept.size >= old.size && (old.size === 0 || kept.shared(old) > 0)))
      return [];
    return [`The comment on "${cleanText(text)}" is now on "${cleanText(left)}".`];
  });
}

/** The commented text by the comment's reference: one comment may have several anchors. */
function anchorsOf({ things }: Inventory): Map<string, string> {
  const texts = new Map<string, string[]>();
  for (const { kind, id, element } of things) {
    if (kind !== 'comment' || id === null) continue;
    if (!texts.get(id)?.push(visibleText(element))) texts.set(id, [visibleText(element)]);
  }
  return new Map([...texts].map(([id, parts]) => [id, collapseSpace(parts.join(' '))]));
}

/** Tasks that were moved and edited at once are new ones to Confluence. */
function renewedTasks(before: Inventory, after: Inventory): string[] {
  const tasks = ({ things }: Inventory) => things.filter((thing) => thing.kind === 'task');
  const ids = new Set(tasks(after).map((task) => task.id));
  const fresh = tasks(after).filter((task) => task.id === null);
  const renewed = tasks(before).filter((task) => !ids.has(task.id) && fresh.some((other) => isLike(task, other)));
  return renewed.map((task) => `The task "${cleanText(labelOf(task))}" gets a new id.`);
}

function isLike(one: Thing, other: Thing): boolean {
  const [old, now] = [one, other].map((task) => new WordCounts(wordsIn(visibleText(task.element))));
  return old !== undefined && now !== undefined && old.shared(now) > old.size / 2;
}
