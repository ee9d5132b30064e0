import { readDate } from '../../macros/date.js';
import { readEmoji } from '../../macros/emoji.js';
import { readHtmlImage, readImage } from '../../macros/image.js';
import { linkBody, linkHref, linkTarget } from '../../macros/link.js';
import { readMention } from '../../macros/mention.js';
import { opaqueLabel } from '../../macros/opaque.js';
import { isMacro, macroName } from '../../macros/parameters.js';
import { readStatus } from '../../macros/status.js';
import type { Atom, Run } from '../../model/inline.js';
import { isElement } from '../../xml/xml-node.js';
import type { XmlElement, XmlNode } from '../../xml/xml-node.js';
import { formatOf, isSilent, isWrapper } from './elements.js';
import type { Reader } from './reader.js';
import { collapseSpace } from '../../xml/clean-text.js';

interface State {
  readonly marks: number;
  readonly link: string | null;
  readonly wrappers: readonly XmlElement[];
}

const plain: State = { marks: 0, link: null, wrappers: [] };

/** Reads inline nodes into runs: what is seen, in which format, and where it came from. */
export function readInline(reader: Reader, nodes: readonly XmlNode[]): Run[] {
  const runs: Run[] = [];
  readSiblings(reader, nodes, plain, runs);
  return runs;
}

/** Between two paragraphs of one cell a reader sees a line break. It has no bytes of its own: the tags around it are the break. */
function readSiblings(reader: Reader, nodes: readonly XmlNode[], state: State, runs: Run[]): void {
  let paragraphs = 0;
  for (const node of nodes) {
    if (isElement(node, 'p') && paragraphs++ > 0)
      runs.push({ ...run('break', '', node, state), origin: { node, wrappers: state.wrappers, whole: true } });
    readNode(reader, node, state, runs);
  }
}

function readNode(reader: Reader, node: XmlNode, state: State, runs: Run[]): void {
  if (isSilent(node)) return void runs.push(run('hidden', '', node, state));
  if (!isElement(node)) return void runs.push(run('text', reader.text(node), node, state));
  const atom = readAtom(reader, node);
  if (atom) return void runs.push(run('atom', '', node, state, atom));
  switch (node.name) {
    case 'br':
      return void runs.push(run('break', '\n', node, state));
    case 'ac:emoticon':
      return void runs.push({
        ...run('text', readEmoji(node), node, state),
        origin: { node, wrappers: state.wrappers, whole: true },
      });
    case 'a':
      return readChildren(reader, node, { ...state, link: linkHref(node) ?? state.link }, runs);
    case 'ac:link':
      return readLink(reader, node, state, runs);
    default:
      return readChildren(reader, node, { ...state, marks: state.marks | formatOf(node) }, runs);
  }
}

function run(kind: Run['kind'], text: string, node: XmlNode, state: State, atom: Atom | null = null): Run {
  return {
    kind,
    text,
    marks: state.marks,
    link: state.link,
    atom,
    origin: { node, wrappers: state.wrappers, whole: false },
  };
}

/** An element without anything visible inside is kept whole, as a hidden run. */
function readChildren(reader: Reader, element: XmlElement, state: State, runs: Run[]): void {
  if (element.children.length === 0) return void runs.push(run('hidden', '', element, state));
  readSiblings(reader, element.children, { ...state, wrappers: [...state.wrappers, element] }, runs);
}

function readLink(reader: Reader, link: XmlElement, state: State, runs: Run[]): void {
  const target = linkTarget(link);
  const body = linkBody(link);
  if (!target && !body) return void runs.push(run('atom', '', link, state, opaque(reader, link)));
  // Where Markdown has no address, the words are shown and the link stays hidden around them.
  const inner: State = { ...state, link: target?.href ?? state.link, wrappers: [...state.wrappers, link] };
  if (body || !target) return readChildren(reader, body ?? link, inner, runs);
  const label = collapseSpace(target.label) || target.href;
  runs.push({ ...run('text', label, link, inner), origin: { node: link, wrappers: inner.wrappers, whole: true } });
}

function readAtom(reader: Reader, element: XmlElement): Atom | null {
  if (isMacro(element)) return macroName(element) === 'status' ? readStatus(element) : opaque(reader, element);
  switch (element.name) {
    case 'ac:image':
      return readImage(element) ?? opaque(reader, element);
    case 'img':
      return readHtmlImage(element) ?? opaque(reader, element);
    case 'time':
      return readDate(element) ?? (element.children.length > 0 ? null : opaque(reader, element));
    case 'ac:link':
      return readMention(element, reader.userNames);
    case 'ac:emoticon':
      return null;
    default:
      return isWrapper(element) ? null : opaque(reader, element);
  }
}

function opaque(reader: Reader, element: XmlElement): Atom {
  return { kind: 'opaque', id: reader.idOf(element), label: opaqueLabel(element) };
}
