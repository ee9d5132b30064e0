import type { RandomSource } from '../random-source.js';

/** A text for a new page, as a model writes it, and what it means. */
export interface PageText {
  readonly sent: string;
  /** The same in CommonMark, GFM and the dialect's directives; the sent text itself when it is that already. */
  readonly means?: string;
  /** Where the words count and not where they stand: each of these once, and none of these signs. */
  readonly once?: readonly string[];
  readonly never?: readonly string[];
  /** To refuse it, naming why, is as good. */
  readonly mayBeRefused?: boolean;
}

export interface PageKind {
  readonly name: string;
  readonly make: (random: RandomSource) => PageText;
}

export function kind(name: string, make: (random: RandomSource) => PageText): PageKind {
  return { name, make };
}

/** A text that means itself. */
export function plain(name: string, make: (random: RandomSource) => string): PageKind {
  return kind(name, (random) => ({ sent: make(random) }));
}
