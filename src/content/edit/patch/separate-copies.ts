import { randomUUID } from 'node:crypto';
import { differing } from '../../audit/differing.js';
import { isMacro } from '../../macros/parameters.js';
import { textOf } from '../../xml/decode.js';
import { setAttribute } from '../../xml/splice.js';
import type { Splice } from '../../xml/splice.js';
import { splice } from '../../xml/splice.js';
import type { XmlElement, XmlNode, XmlTree } from '../../xml/xml-node.js';
import { findElement, isElement } from '../../xml/xml-node.js';

/** Copies of macros and tasks get identities of their own: the first of each keeps the one it has, unless `before` had it twice. */
export function separateCopies(before: XmlTree, after: XmlTree): string {
  const [old, now] = differing(before, after).map(({ children }) => count(children));
  // What both have cancels out, and the whole page need not be looked at.
  if (old && now && [...now].every(([identity, times]) => times <= (old.get(identity) ?? 0))) return after.source;
  const known = count(before.children);
  const seen = new Map<string, number>();
  const splices: Splice[] = [];
  visitIdentities(after.children, (identity, element) => {
    const times = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, times);
    if (times > Math.max(1, known.get(identity) ?? 0)) splices.push(...renew(after.source, element));
  });
  return splices.length === 0 ? after.source : splice(after.source, 0, after.source.length, splices);
}

function count(nodes: readonly XmlNode[]): Map<string, number> {
  const counts = new Map<string, number>();
  visitIdentities(nodes, (identity) => counts.set(identity, (counts.get(identity) ?? 0) + 1));
  return counts;
}

function visitIdentities(nodes: readonly XmlNode[], visit: (identity: string, element: XmlElement) => void): void {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    const macroId = isMacro(node) ? node.attributes['ac:macro-id'] : undefined;
    const taskId = node.name === 'ac:task' ? findElement(node, 'ac:task-id') : undefined;
    if (macroId) visit(`macro ${macroId}`, node);
    if (taskId) visit(`task ${textOf(taskId)} ${textOf(findElement(node, 'ac:task-uuid') ?? taskId)}`, node);
    visitIdentities(node.children, visit);
  }
}

function renew(source: string, element: XmlElement): Splice[] {
  if (isMacro(element)) return setAttribute(source, element, 'ac:macro-id', randomUUID());
  return ['ac:task-id', 'ac:task-uuid'].flatMap((name) => {
    const found = findElement(element, name);
    return found ? [{ start: found.start, end: found.end, text: '' }] : [];
  });
}
