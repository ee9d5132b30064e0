/** More places than these of one text are not tried. */
const maxPlaces = 8;
/** Blocks of fewer parts are read in one window anyway. */
const leastParts = 50;

/** One block, with its number on the page; of an item or a row, the number of the list or table and its own in it. */
export interface KnownSpan {
  readonly start: number;
  readonly end: number;
  readonly place: number;
  readonly part?: number;
}

/** An item of a list, a row of a table or a block in a quote, with its number in the block. */
interface KnownPart extends KnownSpan {
  readonly part: number;
}

/** Parts that follow each other in a text as they do on the page. */
export interface PartRun {
  readonly parts: readonly KnownPart[];
  /** Where the part begins that has to be read next. */
  readonly end: number;
}

/** A list or a table of the page by its parts, each with the line ending behind it. */
interface Divided {
  readonly place: number;
  readonly chunks: readonly string[];
  /** Lines of a table that are no rows: that below the header, and the header of a table that has none. */
  readonly extra: number;
  /** The first that was not given out. */
  next: number;
}

/**
 * Finds what need not be read of a list or a table of which a part was edited: behind a part that was read and is one of the page, the
 * parts that follow on the page, for as long as they follow in the text. The last of them is read all the same: what was written behind it may
 * be a part of it.
 */
export class KnownParts {
  private places: Map<string, { readonly block: Divided; readonly at: number }[]> | undefined;
  private last: Divided | undefined;

  /** `countOf` tells how many items or rows the block in a place of the page has; 0 for what is neither a list nor a table. */
  constructor(
    private readonly texts: readonly string[],
    private readonly countOf: (place: number) => number,
    private readonly isUsed: (place: number) => boolean,
  ) {}

  /** Behind the part from `start` to `from`, where the next one begins. It is the part of this number in its block. */
  behind(text: string, start: number, from: number, part: number): PartRun | null {
    this.places ??= this.index();
    const chunk = text.slice(start, from);
    const found = this.places.get(chunk);
    if (!found) return null;
    const { last } = this;
    // Of parts that read the same the one that stands where this one does.
    const likely =
      last?.chunks[part + Math.min(1, last.extra)] === chunk
        ? [{ block: last, at: part + Math.min(1, last.extra) }]
        : [];
    for (const { block, at } of [...likely, ...found]) {
      const run =
        at < block.next || (block !== last && this.isUsed(block.place)) ? null : runBehind(text, from, block, at);
      if (!run) continue;
      this.last = block;
      return run;
    }
    return null;
  }

  private index(): Map<string, { readonly block: Divided; readonly at: number }[]> {
    const places = new Map<string, { readonly block: Divided; readonly at: number }[]>();
    for (const [place, text] of this.texts.entries()) {
      const count = this.countOf(place);
      const border = text.startsWith('>') ? /(?<=\n>\n)(?=> )/ : /(?<=\n)(?=[^ \n])/;
      const chunks = count < leastParts ? [] : text.split(border);
      const extra = chunks.length - count;
      if (chunks.length === 0 || extra < 0 || extra > 2) continue;
      const block = { place, chunks, extra, next: 0 };
      for (const [at, chunk] of chunks.entries()) {
        const known = places.get(chunk);
        if (!known) places.set(chunk, [{ block, at }]);
        else if (known.length < maxPlaces) known.push({ block, at });
      }
    }
    return places;
  }
}

/** What follows in the text from `from` on as it does behind the part `at` of the block. */
function runBehind(text: string, from: number, block: Divided, at: number): PartRun | null {
  const { chunks, place, extra } = block;
  // The lines above the first row are no parts.
  if (at < extra) return null;
  const parts: KnownPart[] = [];
  let start = from;
  for (let i = at + 1; i < chunks.length; i++) {
    const chunk = chunks[i] ?? '';
    if (!chunk.endsWith('\n') || !text.startsWith(chunk, start)) break;
    parts.push({ start, end: start + chunk.length - 1, place, part: i - extra });
    start += chunk.length;
  }
  const last = parts.pop();
  if (!last || parts.length === 0) return null;
  block.next = last.part + extra;
  return { parts, end: last.start };
}
