import { decodeHTML } from 'entities/decode';
import { elementNames } from '../../model/element-names.js';

/** The small part of HTML that people and models write in Markdown. */
export interface HtmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: HtmlNode[];
}
/** Text is kept as it was written: entities are decoded where it is used, after our directives have been found in it. */
export type HtmlNode = HtmlElement | string;

/** Opening one of these ends an open one of those, as browsers have it. */
const ends: Readonly<Record<string, readonly string[]>> = {
  td: ['td', 'th'],
  th: ['td', 'th'],
  tr: ['td', 'th', 'tr'],
  li: ['li'],
  p: ['p'],
};
const barriers: Readonly<Record<string, readonly string[]>> = {
  td: ['tr', 'table'],
  th: ['tr', 'table'],
  tr: ['table'],
  li: ['ul', 'ol'],
  p: ['td', 'th', 'li', 'macro', 'blockquote', 'div'],
};

const pattern =
  /<!--[\s\S]*?-->|<(\/?)([A-Za-z][A-Za-z0-9]*)((?:\s+[^<>"'=\s/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*\/?>|[^<]+|</g;
const attribute = /([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/** Deeper nesting is read as if it were flat: every reader of the tree recurses. */
const maxDepth = 60;

/** Parses leniently: a tag that is not on the list, or closes nothing, is text. */
export function parseHtml(html: string): HtmlNode[] {
  const root: HtmlElement = { name: '', attributes: {}, children: [] };
  const stack: HtmlElement[] = [root];
  for (const match of html.matchAll(pattern)) {
    const name = match[2]?.toLowerCase();
    const top = stack.at(-1) ?? root;
    if (match[0].startsWith('<!--')) continue;
    if (name === undefined || !elementNames.html.has(name)) top.children.push(match[0]);
    else if (match[1] === '/') close(stack, name);
    else open(stack, name, match[3] ?? '', match[0].endsWith('/>'));
  }
  return root.children;
}

function open(stack: HtmlElement[], name: string, attributes: string, selfClosing: boolean): void {
  for (const other of ends[name] ?? []) close(stack, other, barriers[name]);
  const element: HtmlElement = { name, attributes: parseAttributes(attributes), children: [] };
  stack.at(-1)?.children.push(element);
  if (!selfClosing && !elementNames.htmlVoid.has(name) && stack.length < maxDepth) stack.push(element);
}

function close(stack: HtmlElement[], name: string, stopAt: readonly string[] = ['table']): void {
  for (let i = stack.length - 1; i > 0; i--) {
    const open = stack[i]?.name ?? '';
    if (open === name) return void stack.splice(i);
    if (stopAt.includes(open)) return;
  }
}

function parseAttributes(text: string): Record<string, string> {
  const found = [...text.matchAll(attribute)].map((match): [string, string] => [
    (match[1] ?? '').toLowerCase(),
    decodeHTML(match[2] ?? match[3] ?? match[4] ?? ''),
  ]);
  return Object.fromEntries(found);
}
