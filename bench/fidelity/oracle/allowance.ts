/** What an edit may take along: this many blocks, and these words. */
export interface Allowance {
  readonly blocks: number;
  readonly words: readonly string[];
}
