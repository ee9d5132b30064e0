import { isAppError } from '../../errors.js';
import { parseFragment, parseStorage } from './parse-storage.js';
import type { XmlElement, XmlNode, XmlTree } from './xml-node.js';
import { isElement } from './xml-node.js';

/** What two sources have in common at both ends, and by how much the second is longer. */
interface Change {
  readonly source: string;
  /** Up to here both are the same. */
  readonly head: number;
  /** From here on, in the old source, both are the same. */
  readonly tail: number;
  readonly delta: number;
}

/**
 * Parses a source that differs from one that is parsed already, in little time when it differs little: the nodes before the change
 * are the same objects, those behind it are moved, and only the elements that hold the change are parsed again.
 */
export function reparse(before: XmlTree, source: string): XmlTree {
  const change = findChange(before.source, source);
  if (dependsOnPlace(change)) return parseStorage(source);
  try {
    return { source, children: siblings(before.children, 0, before.source.length, change, 0) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    // The error must name its place in the whole.
    return parseStorage(source);
  }
}

/** A declaration is one only at the very start of what is parsed, and `]]>` is refused only within an element. */
function dependsOnPlace({ source, head, tail, delta }: Change): boolean {
  return (
    source.includes('<?', Math.max(0, head - 1)) ||
    source.slice(Math.max(0, head - 2), tail + delta + 2).includes(']]>')
  );
}

/** Where a text differs from the one that it was. */
export function findChange(old: string, source: string): Change {
  const most = Math.min(old.length, source.length);
  let head = 0;
  // Whole stretches first: comparing strings costs a small part of comparing their characters.
  while (head + stretch <= most && old.slice(head, head + stretch) === source.slice(head, head + stretch))
    head += stretch;
  while (head < most && old.charCodeAt(head) === source.charCodeAt(head)) head++;
  let same = 0;
  while (same + stretch <= most - head && endOf(old, same) === endOf(source, same)) same += stretch;
  while (same < most - head && old.charCodeAt(old.length - 1 - same) === source.charCodeAt(source.length - 1 - same))
    same++;
  return { source, head, tail: old.length - same, delta: source.length - old.length };
}

const stretch = 4096;

function endOf(text: string, behind: number): string {
  return text.slice(text.length - behind - stretch, text.length - behind);
}

/** The nodes between `start` and `end` (of the old source) as they are in the new one. */
function siblings(nodes: readonly XmlNode[], start: number, end: number, change: Change, depth: number): XmlNode[] {
  // Only elements end where they end whatever follows; text could go on.
  let first = nodes.findIndex((node) => node.end > change.head);
  if (first < 0) first = nodes.length;
  while (first > 0 && !isElement(nodes[first - 1])) first--;
  let last = nodes.findLastIndex((node) => node.start < change.tail) + 1;
  last = Math.max(last, first);
  while (last < nodes.length && !isElement(nodes[last])) last++;
  const moved = nodes.slice(last).map((node) => move(node, change.delta));
  return [...nodes.slice(0, first), ...changed(nodes, [first, last], [start, end], change, depth), ...moved];
}

function changed(
  nodes: readonly XmlNode[],
  [first, last]: readonly [number, number],
  [start, end]: readonly [number, number],
  change: Change,
  depth: number,
): XmlNode[] {
  const only = last - first === 1 ? nodes[first] : undefined;
  if (isElement(only) && only.innerStart <= change.head && only.innerEnd >= change.tail && only.innerStart < only.end)
    return [inside(only, change, depth)];
  const from = nodes[first - 1]?.end ?? start;
  const to = (nodes[last]?.start ?? end) + change.delta;
  return parseFragment(change.source, from, to, depth);
}

/** An element whose tags stayed as they were. */
function inside(element: XmlElement, change: Change, depth: number): XmlElement {
  const { type, name, attributes, start, innerStart, innerEnd, end } = element;
  const children = siblings(element.children, innerStart, innerEnd, change, depth + 1);
  const { delta } = change;
  return { type, name, attributes, children, start, innerStart, innerEnd: innerEnd + delta, end: end + delta };
}

function move(node: XmlNode, delta: number): XmlNode {
  if (delta === 0) return node;
  if (!isElement(node)) return { type: node.type, start: node.start + delta, end: node.end + delta, value: node.value };
  const { type, name, attributes, start, innerStart, innerEnd, end } = node;
  const children = node.children.map((child) => move(child, delta));
  const inner = { innerStart: innerStart + delta, innerEnd: innerEnd + delta };
  return { type, name, attributes, children, start: start + delta, ...inner, end: end + delta };
}
