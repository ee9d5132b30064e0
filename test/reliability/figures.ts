/** What calls came to: how many, how they ended, and how long they took. */
export class Figures {
  readonly #took: number[] = [];
  readonly #outcomes = new Map<string, number>();

  /** Runs one call and remembers it; what it rejects with counts by its message. */
  async measure(call: () => Promise<string>): Promise<string> {
    const startedAt = performance.now();
    const text = await call().catch((error: unknown) => `FAILED ${error instanceof Error ? error.message : 'unknown'}`);
    this.#took.push(performance.now() - startedAt);
    const outcome = /^([A-Z][A-Z_]{3,}):/.exec(text)?.[1] ?? (text.startsWith('FAILED') ? text.slice(0, 40) : 'ok');
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
    return text;
  }

  get calls(): number {
    return this.#took.length;
  }

  count(outcome: string): number {
    return this.#outcomes.get(outcome) ?? 0;
  }

  get outcomes(): Record<string, number> {
    return Object.fromEntries(this.#outcomes);
  }

  /** In ms. */
  get worst(): number {
    return Math.round(Math.max(...this.#took));
  }

  get median(): number {
    return Math.round([...this.#took].sort((a, b) => a - b)[Math.floor(this.#took.length / 2)] ?? 0);
  }

  print(name: string): void {
    const ends = Object.entries(this.outcomes)
      .map(([outcome, times]) => `${outcome} ${times}`)
      .join(', ');
    process.stdout.write(`${name}: ${this.calls} calls (${ends}), median ${this.median} ms, worst ${this.worst} ms\n`);
  }
}

/** Runs `workers` loops of `step` until `isOver`. */
export async function load(workers: number, isOver: () => boolean, step: () => Promise<unknown>): Promise<void> {
  await Promise.all(
    Array.from({ length: workers }, async () => {
      while (!isOver()) await step();
    }),
  );
}
