import type MarkdownIt from 'markdown-it';

type Parser = ReturnType<typeof MarkdownIt>;
export type Token = ReturnType<Parser['parse']>[number];
type StateBlock = Parameters<Parameters<Parser['block']['ruler']['push']>[1]>[0];
type StateInline = Parameters<Parameters<Parser['inline']['ruler']['push']>[1]>[0];

/** A directive of the dialect: `:::name{…}` around blocks, `::name[label]{…}` alone, `:name[label]{…}` in a line. */
export interface Directive {
  readonly name: string;
  readonly label: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const attributesPattern = String.raw`\{(?:"[^"]*"|[^"}])*\}`;
const labelPattern = String.raw`\[(?:\\.|[^\]\\])*\]`;
const tail = String.raw`(${labelPattern})?(${attributesPattern})?`;
const container = new RegExp(String.raw`^(:{3,})([a-zA-Z][\w-]*)${tail}\s*$`);
const alone = new RegExp(String.raw`^::([a-zA-Z][\w-]*)${tail}\s*$`);
/** A placeholder in a cell keeps the two colons of a block. */
const inLine = new RegExp(String.raw`(?:(?<!:):(status|date|macro)|::(macro)(?=[^\n]*\{#))${tail}`, 'y');

export function directiveOf(name: string, label = '', attributes = ''): Directive {
  const found: Record<string, string> = {};
  for (const [, key, quoted, bare] of attributes.slice(1, -1).matchAll(/([#\w-]+)(?:=(?:"([^"]*)"|([^\s"]+)))?/g))
    if (key !== undefined) found[key] = unescapeEntities(quoted ?? bare ?? '');
  return { name, label: label.slice(1, -1).replace(/\\(.)/g, '$1'), attributes: found };
}

/** The shape that markdown-it wants of what a token carries. */
function metaOf(...parts: Parameters<typeof directiveOf>): Record<string, unknown> {
  return { ...directiveOf(...parts) };
}

function unescapeEntities(value: string): string {
  return value.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}

/** Teaches markdown-it the directives of the dialect; their tokens carry a Directive as `meta`. */
export function withDirectives(markdown: Parser): Parser {
  const alt = ['paragraph', 'reference', 'blockquote', 'list'];
  markdown.block.ruler.before('fence', 'directive', readBlockDirective, { alt });
  markdown.inline.ruler.before('emphasis', 'directive', readInlineDirective);
  return markdown;
}

function lineAt(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}

function isIndentedAsCode(state: StateBlock, line: number): boolean {
  return (state.sCount[line] ?? 0) - state.blkIndent >= 4;
}

function readBlockDirective(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  if (isIndentedAsCode(state, start)) return false;
  const text = lineAt(state, start);
  const opened = container.exec(text);
  const leaf = opened ? null : alone.exec(text);
  const isStray = text.startsWith(':::') && isColons(text);
  if (!opened && !leaf && !isStray) return false;
  if (silent) return true;
  if (isStray) {
    // It closes nothing, and ends what it stands behind as any block does.
    state.line = start + 1;
    return true;
  }
  if (leaf) {
    const token = state.push('directive', '', 0);
    token.meta = metaOf(leaf[1] ?? '', leaf[2], leaf[3]);
    token.map = [start, start + 1];
    state.line = start + 1;
    return true;
  }
  const close = closingLine(state, start + 1, end, opened?.[1]?.length ?? 3);
  const token = state.push('container_open', '', 1);
  token.meta = metaOf(opened?.[2] ?? '', opened?.[3], opened?.[4]);
  token.map = [start, close];
  const lineMax = state.lineMax;
  state.lineMax = close;
  state.md.block.tokenize(state, start + 1, close);
  state.lineMax = lineMax;
  state.push('container_close', '', -1);
  // What ended it may stand outside of the item that it is in: that line is none of its own.
  const isClosed = close < end && isColons(lineAt(state, close));
  state.line = isClosed ? close + 1 : close;
  return true;
}

function isColons(text: string): boolean {
  return /^:+\s*$/.test(text);
}

/** The line of the colons that end a container: not those within a fence. */
function closingLine(state: StateBlock, from: number, end: number, colons: number): number {
  let fence = '';
  let line = from;
  for (; line < end; line++) {
    const text = lineAt(state, line);
    if (text !== '' && (state.sCount[line] ?? 0) < state.blkIndent) break;
    const mark = /^(`{3,}|~{3,})/.exec(text)?.[1] ?? '';
    if (fence !== '') {
      if (mark.startsWith(fence) && text.trim() === mark) fence = '';
    } else if (mark !== '') fence = mark;
    else if (isColons(text) && text.trim().length >= colons && !isIndentedAsCode(state, line)) break;
  }
  return line;
}

function readInlineDirective(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== ':') return false;
  inLine.lastIndex = state.pos;
  const match = inLine.exec(state.src);
  if (!match || (match[3] ?? match[4]) === undefined) return false;
  if (!silent) state.push('directive', '', 0).meta = metaOf(match[1] ?? match[2] ?? '', match[3], match[4]);
  state.pos += match[0].length;
  return true;
}
