import { randomUUID } from 'node:crypto';
import { differing } from '../../audit/differing.js';
import { visibleText, wordsIn } from '../../audit/visible-text.js';
import { isMacro } from '../../macros/parameters.js';
import { textOf } from '../../xml/decode.js';
import { encodeText } from '../../xml/encode.js';
import { setAttribute } from '../../xml/splice.js';
import type { Splice } from '../../xml/splice.js';
import { splice } from '../../xml/splice.js';
import type { XmlElement, XmlNode, XmlTree } from '../../xml/xml-node.js';
import { findElement, isElement } from '../../xml/xml-node.js';
import { commentMarker } from './source-items.js';

/**
 * Copies of macros, tasks and what else has an id get identities of their own, and those of commented words no comment: the first
 * of each keeps what it has, unless `before` had it twice.
 */
export function separateCopies(before: XmlTree, after: XmlTree): string {
  const [old, now] = differing(before, after).map(({ children }) => count(children));
  // What both have cancels out, and the whole page need not be looked at.
  if (old && now && [...now].every(([identity, times]) => times <= (old.get(identity) ?? 0))) return after.source;
  const known = count(before.children);
  const seen = new Map<string, number>();
  const splices: Splice[] = [];
  const copies = anchorsOnCopies(before.children, after.children);
  visitElements(after.children, (element) => {
    for (const { key, renew } of identitiesOf(element)) {
      const times = (seen.get(key) ?? 0) + 1;
      seen.set(key, times);
      if (times > Math.max(1, known.get(key) ?? 0)) splices.push(...renew(after.source));
    }
    if (copies.has(element)) splices.push(...withoutTags(element));
  });
  return splices.length === 0 ? after.source : splice(after.source, 0, after.source.length, splices);
}

function count(nodes: readonly XmlNode[]): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  visitElements(nodes, (element) => {
    for (const { key } of identitiesOf(element)) add(key);
    for (const word of commented(element)) add(word);
  });
  return counts;
}

/** A copy for older editors has the ids of what it is a copy of. */
function visitElements(nodes: readonly XmlNode[], visit: (element: XmlElement) => void): void {
  for (const node of nodes) {
    if (!isElement(node) || node.name === 'ac:adf-fallback') continue;
    visit(node);
    visitElements(node.children, visit);
  }
}

interface Identity {
  readonly key: string;
  /** Another one in its place, or none where Confluence gives it. */
  readonly renew: (source: string) => Splice[];
}

const localIds = ['local-id', 'ac:local-id', 'ri:local-id'];

function identitiesOf(element: XmlElement): Identity[] {
  const byAttribute = (name: string, kind: string): Identity[] => {
    const id = element.attributes[name];
    return id ? [{ key: `${kind} ${id}`, renew: (source) => setAttribute(source, element, name, randomUUID()) }] : [];
  };
  const own = localIds.flatMap((name) => byAttribute(name, 'local'));
  if (isMacro(element)) own.push(...byAttribute('ac:macro-id', 'macro'));
  if (element.name === 'ac:task') own.push(...taskIdentity(element));
  if (element.name === 'ac:adf-attribute' && element.attributes['key'] === 'local-id')
    own.push({ key: `node ${textOf(element)}`, renew: () => [withText(element, randomUUID())] });
  return own;
}

function taskIdentity(task: XmlElement): Identity[] {
  const [id, uuid] = [findElement(task, 'ac:task-id'), findElement(task, 'ac:task-uuid')];
  if (!id) return [];
  const ids = uuid ? [id, uuid] : [id];
  return [
    {
      key: `task ${ids.map((one) => textOf(one)).join(' ')}`,
      renew: () => ids.map(({ start, end }) => ({ start, end, text: '' })),
    },
  ];
}

function withText({ innerStart, innerEnd }: XmlElement, text: string): Splice {
  return { start: innerStart, end: innerEnd, text: encodeText(text) };
}

function withoutTags({ start, innerStart, innerEnd, end }: XmlElement): Splice[] {
  return [
    { start, end: innerStart, text: '' },
    { start: innerEnd, end, text: '' },
  ];
}

/** The words that somebody commented on, each with the comment; of every other element none. */
function commented(element: XmlElement): readonly string[] {
  if (element.name !== commentMarker) return [];
  return wordsIn(visibleText(element)).map((word) => `comment ${element.attributes['ac:ref'] ?? ''} ${word}`);
}

/**
 * Which anchors of comments are on a copy of their words: all of these that had the comment before have it elsewhere, as often as
 * before. Of a copy and what was changed, the one that has more of the words keeps it.
 */
function anchorsOnCopies(before: readonly XmlNode[], after: readonly XmlNode[]): ReadonlySet<XmlElement> {
  const left = new Map<string, number>();
  visitElements(before, (element) => {
    for (const word of commented(element)) left.set(word, (left.get(word) ?? 0) + 1);
  });
  const anchors: { element: XmlElement; known: string[]; fresh: number }[] = [];
  visitElements(after, (element) => {
    const words = commented(element);
    const known = words.filter((word) => left.has(word));
    if (known.length > 0) anchors.push({ element, known, fresh: words.length - known.length });
  });
  anchors.sort((one, other) => other.known.length - one.known.length || one.fresh - other.fresh);
  const copies = new Set<XmlElement>();
  for (const { element, known } of anchors) {
    if (known.every((word) => left.get(word) === 0)) copies.add(element);
    for (const word of known) left.set(word, Math.max(0, (left.get(word) ?? 1) - 1));
  }
  return copies;
}
