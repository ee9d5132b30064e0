import { addressOfAnchor, plainAddress } from './addresses.js';
import type { Directive, Token } from './directives.js';
import type { LineOfText } from './outline.js';
import { linkMark, statusOf } from './storage-inline.js';
import { elementsIn, parseHtmlTree } from './xml.js';

const formats: Readonly<Record<string, string>> = {
  strong: 'b', b: 'b', em: 'i', i: 'i', u: 'u', ins: 'u', s: 's', del: 's', strike: 's', code: 'code', kbd: 'code', samp: 'code', sub: 'sub', sup: 'sup',
}; // prettier-ignore

/** Adds the tokens of one line as markdown-it gives them. */
export function readInlineTokens(tokens: readonly Token[], line: LineOfText): void {
  const marks: { readonly name: string; readonly mark: string }[] = [];
  const current = () => marks.map(({ mark }) => mark).filter((mark) => mark !== '');
  const close = (name: string) => {
    const at = marks.findLastIndex((one) => one.name === name);
    if (at >= 0) marks.splice(at, 1);
  };
  let hiddenUntil = -1;
  tokens.forEach((token, i) => {
    if (i <= hiddenUntil) return;
    if (token.type === 'link_open') {
      const end = closingOf(tokens, i);
      const href = String(token.attrGet('href') ?? '');
      if (href.startsWith('user:')) {
        line.addThing(`@${plainAddress(href.slice(5))}`);
        hiddenUntil = end;
      } else marks.push({ name: 'a', mark: markOf(href, tokens.slice(i + 1, end)) });
      return;
    }
    const format = /^(strong|em|s)_(open|close)$/.exec(token.type);
    if (format?.[2] === 'open') marks.push({ name: format[1] ?? '', mark: formats[format[1] ?? ''] ?? '' });
    else if (format) close(format[1] ?? '');
    else if (token.type === 'link_close') close('a');
    else if (token.type === 'html_inline') hiddenUntil = readTag(tokens, i, line, marks, close) ?? hiddenUntil;
    else readToken(token, line, current());
  });
}

function closingOf(tokens: readonly Token[], open: number): number {
  const at = tokens.findIndex((token, i) => i > open && token.type === 'link_close');
  return at < 0 ? tokens.length : at;
}

function markOf(href: string, inner: readonly Token[]): string {
  return linkMark(addressOfAnchor(href), inner.map(({ content }) => content).join(''))[0] ?? '';
}

function readToken(token: Token, line: LineOfText, marks: readonly string[]): void {
  switch (token.type) {
    case 'softbreak':
      return line.add(' ', []);
    case 'hardbreak':
      return line.addBreak();
    case 'code_inline':
      return line.add(token.content, [...marks, 'code']);
    case 'image': {
      const title = String(token.attrGet('title') ?? '')
        .replace(/\s+/g, ' ')
        .trim();
      return line.addThing(
        `image ${plainAddress(String(token.attrGet('src') ?? ''))}${title === '' ? '' : ` "${title}"`}`,
        marks,
      );
    }
    case 'directive':
      return addDirective(token.meta as unknown as Directive, line);
    default:
      return line.add(token.content, marks);
  }
}

/** A status, a date or the placeholder of a macro. */
export function addDirective({ name, label, attributes }: Directive, line: LineOfText): void {
  if (name === 'status') line.addThing(statusOf(label, attributes['color'] ?? attributes['colour'] ?? ''));
  else if (name === 'date') line.addThing(`date ${label}`);
  else line.addThing(macroOf(label));
}

/** The label of a placeholder starts with the name of its macro. */
export function macroOf(label: string): string {
  return `macro ${label.split(' ')[0] ?? ''}`;
}

/** A tag in a line: a format, a break, a mention, a picture. Returns the last token that belongs to it, where that is not its own. */
function readTag(
  tokens: readonly Token[],
  at: number,
  line: LineOfText,
  marks: { name: string; mark: string }[],
  close: (name: string) => void,
): number | undefined {
  const tag = tokens[at]?.content ?? '';
  const name = /^<\/?([a-z0-9]+)/i.exec(tag)?.[1]?.toLowerCase() ?? '';
  if (tag.startsWith('</')) close(name);
  else if (name === 'br') line.addBreak();
  else if (tag.startsWith('<!--')) return undefined;
  else {
    const element = elementsIn(parseHtmlTree(tag))[0];
    const href = element?.attributes['href'] ?? '';
    if (name === 'img') line.addThing(`image ${plainAddress(element?.attributes['src'] ?? '')}`);
    else if (href.startsWith('user:')) {
      line.addThing(`@${href.slice(5)}`);
      const end = tokens.findIndex((token, i) => i > at && token.content === '</a>');
      return end < 0 ? undefined : end;
    } else
      marks.push({
        name,
        mark:
          name === 'a'
            ? (linkMark(addressOfAnchor(href), tokens[at + 1]?.content ?? '')[0] ?? '')
            : (formats[name] ?? ''),
      });
  }
  return undefined;
}
