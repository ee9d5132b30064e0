import type { XmlNode, XmlTree } from '../xml/xml-node.js';
import { isElement } from '../xml/xml-node.js';

/** Elements that say nothing beyond their opening tag: what differs inside of them is all that differs. */
const frames = new Set([
  'ac:layout',
  'ac:layout-section',
  'ac:layout-cell',
  'ul',
  'ol',
  'ac:task-list',
  'table',
  'tbody',
]);

/** Two pages without the nodes at both ends that they share byte for byte: whatever one holds more than the other is in the rest. */
export function differing(before: XmlTree, after: XmlTree): [XmlTree, XmlTree] {
  const [old, now] = [before.children, after.children];
  const bytes = (tree: XmlTree, node: XmlNode | undefined) => node && tree.source.slice(node.start, node.end);
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && bytes(before, old[head]) === bytes(after, now[head])) head++;
  let tail = 0;
  while (tail < most - head && bytes(before, old.at(-1 - tail)) === bytes(after, now.at(-1 - tail))) tail++;
  const rest = (tree: XmlTree): XmlTree => ({
    source: tree.source,
    children: tree.children.slice(head, tree.children.length - tail),
  });
  return inner(rest(before), rest(after));
}

function inner(before: XmlTree, after: XmlTree): [XmlTree, XmlTree] {
  const [old, now] = [before.children[0], after.children[0]];
  const isOne = before.children.length === 1 && after.children.length === 1;
  if (!isOne || !isElement(old) || !isElement(now) || !frames.has(old.name)) return [before, after];
  const opening = before.source.slice(old.start, old.innerStart);
  if (opening !== after.source.slice(now.start, now.innerStart)) return [before, after];
  return differing({ source: before.source, children: old.children }, { source: after.source, children: now.children });
}
