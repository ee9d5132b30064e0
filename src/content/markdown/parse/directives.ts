import type { PhrasingContent } from 'mdast';
import type { Directives, TextDirective } from 'mdast-util-directive';
import { directiveFromMarkdown } from 'mdast-util-directive';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { directive } from 'micromark-extension-directive';
import { containerName, unknownAttributes } from '../../macros/containers.js';
import { creatableMacro, creatableNames } from '../../macros/new-macro.js';
import { statusColors } from '../../macros/status.js';
import type { Block, Container } from '../../model/block.js';
import type { Atom } from '../../model/inline.js';
import { atomRun } from '../../model/inline.js';
import { tokenize } from '../../model/tokenize.js';
import { unconvertible } from '../../model/unconvertible.js';
import type { ParseNotes } from './notes.js';
import { collapseSpace } from '../../xml/clean-text.js';

const options = { extensions: [directive()], mdastExtensions: [directiveFromMarkdown()] };
const maxOpeningChars = 4000;

type Attributes = Readonly<Record<string, string>>;

/** An inline directive of ours; null for a name that is none, which is a word behind a colon unless brackets follow it (`hasLabel`). */
export function inlineDirective(node: TextDirective, line: number, hasLabel = node.children.length > 0): Atom | null {
  const label = collapseSpace(plain(node.children));
  const { id, color, colour, ...rest } = attributesOf(node);
  const isOurs = hasLabel || Object.keys(node.attributes ?? {}).length > 0;
  if (node.name === 'status' && isOurs) return statusAtom(label, color ?? colour ?? '', rest, line);
  if (node.name === 'date' && isOurs) return { kind: 'date', date: label };
  if (node.name !== 'macro' && node.name !== 'anchor') return null;
  if (id) return { kind: 'opaque', id, label };
  if (!isOurs) return null;
  const macro = creatableMacro(node.name === 'macro' ? label : `${node.name} ${label}`, rest, line);
  return { kind: 'opaque', id: 'new', label: macro.name, macro };
}

function statusAtom(title: string, color: string, rest: Attributes, line: number): Atom {
  const [other] = Object.keys(rest);
  if (other !== undefined)
    throw unconvertible(
      line,
      `a status has no attribute "${other}"`,
      `Write :status[TITLE]{color=NAME}: ${statusColors.join(', ')}.`,
    );
  return { kind: 'status', title, color: color.toLowerCase() === 'gray' ? 'grey' : color.toLowerCase() };
}

/** `::name[label]{…}` that is a line of its own. */
export function leafDirective(text: string, line: number, notes: ParseNotes): Block | null {
  const [node] = fromMarkdown(text.trim(), options).children;
  if (node?.type !== 'leafDirective') return null;
  const { id, ...rest } = attributesOf(node);
  const label = plain(node.children);
  if (node.name === 'macro' && id) return { type: 'opaque', id, label, source: null, line };
  const isOurs = label !== '' || Object.keys(node.attributes ?? {}).length > 0 || creatableNames.includes(node.name);
  if (!isOurs) {
    notes.add(`"::${node.name}" is not a known macro and became plain text.`);
    return null;
  }
  if (node.name === 'status' || node.name === 'date') {
    const atom = inlineDirective({ ...node, type: 'textDirective' }, line);
    if (atom) return { type: 'paragraph', content: tokenize([atomRun(atom, 0, null)]), source: null, line };
  }
  const known = node.name === 'macro' ? label : `${node.name} ${label}`;
  const macro = creatableMacro(known, rest, line);
  return { type: 'opaque', id: 'new', label: macro.name, macro, source: null, line };
}

/** The block that a line such as `:::info{title="…"}` or `:::tip My title` opens, without its content; `heading` is a title that is Markdown. */
export function containerOpening(text: string, line: number, notes: ParseNotes): Container & { heading: string } {
  if (text.length > maxOpeningChars)
    throw unconvertible(line, `the opening of this block is longer than ${maxOpeningChars} characters`);
  const [, name = '', rest = ''] = /^:{3,}[ \t]*([A-Za-z][\w-]*)?(.*)$/.exec(withoutBraces(text.trim())) ?? [];
  const parsed = openingParts(name, rest.trim(), line);
  const { id, ...attributes } = parsed.attributes;
  const base = { type: 'container', id: id ?? null, children: [], source: null, line, heading: '' } as const;
  if (name === 'layout-section' || name === 'layout-cell' || (name === 'macro' && id)) {
    for (const key of Object.keys(attributes))
      if (key !== 'type' && key !== 'name') notes.add(`"${key}" of :::${name} was left out: Markdown cannot set it.`);
    return { ...base, name, attributes };
  }
  // VitePress folds a block of this name; ours, without a title, holds properties of the page.
  const known = name === 'details' && parsed.title !== '' ? 'expand' : containerName(name.toLowerCase());
  if (known === null) throw unknownContainer(name, line);
  const unknown = id ? [] : unknownAttributes(known, attributes);
  for (const key of unknown) notes.add(`"${key}" of :::${name} was left out: Markdown cannot set it.`);
  const settings = Object.entries(attributes).filter(([key]) => !unknown.includes(key));
  return { ...base, name: known, attributes: Object.fromEntries(settings), heading: parsed.title };
}

/** A name in braces, as MyST (`:::{note} Title`), Pandoc and Quarto (`::: {.callout-note title="…"}`) have it, without them. */
function withoutBraces(text: string): string {
  return text.replace(
    /^(:{3,})[ \t]*\{\.?(?:callout-)?([A-Za-z][\w-]*)((?:[ \t]+[^{}]*)?)\}[ \t]*/,
    (_, colons: string, name: string, settings: string) =>
      `${colons}${name}${settings.trim() === '' ? ' ' : `{${settings.trim()}}`}`,
  );
}

function openingParts(name: string, rest: string, line: number): { attributes: Record<string, string>; title: string } {
  if (rest === '') return { attributes: {}, title: '' };
  if (/^[[{]/.test(rest)) {
    // Models escape quotes within quotes as programs do.
    const [opening, node] = [rest, rest.replaceAll('\\"', '&quot;')]
      .map((one) => `:::${name || 'x'}${one}`)
      .map((one) => [one, fromMarkdown(`${one}\n:::`, options).children[0]] as const)
      .find(([, one]) => one?.type === 'containerDirective') ?? ['', undefined];
    if (node?.type !== 'containerDirective')
      throw unconvertible(
        line,
        `the opening ":::${name}${rest.slice(0, 60)}" cannot be read`,
        'Write :::info{title="Words"}, with &quot; for a quote in a title.',
      );
    const [label] = node.children;
    const isLabel = label?.type === 'paragraph' && label.data?.directiveLabel === true;
    const [from, to] = [label?.position?.start.offset ?? 0, label?.position?.end.offset ?? 0];
    return { attributes: attributesOf(node), title: isLabel ? opening.slice(from, to).replace(/^\[|\]$/g, '') : '' };
  }
  const [, title = '', braces = ''] = /^(.*?)\s*(\{[^{}]*\})?$/.exec(rest) ?? [];
  const attributes = braces === '' ? {} : openingParts(name, braces, line).attributes;
  return { attributes, title: title.replace(/^"(.*)"$/, '$1').trim() };
}

function attributesOf(node: Directives): Record<string, string> {
  return Object.fromEntries(Object.entries(node.attributes ?? {}).map(([key, value]) => [key, value ?? '']));
}

const columnNames = /^(?:columns?|cols?|grid|row|layout|section|cell|(?:two|three)[-_]?columns?)$/i;

function unknownContainer(name: string, line: number) {
  const what = `":::${name}" is not a known block`;
  if (columnNames.test(name))
    return unconvertible(
      line,
      what,
      'Write columns as ::::layout-section{type=two_equal}, then :::layout-cell … ::: for each column, then ::::.',
    );
  return unconvertible(
    line,
    what,
    `Use info, note, tip, warning, panel, expand, excerpt or details, or a macro on a line of its own: ::${creatableNames.join(', ::')}. Keep the id of a block that is already on the page.`,
  );
}

/** The words of inline content, for labels. */
export function plain(nodes: readonly PhrasingContent[]): string {
  return nodes.map((node) => ('children' in node ? plain(node.children) : 'value' in node ? node.value : '')).join('');
}
