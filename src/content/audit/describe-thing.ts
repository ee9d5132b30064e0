import { containerName, isPanel } from '../macros/containers.js';
import { fenceKind } from '../macros/code.js';
import { linkTarget } from '../macros/link.js';
import { opaqueLabel } from '../macros/opaque.js';
import { isMacro, macroName, parameter } from '../macros/parameters.js';
import { textOf } from '../xml/decode.js';
import { isSilent, isWrapper } from '../storage/read/elements.js';
import type { XmlElement } from '../xml/xml-node.js';
import { elementsOf, findElement, isElement } from '../xml/xml-node.js';
import type { Description, Thing } from './thing.js';
import { holdsAnything, visibleText } from './visible-text.js';
import { collapseSpace } from '../xml/clean-text.js';

type Describe = (element: XmlElement, source: string) => Description | null;

const describers: Readonly<Record<string, Describe>> = {
  'ac:structured-macro': describeMacro,
  'ac:macro': describeMacro,
  'ac:adf-extension': describeExtension,
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

/** Elements of Confluence's own that are seen as text, or that belong to one of the above. */
const parts = new Set(['ac:emoticon', 'ac:task-list', 'ac:plain-text-body', 'ac:plain-text-link-body']);

/** What of an element must not be dropped by accident; null for what is only words. */
export function describeThing(element: XmlElement, source: string): Description | null {
  const describe = Object.hasOwn(describers, element.name) ? describers[element.name] : undefined;
  if (describe) return describe(element, source);
  if (isWrapper(element) || isSilent(element) || parts.has(element.name)) return null;
  return placeholder('other', opaqueLabel(element), source.slice(element.start, element.end));
}

/** Something that is not shown: nothing but the very same can take its place. */
function placeholder(kind: Description['kind'], name: string, bytes: string): Description {
  const content = `${name} ${bytes}`;
  return { kind, identity: content, content, family: null, id: null, shows: 'nothing' };
}

function describeMacro(macro: XmlElement, source: string): Description {
  const name = macroName(macro);
  const id = macro.attributes['ac:macro-id'] ?? null;
  // Copied pages have macros of different names under one id.
  // One kind of panel may become another: it is the same panel.
  const family = isPanel(name) ? 'macro of a panel' : `macro ${name}`;
  const identity = (content: string) => (id === null ? content : `${family} #${id}`);
  if (name === 'status') {
    const content = `${family} ${parameter(macro, 'title')}`;
    return { kind: 'macro', identity: identity(content), content, family, id, shows: 'in its sentence' };
  }
  if (isShown(macro, name))
    return { kind: 'macro', identity: identity(family), content: family, family, id, shows: 'itself' };
  const content = `${family} ${source.slice(macro.innerStart, macro.innerEnd)}`;
  // Its parameters may change while it stays; without an id, only its name tells that it is the one it was.
  // An empty container is the one that had words before.
  const isContainer = findElement(macro, 'ac:rich-text-body') !== undefined;
  return {
    kind: 'macro',
    identity: identity(isContainer ? family : content),
    content,
    family: id === null ? family : null,
    id,
    shows: 'nothing',
  };
}

/** A fence is shown in full, and so is a container; one of an unknown name only by what is in it. */
function isShown(macro: XmlElement, name: string): boolean {
  if (fenceKind(macro) === 'code') return true;
  const body = findElement(macro, 'ac:rich-text-body');
  return body !== undefined && (containerName(name) !== null || holdsAnything(body));
}

/** A panel or a list of decisions; the copy for older editors beside it does not count. */
function describeExtension(element: XmlElement, source: string): Description {
  const node = findElement(element, 'ac:adf-node');
  const local = node && elementsOf(node, 'ac:adf-attribute').find((one) => one.attributes['key'] === 'local-id');
  const id = local ? textOf(local).trim() : localId(element);
  const isShown = holdsAnything(element);
  const content = node && !isShown ? `extension ${source.slice(node.start, node.end)}` : 'extension';
  const family = isShown || id === null ? 'extension' : null;
  const identity = id === null ? content : `extension #${id}`;
  return { kind: 'macro', identity, content, family, id, shows: isShown ? 'itself' : 'nothing' };
}

function describeComment(element: XmlElement): Description {
  const ref = element.attributes['ac:ref'] ?? '';
  return { kind: 'comment', identity: `comment ${ref}`, content: '', family: null, id: ref, shows: 'nothing' };
}

function describeAnchor(element: XmlElement): Description | null {
  const href = element.attributes['href'];
  if (href === undefined) return null;
  const identity = `link ${href}`;
  return { kind: 'link', identity, content: identity, family: 'link', id: null, shows: 'itself' };
}

function describeLink(link: XmlElement): Description {
  const user = findElement(link, 'ri:user');
  if (user) {
    const { 'ri:account-id': account, 'ri:userkey': key, 'ri:username': name } = user.attributes;
    const id = account ?? key ?? name ?? '';
    const identity = `mention ${id}`;
    return { kind: 'mention', identity, content: identity, family: 'mention', id, shows: 'in its sentence' };
  }
  const target = linkTarget(link);
  const identity = `link ${target?.href ?? opaqueLabel(link)}`;
  const kind = findElement(link, 'ri:attachment') ? 'attachment' : 'link';
  // What Markdown has no address for is a placeholder unless it has words.
  const shows = target === null && !holdsAnything(link) ? 'nothing' : 'itself';
  return {
    kind,
    identity,
    content: identity,
    family: shows === 'itself' ? 'link' : null,
    id: target?.href ?? null,
    shows,
  };
}

/** A column has no identity: their number is what counts, and their kinds may change. */
function describeLayout(element: XmlElement): Description | null {
  const name = element.name.slice('ac:'.length);
  // A section of one column is a frame around the page that no reader sees.
  if (name === 'layout-section' && elementsOf(element, 'ac:layout-cell').length < 2) return null;
  return { kind: 'layout', identity: name, content: name, family: null, id: null, shows: 'nothing' };
}

function describeTask(element: XmlElement): Description {
  const found = findElement(element, 'ac:task-uuid') ?? findElement(element, 'ac:task-id');
  const id = found ? textOf(found) : null;
  return { kind: 'task', identity: `task ${id ?? ''}`, content: 'task', family: 'task', id, shows: 'itself' };
}

function describeTable(element: XmlElement): Description {
  const id = localId(element);
  return { kind: 'table', identity: `table ${id ?? ''}`, content: 'table', family: 'table', id, shows: 'itself' };
}

function describeDate(element: XmlElement, source: string): Description {
  const date = element.attributes['datetime'];
  if (date === undefined) return placeholder('other', 'time', source.slice(element.start, element.end));
  const identity = `date ${date}`;
  return { kind: 'other', identity, content: identity, family: 'date', id: null, shows: 'in its sentence' };
}

function describeImage(image: XmlElement): Description {
  const target = imageTarget(image);
  const identity = `image ${target}`;
  return { kind: 'image', identity, content: identity, family: 'image', id: target, shows: 'nothing' };
}

function imageTarget(image: XmlElement): string {
  const resource = image.children.find(
    (child): child is XmlElement => isElement(child) && child.name.startsWith('ri:'),
  );
  return resource?.attributes['ri:filename'] ?? resource?.attributes['ri:value'] ?? image.attributes['src'] ?? '';
}

function localId(element: XmlElement): string | null {
  return element.attributes['ac:local-id'] ?? element.attributes['local-id'] ?? null;
}

/** `panel`, `decision list` and the like. */
function extensionName(element: XmlElement): string {
  return (findElement(element, 'ac:adf-node')?.attributes['type'] ?? 'panel').replaceAll('-', ' ');
}

/** What a person would call a thing. */
export function labelOf({ kind, id, element }: Thing): string {
  const text = short(visibleText(element));
  switch (kind) {
    case 'macro':
      if (!isMacro(element)) return holdsAnything(element) ? extensionName(element) : opaqueLabel(element);
      return opaqueLabel(element) || macroName(element);
    case 'comment':
      return `comment on "${text}"`;
    case 'image':
      return id === '' || id === null ? 'image' : id;
    case 'mention':
      return `mention of ${id ?? ''}`;
    case 'layout':
      return element.name.slice('ac:'.length).replace('-', ' ');
    case 'task':
      return short(visibleText(findElement(element, 'ac:task-body') ?? element)) || 'empty task';
    case 'table':
      return text || 'empty table';
    case 'link':
    case 'attachment':
      return text || (element.attributes['href'] ?? linkTarget(element)?.label ?? opaqueLabel(element));
    default:
      return element.attributes['datetime'] ? `date ${element.attributes['datetime']}` : opaqueLabel(element);
  }
}

function short(text: string): string {
  const line = collapseSpace(text);
  return line.length > 60 ? `${Array.from(line).slice(0, 59).join('')}…` : line;
}
