/** Questions that are answered by a look through the whole text; only for more of them an index is made. */
const fewQuestions = 16;

/** Shorter parts are not in the index: there are few of them. */
const gram = 4;

const slots = 1 << 17;

/** Stands in no text, so that no part is found across two of them. */
const between = '\0';

/** Tells whether parts stand in one of some texts, and stays quick where thousands are asked for. */
export class TextIndex {
  private readonly known = new Map<string, boolean>();
  private index: { readonly counts: Int32Array; readonly last: Int32Array; readonly previous: Int32Array } | undefined;

  private readonly text: string;

  constructor(texts: readonly string[]) {
    this.text = texts.join(between);
  }

  has(part: string): boolean {
    let known = this.known.get(part);
    if (known === undefined) {
      const isFew = this.known.size < fewQuestions || part.length < gram;
      known = isFew ? this.text.includes(part) : this.find(part);
      this.known.set(part, known);
    }
    return known;
  }

  /** Looks where the rarest four characters of the part stand. */
  private find(part: string): boolean {
    const { counts, last, previous } = (this.index ??= indexOf(this.text));
    let [rarest, least] = [0, Infinity];
    for (let at = 0; at + gram <= part.length && least > 0; at++) {
      const count = counts[slotOf(part, at)] ?? 0;
      if (count < least) [rarest, least] = [at, count];
    }
    if (least === 0) return false;
    for (let at = last[slotOf(part, rarest)] ?? -1; at >= 0; at = previous[at] ?? -1)
      if (this.text.startsWith(part, at - rarest) && at >= rarest) return true;
    return false;
  }
}

/** Where each four characters stand: the last place, and before each place the one before it. */
function indexOf(text: string) {
  const counts = new Int32Array(slots);
  const last = new Int32Array(slots).fill(-1);
  const previous = new Int32Array(text.length);
  for (let at = 0; at + gram <= text.length; at++) {
    const slot = slotOf(text, at);
    counts[slot] = (counts[slot] ?? 0) + 1;
    previous[at] = last[slot] ?? -1;
    last[slot] = at;
  }
  return { counts, last, previous };
}

function slotOf(text: string, at: number): number {
  let hash = 0;
  for (let i = at; i < at + gram; i++) hash = Math.imul(hash, 0x9e3779b1) + text.charCodeAt(i);
  return (hash ^ (hash >>> 15)) & (slots - 1);
}
