import { isMacro } from '../macros/parameters.js';
import { isBlockElement } from '../storage/read/elements.js';
import type { XmlElement, XmlNode, XmlTree } from '../xml/xml-node.js';
import { findElement, isElement } from '../xml/xml-node.js';

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

/** Elements that say nothing more as long as what differs inside of them is blocks: text that stands loose in them is one with all of its parts. */
const blockFrames = new Set(['blockquote', 'li']);

/** Two pages without the nodes at both ends that they share byte for byte: whatever one holds more than the other is in the rest. */
export function differing(before: XmlTree, after: XmlTree): [XmlTree, XmlTree] {
  return inner(...withoutEnds(before, after));
}

function withoutEnds(before: XmlTree, after: XmlTree): [XmlTree, XmlTree] {
  const [old, now] = [before.children, after.children];
  const isSame = (one: XmlNode | undefined, other: XmlNode | undefined) =>
    one === other ||
    (one && before.source.slice(one.start, one.end)) === (other && after.source.slice(other.start, other.end));
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && isSame(old[head], now[head])) head++;
  let tail = 0;
  while (tail < most - head && isSame(old.at(-1 - tail), now.at(-1 - tail))) tail++;
  const rest = ({ source, children }: XmlTree): XmlTree => ({
    source,
    children: children.slice(head, children.length - tail),
  });
  return [rest(before), rest(after)];
}

function inner(before: XmlTree, after: XmlTree): [XmlTree, XmlTree] {
  const [old, now] = [before.children[0], after.children[0]];
  const isOne = before.children.length === 1 && after.children.length === 1;
  if (!isOne || !isElement(old) || !isElement(now) || old.name !== now.name) return [before, after];
  const [one, other] = [contentOf(old), contentOf(now)];
  if (!one || !other || !hasSameFrame(before.source, [old, one], after.source, [now, other])) return [before, after];
  const rest = withoutEnds(
    { source: before.source, children: one.children },
    { source: after.source, children: other.children },
  );
  if (!frames.has(old.name) && !rest.every(({ children }) => children.every(isBlock))) return [before, after];
  return inner(...rest);
}

/** The element in which all of the content stands: of a macro its body. */
function contentOf(element: XmlElement): XmlElement | undefined {
  if (isMacro(element)) return findElement(element, 'ac:rich-text-body');
  return frames.has(element.name) || blockFrames.has(element.name) ? element : undefined;
}

type Framed = readonly [element: XmlElement, content: XmlElement];

/** Are the tags the same, and the parameters of a macro? */
function hasSameFrame(before: string, [old, one]: Framed, after: string, [now, other]: Framed): boolean {
  return (
    before.slice(old.start, one.innerStart) === after.slice(now.start, other.innerStart) &&
    before.slice(one.innerEnd, old.end) === after.slice(other.innerEnd, now.end)
  );
}

/** Does a node stand between paragraphs, or is it the white space there? */
export function isBlock(node: XmlNode): boolean {
  return isElement(node) ? isBlockElement(node) : node.type === 'text' && node.value.trim() === '';
}
