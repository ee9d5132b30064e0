/** Words, each with how often it is there. */
export class WordCounts {
  private readonly counts = new Map<string, number>();
  size = 0;

  constructor(words: readonly string[]) {
    for (const word of words) this.add(word, 1);
  }

  private add(word: string, times: number): void {
    this.counts.set(word, (this.counts.get(word) ?? 0) + times);
    this.size += times;
  }

  has(word: string): boolean {
    return this.counts.has(word);
  }

  addAll(other: WordCounts): void {
    for (const [word, times] of other.counts) this.add(word, times);
  }

  /** What is here more often than there. */
  without(other: WordCounts): WordCounts {
    const rest = new WordCounts([]);
    for (const [word, times] of this.counts) {
      const more = times - (other.counts.get(word) ?? 0);
      if (more > 0) rest.add(word, more);
    }
    return rest;
  }

  /** How many words are in both, each as often as it is in both. */
  shared(other: WordCounts): number {
    let sum = 0;
    for (const [word, times] of this.counts) sum += Math.min(times, other.counts.get(word) ?? 0);
    return sum;
  }
}
