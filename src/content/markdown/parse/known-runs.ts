/** More places than these of one text are not tried. */
const maxPlaces = 8;

/** Between two blocks of a page. */
const gap = '\n\n';

/** Blocks that follow each other in a text as they do on the page. */
export interface KnownRun {
  readonly spans: readonly { readonly start: number; readonly end: number }[];
  /** Where the text goes on that is still to be read; its length where nothing is left. */
  readonly end: number;
}

/**
 * Finds what of a text need not be read: from the start, and behind a block that was read and is one of the page, a parser is where
 * it was on the page, so that for as long as the same text follows it would find the same blocks. The last of them is read all the
 * same: what was written behind it may be a part of it.
 */
export class KnownRuns {
  private readonly places = new Map<string, number[]>();

  constructor(private readonly texts: readonly string[]) {
    texts.forEach((text, i) => {
      if (!this.places.get(text)?.push(i)) this.places.set(text, [i]);
    });
  }

  /** At the start of the text. */
  atStart(text: string): KnownRun | null {
    return this.run(text, 0, 0);
  }

  /** Behind what was read from `start` to `end`. */
  behind(text: string, start: number, end: number): KnownRun | null {
    const places = this.places.size === 0 ? undefined : this.places.get(text.slice(start, end));
    if (!places || !text.startsWith(gap, end)) return null;
    for (const place of places.slice(0, maxPlaces)) {
      const run = this.run(text, end + gap.length, place + 1);
      if (run) return run;
    }
    return null;
  }

  private run(text: string, from: number, first: number): KnownRun | null {
    const spans: { start: number; end: number }[] = [];
    let start = from;
    for (let i = first; i < this.texts.length; i++) {
      const known = this.texts[i] ?? '';
      const end = start + known.length;
      if (known === '' || !text.startsWith(known, start)) break;
      const isLast = end === text.length || (end === text.length - 1 && text.endsWith('\n'));
      if (!isLast && !text.startsWith(gap, end)) break;
      spans.push({ start, end });
      if (isLast) return { spans, end: text.length };
      start = end + gap.length;
    }
    const last = spans.pop();
    return last && spans.length > 0 ? { spans, end: last.start } : null;
  }
}
