import { decodeEntities } from './entities.js';
import { invalid } from './refusal.js';

/** A passage of the page as it is rendered, in the words of `inlineCommentProperties`. */
export interface Selection {
  text: string;
  /** How often the text occurs in the rendered page, and which of those is meant (from zero). */
  matchCount: number;
  matchIndex: number;
}

/** A UTF-16 unit of rendered text and where its source stands; `start` is -1 for the break between blocks. */
interface Unit {
  unit: string;
  start: number;
  end: number;
  token: number;
}

const tokens = /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<(?:"[^"]*"|'[^']*'|[^>"'])*>|[^<]+/g;
const hidden = /^(ac:parameter|ac:task-id|ac:task-uuid|ac:task-status|ac:adf-attribute|ac:adf-fallback)$/;
const inline =
  /^(strong|em|u|s|code|a|span|sub|sup|b|i|small|big|del|ins|mark|time|ac:inline-comment-marker|ac:link|ac:link-body|ac:emoticon|ri:.*)$/;

/**
 * Puts `<ac:inline-comment-marker>` around a passage of rendered text. A passage that crosses formatting gets one marker
 * per piece, all with the same ref; one that crosses blocks is not found.
 */
export function insertMarker(storage: string, { text, matchCount, matchIndex }: Selection, ref: string): string {
  const units = renderedUnits(storage);
  const starts = occurrences(units.map(({ unit }) => unit).join(''), text);
  if (starts.length === 0) throw invalid('The text selection does not match the content of the page');
  if (starts.length !== matchCount) {
    throw invalid(`textSelectionMatchCount is ${matchCount}, the text occurs ${starts.length} times`);
  }
  const start = starts[matchIndex];
  if (start === undefined) throw invalid('textSelectionMatchIndex must be less than textSelectionMatchCount');
  return wrap(storage, units.slice(start, start + text.length), ref);
}

/** Whether the storage still has the marker of an inline comment. */
export function hasMarker(storage: string, ref: string): boolean {
  return storage.includes(`ac:ref="${ref}"`);
}

function renderedUnits(storage: string): Unit[] {
  const units: Unit[] = [];
  let depthHidden = 0;
  let token = 0;
  for (const match of storage.matchAll(tokens)) {
    token += 1;
    const source = match[0];
    const tag = /^<(\/?)([\w:-]+)/.exec(source);
    if (tag === null) {
      if (depthHidden === 0 && !source.startsWith('<')) units.push(...textUnits(source, match.index, token));
      continue;
    }
    const name = tag[2] as string;
    if (hidden.test(name) && !source.endsWith('/>')) depthHidden += tag[1] === '/' ? -1 : 1;
    if (!inline.test(name)) units.push({ unit: '\n', start: -1, end: -1, token });
  }
  return units;
}

function textUnits(source: string, offset: number, token: number): Unit[] {
  return [...source.matchAll(/&[#\w]+;|[\s\S]/g)].flatMap((piece) => {
    const start = offset + piece.index;
    const end = start + piece[0].length;
    return decodeEntities(piece[0])
      .split('')
      .map((unit) => ({ unit, start, end, token }));
  });
}

function occurrences(text: string, wanted: string): number[] {
  const starts: number[] = [];
  if (wanted === '') return starts;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) starts.push(at);
  return starts;
}

function wrap(storage: string, units: readonly Unit[], ref: string): string {
  const pieces = new Map<number, { start: number; end: number }>();
  for (const { token, start, end } of units) pieces.set(token, { start: pieces.get(token)?.start ?? start, end });
  const open = `<ac:inline-comment-marker ac:ref="${ref}">`;
  const close = '</ac:inline-comment-marker>';
  return [...pieces.values()]
    .reverse()
    .reduce(
      (out, { start, end }) => out.slice(0, start) + open + out.slice(start, end) + close + out.slice(end),
      storage,
    );
}
