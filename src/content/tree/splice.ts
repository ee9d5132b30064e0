/** One replacement of a range of the source. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The source from `start` to `end` with the replacements made; they must not overlap. */
export function splice(source: string, start: number, end: number, splices: readonly Splice[]): string {
  let out = '';
  let at = start;
  for (const one of [...splices].sort((a, b) => a.start - b.start || a.end - b.end)) {
    out += source.slice(at, one.start) + one.text;
    at = one.end;
  }
  return out + source.slice(at, end);
}
