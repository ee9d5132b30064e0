export interface WordSpot {
  readonly word: string;
  readonly index: number;
}

/** Places of words in Markdown that are text: not in directives, addresses, tags or fences. At most `limit`, spread over the text. */
export function wordSpots(markdown: string, limit: number): WordSpot[] {
  const spots: WordSpot[] = [];
  let offset = 0;
  let fenced = false;
  for (const line of markdown.split('\n')) {
    const fence = /^\s*(?:[-*>]\s+|\d+\.\s+)*`{3,}/.test(line);
    if (fence) fenced = !fenced;
    if (!fence && !/^\s*:{2,}/.test(line)) {
      for (const match of line.matchAll(/(?<=^|[\s|>(*])\p{L}[\p{L}\p{N}]{2,}(?=[\s.,|<)*]|$)/gu)) {
        const before = line.slice(0, match.index);
        const hidden = /\($|:(?:macro|status|date)\[[^\]]*$|\]\([^)]*$|\{[^}]*$|<[^>]*$/.test(before);
        if (!hidden || fenced) spots.push({ word: match[0], index: offset + match.index });
      }
    }
    offset += line.length + 1;
  }
  const step = Math.max(1, Math.ceil(spots.length / limit));
  return spots.filter((_, i) => i % step === 0);
}

/** The range of `before` that `after` has otherwise. */
export function changedRange(before: string, after: string): { start: number; end: number; grown: number } {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - start;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { start, end: before.length - tail, grown: after.length - before.length };
}
