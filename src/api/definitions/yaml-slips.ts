import { LineCounter, parseDocument, visit, type Document, type YAMLError } from 'yaml';
import type { DefinitionFault, Place } from '../model.js';

/** One thing that keeps a text from being YAML. */
interface Slip {
  readonly code: YAMLError['code'];
  readonly fault: DefinitionFault;
  /** Where the line that it is in begins, behind its blanks. */
  readonly offset: number;
  /** The line without what is wrong with it; undefined where that takes more than one line. */
  readonly repaired: string | undefined;
}

/** A text as far as it can be parsed. */
interface Parsed {
  readonly document: Document.Parsed;
  readonly slips: readonly Slip[];
  readonly placeAt: (offset: number) => Place;
}

/** Parses lines, and names the first slip of each: to a parser one is often many. */
export function parseLines(lines: readonly string[]): Parsed {
  const counter = new LineCounter();
  const document = parseDocument(lines.join('\n'), { lineCounter: counter, prettyErrors: false, merge: true });
  const placeAt = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line, column: col };
  };
  // How deep a text may go is for its reader to say.
  const told = [...document.errors, ...document.warnings, ...lostAliases(document)]
    .filter(({ code }) => code !== 'RESOURCE_EXHAUSTION')
    .map((error) => ({ ...error, code: error.code, message: error.message, start: startOf(error, document) }))
    .sort((a, b) => a.start - b.start);
  const all = told.map(({ code, message, start }): Slip => {
    const place = placeAt(start);
    const at = place.line - 1;
    const offset = start - (place.column - 1) + indentOf(lines[at] ?? '');
    const repaired = repairLine(lines, at, code);
    return { code, fault: { ...place, message: wordsFor(code, message, lines[at]) }, offset, repaired };
  });
  const firsts = [...new Map(all.toReversed().map((slip) => [slip.fault.line, slip])).values()].toReversed();
  const tab = firsts.find(({ code }) => code === 'TAB_AS_INDENT');
  const slips = firsts.filter((slip) => slip.code !== tab?.code || slip === tab);
  return { document, placeAt, slips: slips.filter((slip) => !followsFromAnother(slip, slips, lines)) };
}

type Told = Pick<YAMLError, 'code' | 'message' | 'pos'>;

/** An alias without its anchor is no error of a document until it is read. */
function lostAliases(document: Document.Parsed): Told[] {
  const found: Told[] = [];
  visit(document, {
    Alias(_key, node) {
      const [start = 0, end = 0] = node.range ?? [];
      if (node.resolve(document) !== undefined) return undefined;
      found.push({ code: 'BAD_ALIAS', message: `the alias *${node.source} has no anchor above it`, pos: [start, end] });
      return undefined;
    },
  });
  return found;
}

/** A quote that is missing at the end of a text is missing where that text begins. */
function startOf({ code, pos: [start] }: Told, document: Document.Parsed): number {
  if (code !== 'MISSING_CHAR') return start;
  let found = start;
  visit(document, {
    Scalar(_key, { type = '', range }) {
      if (type.startsWith('QUOTE') && range && range[0] <= start && start <= range[1]) found = range[0];
    },
  });
  return found;
}

/** Behind a slip that moves lines about, only what is further to the left is sure to be where it belongs. */
function followsFromAnother({ fault }: Slip, slips: readonly Slip[], lines: readonly string[]): boolean {
  return slips.some(({ code, repaired, fault: { line } }) => {
    const indent = indentOf(lines[line - 1] ?? '');
    const isInPlace = repaired !== undefined && indentOf(repaired) === indent;
    // The end of a mapping in braces was missed: the next round tells what is wrong behind it.
    if (code === 'UNEXPECTED_TOKEN' && repaired !== undefined) return line < fault.line;
    if (line >= fault.line || isInPlace || harmless.has(code)) return false;
    const between = lines.slice(line, fault.line).filter((text) => text.trim() !== '');
    return between.every((text) => indentOf(text) >= indent);
  });
}

/** What leaves everything else where it is. */
const harmless: ReadonlySet<YAMLError['code']> = new Set(['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED', 'TAB_AS_INDENT']);

/** Whether a slip takes something away from the value of a text. */
export function isLoss({ code }: Slip): boolean {
  return !harmless.has(code) && code !== 'MULTIPLE_DOCS';
}

const ownWords: Partial<Record<YAMLError['code'], string>> = {
  DUPLICATE_KEY: 'the same key stands above already',
  MULTIPLE_DOCS: 'another document begins here, and only one is read: take the line --- out',
  TAB_AS_INDENT: 'a tab cannot indent: use spaces, here and below',
  MULTILINE_IMPLICIT_KEY: 'a name has to be followed by a colon and a space',
  TAG_RESOLVE_FAILED: 'tags (!NAME) have no meaning here: write the value itself',
};

function wordsFor(code: YAMLError['code'], message: string, line = ''): string {
  if (code === 'UNEXPECTED_TOKEN' && quoteBraces(line) !== line) return 'a text with { or } in it needs quotes here';
  if (code !== 'BLOCK_AS_IMPLICIT_KEY') return ownWords[code] ?? message;
  return hasColonInValue(line)
    ? `${message}; a text with ": " in it needs quotes`
    : 'the line below is indented further than this one: indent alike what stands side by side';
}

const entry = /^(\s*(?:- )*[\w$"'.-]+\s*:)\s(.*)$/;

function hasColonInValue(line: string): boolean {
  return /:(?:\s|$)/.test(entry.exec(line)?.[2] ?? '');
}

/** `{ path: /tickets/{id} }`: within braces, the first brace of a text without quotes ends the text. */
function quoteBraces(line: string): string {
  return line.replaceAll(/(:\s+)([^\s"'{}[\],&*!|>][^,{}]*(?:\{[\w.-]*\}[^\s,{}]*)+)(?=\s*[,}])/g, "$1'$2'");
}

const slipsInValues: ReadonlySet<YAMLError['code']> = new Set([
  ...(['BLOCK_AS_IMPLICIT_KEY', 'BAD_SCALAR_START', 'BAD_DQ_ESCAPE', 'BAD_ALIAS', 'MISSING_CHAR'] as const),
]);

/** The line with nothing in place of a value that cannot be read, or with the colon or the blanks that it lacks. */
function repairLine(lines: readonly string[], at: number, code: YAMLError['code']): string | undefined {
  const line = lines[at] ?? '';
  if (code === 'UNEXPECTED_TOKEN' && quoteBraces(line) !== line) return quoteBraces(line);
  if (slipsInValues.has(code)) {
    const [, head, value = ''] = entry.exec(line) ?? [];
    if (head === undefined || (code === 'MISSING_CHAR' && !/^["']/.test(value))) return undefined;
    return code === 'BLOCK_AS_IMPLICIT_KEY' && !hasColonInValue(line) ? withTheOthers(lines, at) : `${head} ~`;
  }
  const [, head, rest] = /^(\s*(?:- )*[\w$.-]+)(\s.*)?$/.exec(line) ?? [];
  if (code !== 'MULTILINE_IMPLICIT_KEY' || head === undefined) return undefined;
  const isAbove = indentOf(lines[at + 1] ?? '') > indentOf(line);
  return isAbove && (rest ?? '').trim() === '' ? `${head}:` : `${head}: ~`;
}

/** A line between two that are both further to the right by as much belongs there. */
function withTheOthers(lines: readonly string[], at: number): string | undefined {
  const [line = '', next = ''] = lines.slice(at, at + 2);
  const indent = indentOf(next);
  const isBelowOthers = lines.slice(0, at).some((one) => indentOf(one) === indent);
  return isBelowOthers && indent > indentOf(line) ? ' '.repeat(indent) + line.trimStart() : undefined;
}

/** The line with two blanks for each tab that it begins with. */
export function withoutTabs(line: string): string {
  const indent = line.slice(0, indentOf(line));
  return indent.replaceAll('\t', '  ') + line.slice(indent.length);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
