/** What is counted for each document. The order is that of the printed table. */
export const metrics = [
  'identity',
  'confined',
  'survival',
  'silentLosses',
  'reRead',
  'falseRefusals',
  'words',
] as const;

export type Metric = (typeof metrics)[number];

export interface Miss {
  readonly metric: Metric;
  readonly document: string;
  readonly what: string;
}

/** Checks that were made, and those that failed, with what happened. */
export class Findings {
  readonly misses: Miss[] = [];
  private readonly checked = new Map<Metric, number>();
  private readonly missed = new Map<Metric, number>();

  check(metric: Metric, document: string, isGood: boolean, what: () => string): void {
    this.count(metric, document, 1, isGood ? 0 : 1, what);
  }

  count(metric: Metric, document: string, checked: number, missed: number, what: () => string): void {
    this.checked.set(metric, this.checkedOf(metric) + checked);
    this.missed.set(metric, this.missedOf(metric) + missed);
    if (missed > 0) this.misses.push({ metric, document, what: what() });
  }

  checkedOf(metric: Metric): number {
    return this.checked.get(metric) ?? 0;
  }

  missedOf(metric: Metric): number {
    return this.missed.get(metric) ?? 0;
  }

  /** The share of checks that failed, 0 when none was made. */
  missShare(metric: Metric): number {
    return this.missedOf(metric) / Math.max(1, this.checkedOf(metric));
  }
}

/** The place where two texts part, for people to find the cause. */
export function difference(wanted: string, got: string): string {
  let at = 0;
  while (at < wanted.length && wanted[at] === got[at]) at++;
  const part = (text: string) =>
    JSON.stringify(text.slice(Math.max(0, at - 30), at + 50)).replace(
      /[^ -~\p{L}\p{N}]/gu,
      (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`,
    );
  return `wanted ${part(wanted)}, got ${part(got)}`;
}
