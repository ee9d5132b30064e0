import { linkBody, linkTarget } from '../macros/link.js';
import { opaqueLabel } from '../macros/opaque.js';
import { macroName, textOf } from '../macros/parameters.js';
import { isBlockElement } from '../read/elements.js';
import { decodeText } from '../tree/decode.js';
import type { XmlElement, XmlNode, XmlTree } from '../tree/xml-node.js';
import { findElement, isElement } from '../tree/xml-node.js';
import type { Loss } from './loss.js';

/** A thing with an identity, as it stands on a page. */
export interface Thing {
  readonly kind: Loss['kind'];
  /** Equal identities are the same thing; things of one family can take each other's place. */
  readonly identity: string;
  readonly family: string;
  readonly id: string | null;
  readonly label: string;
  /** The words it shows. Where they went as well, it was deleted with them; null for a thing that is not its words. */
  readonly words: readonly string[] | null;
}

export interface Inventory {
  readonly things: readonly Thing[];
  /** How often each word stands on the page. */
  readonly words: ReadonlyMap<string, number>;
}

/** Lists what a page holds that an edit must not drop by accident. */
export function takeInventory({ children }: XmlTree): Inventory {
  const things: Thing[] = [];
  const words: string[] = [];
  for (const node of children) visit(node, { children, name: '' }, things, words);
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { things, words: counts };
}

interface Surroundings {
  readonly children: readonly XmlNode[];
  readonly name: string;
}

/** Copies for older editors and parameters are not the page's content. */
const skipped = new Set([
  'ac:adf-fallback',
  'ac:parameter',
  'ac:adf-attribute',
  'ac:task-id',
  'ac:task-uuid',
  'ac:task-status',
  'ac:placeholder',
]);

function visit(node: XmlNode, leaf: Surroundings, things: Thing[], words: string[]): void {
  if (!isElement(node)) {
    if (node.type !== 'comment') words.push(...wordsIn(decodeText(node)));
    return;
  }
  if (skipped.has(node.name)) return;
  const thing = describe(node, leaf);
  if (thing) things.push(thing);
  const label = bareLinkLabel(node);
  if (label !== null) return void words.push(...wordsIn(label));
  const inner = isBlockElement(node) || node.name === 'td' || node.name === 'th' || node.name === 'li' ? node : leaf;
  for (const child of node.children) visit(child, inner, things, words);
}

/** Words, and pictures that stand for some. */
export function wordsIn(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+|\p{Extended_Pictographic}/gu) ?? [];
}

function wordsOf(node: XmlElement): string[] {
  return wordsIn(visibleText(node));
}

function visibleText(node: XmlNode): string {
  if (!isElement(node)) return node.type === 'comment' ? '' : decodeText(node);
  return skipped.has(node.name) ? '' : (bareLinkLabel(node) ?? node.children.map(visibleText).join(' '));
}

/** A link without a body shows the title or the file name of what it points at. */
function bareLinkLabel(node: XmlElement): string | null {
  if (node.name !== 'ac:link' || linkBody(node)) return null;
  return linkTarget(node)?.label ?? null;
}

type Describe = (element: XmlElement, leaf: Surroundings) => Thing | null;

const describers: Readonly<Record<string, Describe>> = {
  'ac:structured-macro': describeMacro,
  'ac:macro': describeMacro,
  'ac:adf-extension': describeAdf,
  'ac:inline-comment-marker': describeComment,
  'ac:image': describeImage,
  img: describeImage,
  a: describeAnchor,
  'ac:link': describeLink,
  'ac:layout-section': describeLayout,
  'ac:layout-cell': describeLayout,
  'ac:task': describeTask,
  table: describeTable,
  time: describeDate,
};

function describe(element: XmlElement, leaf: Surroundings): Thing | null {
  return Object.hasOwn(describers, element.name) ? (describers[element.name]?.(element, leaf) ?? null) : null;
}

function describeAdf(element: XmlElement): Thing {
  const identity = localId(element) || visibleText(element).slice(0, 200);
  const words = wordsOf(element);
  const label = words.length === 0 ? opaqueLabel(element) : 'panel';
  return thing('macro', `adf ${identity || label}`, 'adf', null, label, words.length === 0 ? null : words);
}

function describeComment(element: XmlElement): Thing {
  const ref = element.attributes['ac:ref'] ?? '';
  return thing('comment', `comment ${ref}`, `comment ${ref}`, ref, `comment on "${short(visibleText(element))}"`, null);
}

function describeAnchor(element: XmlElement): Thing | null {
  const href = element.attributes['href'];
  if (href === undefined) return null;
  const label = short(visibleText(element)) || href;
  return thing('link', `link ${href}`, linkFamily(element), null, label, wordsOf(element));
}

function describeLayout(element: XmlElement): Thing {
  const name = element.name.slice('ac:'.length);
  const identity = `${name} ${element.attributes['ac:type'] ?? ''}`;
  return thing('layout', identity, name, null, name.replace('-', ' '), null);
}

function describeTask(element: XmlElement): Thing {
  const found = findElement(element, 'ac:task-uuid') ?? findElement(element, 'ac:task-id');
  const id = found ? textOf(found) : null;
  const body = findElement(element, 'ac:task-body');
  const text = body ? visibleText(body) : '';
  return thing('task', `task ${id ?? text}`, 'task', id, short(text) || 'empty task', body ? wordsOf(body) : []);
}

function describeTable(element: XmlElement): Thing {
  const words = wordsOf(element);
  const local = localId(element);
  const label = short(visibleText(element)) || 'empty table';
  return thing('table', `table ${local || words.slice(0, 12).join(' ')}`, 'table', local || null, label, words);
}

function describeDate(element: XmlElement, leaf: Surroundings): Thing {
  const date = element.attributes['datetime'] ?? '';
  return thing('other', `date ${date}`, 'date', null, date, surrounding(leaf));
}

function localId(element: XmlElement): string {
  return element.attributes['ac:local-id'] ?? element.attributes['local-id'] ?? '';
}

function describeMacro(macro: XmlElement, leaf: Surroundings): Thing {
  const name = macroName(macro);
  const id = macro.attributes['ac:macro-id'] ?? null;
  const label = opaqueLabel(macro) || name;
  // Copied pages have macros of different names under one id.
  return thing(
    'macro',
    `macro ${id ?? ''} ${name} ${label}`,
    `macro ${name}`,
    id,
    label,
    macroWords(macro, name, leaf),
  );
}

/** A fence is shown in full; a container without any words is not its words. */
function macroWords(macro: XmlElement, name: string, leaf: Surroundings): readonly string[] | null {
  if (name === 'status') return surrounding(leaf);
  const fence = name === 'code' || name === 'noformat' ? findElement(macro, 'ac:plain-text-body') : undefined;
  if (fence) return wordsOf(fence);
  const body = findElement(macro, 'ac:rich-text-body');
  const words = body ? wordsOf(body) : [];
  return words.length === 0 ? null : words;
}

function describeImage(image: XmlElement): Thing {
  const resource = image.children.find(
    (child): child is XmlElement => isElement(child) && child.name.startsWith('ri:'),
  );
  const target =
    resource?.attributes['ri:filename'] ?? resource?.attributes['ri:value'] ?? image.attributes['src'] ?? '';
  return thing('image', `image ${target}`, 'image', target, target || 'image', null);
}

function describeLink(link: XmlElement, leaf: Surroundings): Thing {
  const user = findElement(link, 'ri:user');
  if (user) {
    const id =
      user.attributes['ri:account-id'] ?? user.attributes['ri:userkey'] ?? user.attributes['ri:username'] ?? '';
    return thing('mention', `mention ${id}`, `mention ${id}`, id, `mention of ${id}`, surrounding(leaf));
  }
  const target = linkTarget(link);
  const kind = findElement(link, 'ri:attachment') ? 'attachment' : 'link';
  const label = short(visibleText(link)) || target?.label || opaqueLabel(link);
  const words = wordsOf(link);
  // What Markdown has no address for is a placeholder unless it has words.
  return thing(
    kind,
    `link ${target?.href ?? opaqueLabel(link)}`,
    linkFamily(link),
    target?.href ?? null,
    label,
    target === null && words.length === 0 ? null : words,
  );
}

/** A link whose words stayed may point elsewhere: that is an edit, not a loss. */
function linkFamily(link: XmlElement): string {
  return `link "${visibleText(link).trim()}"`;
}

/**
 * The words around something that is shown in full but is no text: it goes when its sentence goes. Where it has no words around
 * it, it may go as plainly as a word does.
 */
function surrounding(leaf: Surroundings): string[] | null {
  return leaf.name === '' ? null : wordsIn(leaf.children.map(visibleText).join(' '));
}

function thing(
  kind: Loss['kind'],
  identity: string,
  family: string,
  id: string | null,
  label: string,
  words: readonly string[] | null,
): Thing {
  return { kind, identity, family, id, label, words };
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${Array.from(line).slice(0, 59).join('')}…` : line;
}
