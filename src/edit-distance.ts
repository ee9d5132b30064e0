/**
 * How many letters lie between two spellings: to change, to add, to leave out, or to exchange with a neighbour (Damerau-Levenshtein,
 * in its form of optimal string alignment).
 */
export function editDistance(a: string, b: string): number {
  let [twoAbove, above]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = +(a[i - 1] !== b[j - 1]);
      const isExchange = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const step = Math.min((row[j - 1] ?? 0) + 1, (above[j] ?? 0) + 1, (above[j - 1] ?? 0) + cost);
      row.push(isExchange ? Math.min(step, (twoAbove[j - 2] ?? 0) + 1) : step);
    }
    [twoAbove, above] = [above, row];
  }
  return above[b.length] ?? 0;
}
