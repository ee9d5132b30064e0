import type { RandomSource } from '../random-source.js';
import type { Allowance } from '../oracle/allowance.js';
import type { EditablePage } from './editable-page.js';

/** An edit of a page as its maker meant it. */
export interface Change {
  readonly kind: string;
  /** The whole Markdown with the edit made. */
  readonly edited: string;
  /** What the edit itself takes away or touches. */
  readonly takes: Allowance;
  /** Nothing that a visitor cannot see goes with it, so that there is no reason to refuse it. */
  readonly isHarmless: boolean;
}

/** Makes an edit somewhere on a page; null where the page has no place for it. */
export type MakeChange = (page: EditablePage, random: RandomSource) => Change | null;

export const nothing: Allowance = { blocks: 0, words: [] };

export function touches(blocks: number, words: readonly string[] = []): Allowance {
  return { blocks, words };
}

export function changeOf(kind: string, lines: readonly string[], takes: Allowance, isHarmless = true): Change {
  return { kind, edited: lines.join('\n'), takes, isHarmless };
}
