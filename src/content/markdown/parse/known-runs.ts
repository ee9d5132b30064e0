import { KnownParts, type KnownSpan, type PartRun } from './known-parts.js';

/** More places than these of one text are not tried. */
const maxPlaces = 8;

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
  /** Each block of the page stands once in what is read. */
  private readonly used = new Set<number>();
  private readonly parts: KnownParts;

  /** `countOf` tells how many items or rows a block has; 0 for what is neither a list nor a table. */
  constructor(
    private readonly texts: readonly string[],
    countOf: (place: number) => number = () => 0,
  ) {
    this.parts = new KnownParts(texts, countOf, (place) => this.used.has(place));
    for (const [i, text] of [...texts.entries()].reverse())
      if (!this.places.get(text)?.push(i)) this.places.set(text, [i]);
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
      this.used.add(place);
      return { ...run, before: { start, end, place } };
    }
    return null;
  }

  /** Items or rows that follow behind the one from `start` to `from`, which is the one of this number in its list or table. */
  partsBehind(text: string, start: number, from: number, part: number): PartRun | null {
    const run = this.parts.behind(text, start, from, part);
    if (run) for (const { place } of run.parts.slice(0, 1)) this.used.add(place);
    return run;
  }

  /** The first places of a text that are not used. Those that are used are looked at once. */
  private freePlaces(text: string): readonly number[] {
    const places = this.places.get(text) ?? [];
    const free: number[] = [];
    while (places.length > 0 && free.length < maxPlaces) {
      const place = places.pop() ?? 0;
      if (!this.used.has(place)) free.push(place);
    }
    for (const place of [...free].reverse()) places.push(place);
    return free;
  }

  private run(text: string, from: number, first: number): KnownRun | null {
    const spans: KnownSpan[] = [];
    let start = from;
    for (let i = first; i < this.texts.length && !this.used.has(i); i++) {
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
    for (const { place } of run.spans) this.used.add(place);
    if (run.behind) this.used.add(run.behind.place);
    return run;
  }
}
