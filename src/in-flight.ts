/** One thing that is under way; empty once it is not any more. */
interface Entry<T> {
  item: T | undefined;
}

/**
 * What is under way, for whoever may have to end it. V8 moves a Set or a Map to a new table again and again as entries
 * come and go, and each table that it left keeps what stood in it. Once these tables are old they stay until the next
 * full collection, and with them every request, its answer, and what hangs on both. Here they lead nowhere: an entry is
 * emptied when it is taken out.
 */
export class InFlight<T> {
  readonly #entries = new Set<Entry<T>>();

  /** Takes an item in, and returns what takes it out again. */
  add(item: T): () => void {
    const entry: Entry<T> = { item };
    this.#entries.add(entry);
    return () => {
      this.#entries.delete(entry);
      entry.item = undefined;
    };
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Those that are in at this moment. */
  items(): T[] {
    return [...this.#entries].flatMap(({ item }) => item ?? []);
  }
}
