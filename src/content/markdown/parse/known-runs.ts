import { KnownParts, type KnownSpan, type PartRun } from './known-parts.js';

/** More places than these of one text are not tried. */
const maxPlaces = 8;

/** Of containers that are shorter nothing is looked for: one window holds them. */
const leastChars = 8000;

/** Between two blocks of a page. */
const gap = '\n\n';

/** Blocks that follow each other in a text as they do on the page. */
export interface KnownRun {
  readonly spans: readonly KnownSpan[];
  /** The block with which the run begins that was read, and the one behind it that has to be; null where there is none. */
  readonly before: KnownSpan | null;
  readonly behind: KnownSpan | null;
  /** Where the text goes on that is still to be read; its length where nothing is left. */
  readonly end: number;
}

/**
 * Finds what of a text need not be read: from the start, and behind a block that was read and is one of the page, a parser is where
 * it was on the page, so that for as long as the same text follows it would find the same blocks. The last of them is read all the
 * same: what was written behind it may be a part of it.
 */
export class KnownRuns {
  /** Where each text stands, the first place last. */
  private readonly places = new Map<string, number[]>();
  /** By place: the blocks of the page, and behind them those of containers, an empty text before the first of each. */
  private readonly texts: string[];
  /** The containers that begin with a line, and for what is in one its place. */
  private readonly openings = new Map<string, number[]>();
  private readonly parents = new Map<number, number>();
  /** Each block of the page stands once in what is read: those that were given out, with the containers that they are in, and those that were so as a whole. */
  private readonly used = new Set<number>();
  private readonly whole = new Set<number>();
  private readonly parts: KnownParts;

  /**
   * `countOf` tells how many items or rows a block has; 0 for what is neither a list nor a table. `innerOf` gives places to what is in a
   * container, behind all that were given before and one that stays empty, and returns the texts there.
   */
  constructor(
    texts: readonly string[],
    countOf: (place: number) => number = () => 0,
    private readonly innerOf: (place: number) => readonly string[] = () => [],
  ) {
    this.texts = [...texts];
    this.parts = new KnownParts(this.texts, countOf, (place) => this.used.has(place));
    this.index(0);
  }

  /**
   * At a line that opens a container: the run that begins with it, or null where it has to be read. What is in the next one of the page
   * that begins so may follow then.
   */
  atOpening(text: string, start: number, end: number): KnownRun | null {
    const found = this.openings.get(text.slice(start, end)) ?? [];
    while (found.length > 0 && !this.isFree(found.at(-1) ?? 0)) found.pop();
    for (const place of found.slice(-maxPlaces).reverse()) {
      const run = this.run(text, start, place);
      if (run) return run;
    }
    const container = found.pop();
    if (container === undefined || (this.texts[container]?.length ?? 0) < leastChars) return null;
    const first = this.texts.push('');
    for (const inner of this.innerOf(container)) this.parents.set(this.texts.push(inner) - 1, container);
    this.index(first);
    return null;
  }

  /** The last ones first, as they are taken from the end. */
  private index(first: number): void {
    for (let i = this.texts.length - 1; i >= first; i--) {
      const text = this.texts[i] ?? '';
      if (!this.places.get(text)?.push(i)) this.places.set(text, [i]);
      if (!text.startsWith(':::')) continue;
      const line = text.slice(0, text.indexOf('\n'));
      if (!this.openings.get(line)?.push(i)) this.openings.set(line, [i]);
    }
  }

  /** Was neither the block given out, nor all of a container that it is in? */
  private isFree(place: number): boolean {
    if (this.used.has(place)) return false;
    for (let one = this.parents.get(place); one !== undefined; one = this.parents.get(one))
      if (this.whole.has(one)) return false;
    return true;
  }

  private useOne(place: number): void {
    for (let one: number | undefined = place; one !== undefined; one = this.parents.get(one)) this.used.add(one);
  }

  /** At the start of the text. */
  atStart(text: string): KnownRun | null {
    return this.run(text, 0, 0);
  }

  /** Behind what was read from `start` to `end`. */
  behind(text: string, start: number, end: number): KnownRun | null {
    if (this.places.size === 0 || !text.startsWith(gap, end)) return null;
    for (const place of this.freePlaces(text.slice(start, end))) {
      const run = this.run(text, end + gap.length, place + 1);
      if (!run) continue;
      this.useOne(place);
      this.whole.add(place);
      return { ...run, before: { start, end, place } };
    }
    return null;
  }

  /** Items or rows that follow behind the one from `start` to `from`, which is the one of this number in its list or table. */
  partsBehind(text: string, start: number, from: number, part: number): PartRun | null {
    const run = this.parts.behind(text, start, from, part);
    if (run) for (const { place } of run.parts.slice(0, 1)) this.useOne(place);
    return run;
  }

  /** The first places of a text that are not used. Those that are used are looked at once. */
  private freePlaces(text: string): readonly number[] {
    const places = this.places.get(text) ?? [];
    const free: number[] = [];
    while (places.length > 0 && free.length < maxPlaces) {
      const place = places.pop() ?? 0;
      if (this.isFree(place)) free.push(place);
    }
    for (const place of [...free].reverse()) places.push(place);
    return free;
  }

  private run(text: string, from: number, first: number): KnownRun | null {
    const spans: KnownSpan[] = [];
    let start = from;
    for (let i = first; i < this.texts.length && this.isFree(i); i++) {
      const known = this.texts[i] ?? '';
      const end = start + known.length;
      if (known === '' || !text.startsWith(known, start)) break;
      const isLast = end === text.length || (end === text.length - 1 && text.endsWith('\n'));
      if (!isLast && !text.startsWith(gap, end)) break;
      spans.push({ start, end, place: i });
      if (isLast) return this.use({ spans, before: null, behind: null, end: text.length });
      start = end + gap.length;
    }
    const last = spans.pop();
    return last && spans.length > 0 ? this.use({ spans, before: null, behind: last, end: last.start }) : null;
  }

  private use(run: KnownRun): KnownRun {
    for (const { place } of run.spans) {
      this.useOne(place);
      this.whole.add(place);
    }
    if (run.behind) this.useOne(run.behind.place);
    return run;
  }
}
