/**
 * Replaces what a pattern finds outside of Markdown's code: a run of backticks begins code where another run of its length follows.
 * The pattern is global, and its first alternative is such a run (`` `+| ``). Each run is looked at once, however many have no end.
 */
export function replaceOutsideCode(
  markdown: string,
  pattern: RegExp,
  replace: (whole: string, ...groups: readonly (string | undefined)[]) => string,
): string {
  const endOf = endsOfCode(markdown);
  let out = '';
  let at = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(markdown); match; match = pattern.exec(markdown)) {
    const [whole, ...groups] = match;
    const behind = match.index + whole.length;
    if (whole.startsWith('`')) pattern.lastIndex = endOf(whole.length, behind) ?? behind;
    else {
      out += markdown.slice(at, match.index) + replace(whole, ...groups);
      at = behind;
    }
  }
  return out + markdown.slice(at);
}

/** Tells where code ends that a run of so many backticks opens, by where it begins; to be asked from the first to the last. */
function endsOfCode(markdown: string): (length: number, from: number) => number | undefined {
  let ends: Map<number, number[]> | undefined;
  return (length, from) => {
    ends ??= endsOfRuns(markdown);
    const places = ends.get(length) ?? [];
    while ((places.at(-1) ?? Infinity) <= from) places.pop();
    return places.at(-1);
  };
}

/** The ends of all runs of backticks by their length, the first one last. */
function endsOfRuns(markdown: string): Map<number, number[]> {
  const ends = new Map<number, number[]>();
  for (const { index, 0: run } of [...markdown.matchAll(/`+/g)].reverse()) {
    const end = index + run.length;
    if (!ends.get(run.length)?.push(end)) ends.set(run.length, [end]);
  }
  return ends;
}
