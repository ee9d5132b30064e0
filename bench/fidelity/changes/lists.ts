import { changeOf, nothing, touches, type MakeChange } from './change.js';
import { wordsIn } from '../oracle/words.js';
import { closingToken, rangeOf, replaced, trimmed, type EditablePage, type LineRange } from './editable-page.js';
import { mayHideThings } from './blocks.js';
import { newSentence } from './new-words.js';

/** An item with its lines, and what it is in. */
interface Item extends LineRange {
  readonly indent: string;
  readonly marker: string;
}

const itemStart = /^( *)((?:[-*+]|\d+[.)]) )/;

/** The items of each list, those of lists within items too. Items in quotes are left out: their lines have signs before them. */
function listsOf(page: EditablePage): Item[][] {
  const starts = page.tokens.filter(({ type }) => type === 'list_item_open').map((token) => rangeOf(token).start);
  // An item that begins in the line of another has the signs of both before it.
  const isAlone = (start: number) => starts.filter((one) => one === start).length === 1;
  return page.tokens.flatMap((token, open) => {
    if (!/^(?:bullet|ordered)_list_open$/.test(token.type)) return [];
    const items = page.tokens
      .slice(open, closingToken(page.tokens, open))
      .filter(({ type, level }) => type === 'list_item_open' && level === token.level + 1)
      .map((item) => itemAt(page, rangeOf(item)));
    return items.every((item) => item !== null && isAlone(item.start)) ? [items as Item[]] : [];
  });
}

function itemAt(page: EditablePage, lines: LineRange): Item | null {
  const range = trimmed(page.lines, lines);
  const start = itemStart.exec(page.lines[range.start] ?? '');
  return start ? { ...range, indent: start[1] ?? '', marker: start[2] ?? '' } : null;
}

function linesOf(page: EditablePage, { start, end }: LineRange): string[] {
  return page.lines.slice(start, end);
}

/** With the marker of another item: numbers stay in order when items change places. */
function withMarker(lines: readonly string[], item: Item, marker: string): string[] {
  return lines.map((line, i) =>
    i === 0 ? item.indent + marker + line.slice(item.indent.length + item.marker.length) : line,
  );
}

/** Lists of bullets with nothing but items of one line that show all they hold, each with what stands before its text. */
export function plainItemsOf(page: EditablePage): { readonly places: readonly number[]; readonly head: string }[] {
  return listsOf(page).flatMap((items) => {
    const head = (item: Item) => /^ *[-*+] (?:\[[ x]\] )?/.exec(page.lines[item.start] ?? '')?.[0];
    const [first] = items.map(head);
    const isPlain = (item: Item) =>
      item.end - item.start === 1 &&
      head(item)?.replace('x', ' ') === first?.replace('x', ' ') &&
      /\p{L}/u.test(page.lines[item.start] ?? '') &&
      !mayHideThings(page.lines[item.start] ?? '');
    return first !== undefined && items.every(isPlain)
      ? [{ places: items.map(({ start }) => start), head: first }]
      : [];
  });
}

export const moveItem: MakeChange = (page, random) => {
  const pairs = listsOf(page).flatMap((items) =>
    items.flatMap((one, i) => {
      const other = items[i + 1];
      return other?.marker.length === one.marker.length ? [[one, other] as const] : [];
    }),
  );
  if (pairs.length === 0) return null;
  const [one, other] = random.pick(pairs);
  const between = page.lines.slice(one.end, other.start);
  const swapped = [
    ...withMarker(linesOf(page, other), other, one.marker),
    ...between,
    ...withMarker(linesOf(page, one), one, other.marker),
  ];
  return changeOf('an item moved', replaced(page.lines, { start: one.start, end: other.end }, swapped), nothing);
};

export const nestItem: MakeChange = (page, random) => {
  const pairs = listsOf(page).flatMap((items) =>
    items.flatMap((one, i) => (i > 0 ? [[items[i - 1] as Item, one] as const] : [])),
  );
  const fit = pairs.filter(([before, item]) => /^[-*+]/.test(item.marker) && isOneLine(before));
  if (fit.length === 0) return null;
  const [before, item] = random.pick(fit);
  const deeper = linesOf(page, item).map((line) => (line === '' ? line : ' '.repeat(before.marker.length) + line));
  return changeOf('an item nested', replaced(page.lines, { start: before.end, end: item.end }, deeper), touches(1));
};

/** What is nested in an item of several lines would stand after its last block, which is another edit. */
function isOneLine({ start, end }: Item): boolean {
  return end - start === 1;
}

export const unnestItem: MakeChange = (page, random) => {
  const lists = listsOf(page);
  const nested = lists.flatMap((items) => {
    const last = items.at(-1);
    const parent = lists
      .flat()
      .find(
        (one) =>
          last &&
          one.start < last.start &&
          one.end === last.end &&
          one.indent.length + one.marker.length === last.indent.length,
      );
    return last && parent && parent.marker === last.marker && items.length > 1 ? [{ last, parent }] : [];
  });
  if (nested.length === 0) return null;
  const { last, parent } = random.pick(nested);
  const outer = linesOf(page, last).map((line) => line.slice(parent.marker.length));
  return changeOf('an item taken out', replaced(page.lines, last, outer), touches(1));
};

export const insertItem: MakeChange = (page, random) => {
  const items = listsOf(page)
    .flat()
    .filter(({ marker }) => /^[-*+]/.test(marker));
  if (items.length === 0) return null;
  const item = random.pick(items);
  const box = /^\s*[-*+] \[[ x]\]/.test(page.lines[item.start] ?? '') ? '[ ] ' : '';
  const line = `${item.indent}${item.marker}${box}${newSentence(random)}`;
  return changeOf('an item put in', replaced(page.lines, { start: item.start, end: item.start }, [line]), nothing);
};

export const deleteItem: MakeChange = (page, random) => {
  const items = listsOf(page)
    .filter((list) => list.length > 1 && /^[-*+]/.test(list[0]?.marker ?? ''))
    .flat();
  if (items.length === 0) return null;
  const item = random.pick(items);
  const lines = linesOf(page, item);
  const words = wordsIn(lines.join(' '));
  // What goes is told by its words: a task of nothing but signs has none, and its id goes with it.
  if (words.length === 0) return null;
  return changeOf(
    'an item deleted',
    replaced(page.lines, item, []),
    touches(lines.length * 2, words),
    !mayHideThings(lines.join('\n')) && !/\[[ x]\]/.test(lines.join('\n')),
  );
};

export const splitItem: MakeChange = (page, random) => {
  const items = listsOf(page)
    .flat()
    .filter(
      (item) =>
        item.end - item.start === 1 &&
        /^[-*+]/.test(item.marker) &&
        /^ *[-*+] \p{L}[\p{L}\p{N} ,.;]+$/u.test(page.lines[item.start] ?? ''),
    );
  const places = items.flatMap((item) =>
    [...(page.lines[item.start] ?? '').matchAll(/(?<=\p{L}) (?=\p{L})/gu)].map(({ index }) => ({ item, index })),
  );
  if (places.length === 0) return null;
  const { item, index } = random.pick(places);
  const line = page.lines[item.start] ?? '';
  return changeOf(
    'an item split',
    replaced(page.lines, item, [line.slice(0, index), `${item.indent}${item.marker}${line.slice(index + 1)}`]),
    touches(1),
  );
};

export const tickTask: MakeChange = (page, random) => {
  const boxes = listsOf(page)
    .flat()
    .flatMap((item) => (/^\s*[-*+] \[[ x]\] /.test(page.lines[item.start] ?? '') ? [item.start] : []));
  if (boxes.length === 0) return null;
  const at = random.pick(boxes);
  const line = (page.lines[at] ?? '').replace(/\[([ x])\]/, (_, box: string) => (box === ' ' ? '[x]' : '[ ]'));
  return changeOf('a task ticked', replaced(page.lines, { start: at, end: at + 1 }, [line]), nothing);
};

export const moveAndTickTask: MakeChange = (page, random) => {
  const moved = moveItem(page, random);
  if (!moved) return null;
  const lines = moved.edited.split('\n');
  const boxes = lines.flatMap((line, i) => (/^\s*[-*+] \[[ x]\] /.test(line) && line !== page.lines[i] ? [i] : []));
  if (boxes.length === 0) return null;
  const at = random.pick(boxes);
  lines[at] = (lines[at] ?? '').replace(/\[([ x])\]/, (_, box: string) => (box === ' ' ? '[x]' : '[ ]'));
  return changeOf('a task moved and ticked', lines, nothing);
};
