import { WordCounts } from './word-counts.js';
import { labelOf } from './describe-thing.js';
import { isSign, mentionInWords } from './inventory.js';
import type { Extent, Inventory, Thing } from './thing.js';
import { wordsIn } from './visible-text.js';

/** In larger groups of things that are alike those that kept all of their words are not compared with others. */
const maxPairs = 20_000;

/** What a write took away: what nobody asked for, and what plainly went with most of the words that it shows. */
interface Missing {
  readonly lost: readonly Thing[];
  readonly withText: readonly Thing[];
}

/**
 * The things of `before` that are not in `after`.
 *
 * A thing stays as itself (its identity), as the same without its id, or as another one of its family that now has the words that
 * it had: what only came in addition, a copy or something new, takes nobody's place. `isKnown` tells what the whole page has.
 */
export function missingThings(before: Inventory, after: Inventory, isKnown: (content: string) => boolean): Missing {
  return new Matcher(before, after, isKnown).missing();
}

class Matcher {
  private readonly lost: WordCounts;
  private readonly gained: WordCounts;
  /** By thing, or by the sentence that many things share. */
  private readonly countsByThing = new Map<Thing | Extent, WordCounts>();
  /** Words that went from things which stayed, by identity: of two that are alike, one must not be excused by the other's. */
  private readonly emptied = new Map<string, WordCounts>();

  constructor(
    private readonly before: Inventory,
    private readonly after: Inventory,
    private readonly isKnown: (content: string) => boolean,
  ) {
    const [old, now] = [new WordCounts(before.words), new WordCounts(after.words)];
    this.lost = old.without(now);
    this.gained = now.without(old);
  }

  missing(): Missing {
    const [old, now] = [groups(this.before.things), groups(this.after.things)];
    const left = [...old].map(([identity, things]) => this.pair(things, now.get(identity) ?? []));
    const gone = left.flatMap((pair) => pair.gone);
    if (gone.length === 0) return { lost: [], withText: [] };
    const added = [...now].filter(([identity]) => !old.has(identity));
    const surplus = [...left.flatMap((pair) => pair.surplus), ...added.flatMap(([, things]) => things)];
    const missing = new Set(this.withoutReplaced(gone, surplus));
    const withText = new Set([...missing].filter((thing) => this.wentPlainly(thing)));
    return {
      lost: this.before.things.filter((thing) => missing.has(thing) && !withText.has(thing)),
      withText: this.before.things.filter((thing) => withText.has(thing)),
    };
  }

  /** Pairs things of one identity: those of the same content first, then those that share the most words. */
  private pair(old: readonly Thing[], now: readonly Thing[]): { gone: Thing[]; surplus: Thing[] } {
    if (old.length <= now.length && (old.length === now.length || old.length === 0))
      return { gone: [], surplus: old.length === 0 ? [...now] : [] };
    const [gone, surplus] = [new Set(old), new Set(now)];
    const stayed: [Thing, Thing][] = [];
    const take = (one: Thing, other: Thing) => {
      gone.delete(one);
      surplus.delete(other);
      stayed.push([one, other]);
    };
    for (const [one, other] of this.likeliest(old, now)) if (gone.has(one) && surplus.has(other)) take(one, other);
    for (const one of [...gone].sort((a, b) => this.shareGone(b) - this.shareGone(a))) {
      const [other] = surplus;
      if (!other) break;
      take(one, other);
    }
    if (gone.size > 0) this.noteEmptied(stayed, [...gone]);
    return { gone: [...gone], surplus: [...surplus] };
  }

  private likeliest(old: readonly Thing[], now: readonly Thing[]): [Thing, Thing][] {
    if (old.length * now.length > maxPairs) return this.likeliestOfMany(old, now);
    const scored = old.flatMap((one) =>
      now.map((other) => ({
        one,
        other,
        score: this.counts(one).shared(this.counts(other)) + (one.content === other.content ? 0.5 : 0),
      })),
    );
    const isWorded = (thing: Thing) => thing.extent !== null && this.counts(thing).size > 0;
    return scored
      .filter(({ one, score }) => score >= 1 || (score > 0 && !isWorded(one)))
      .sort((a, b) => b.score - a.score)
      .map(({ one, other }) => [one, other]);
  }

  /** What changed of a large group is compared as of a small one, or told apart by its order where it is large too. */
  private likeliestOfMany(old: readonly Thing[], now: readonly Thing[]): [Thing, Thing][] {
    const byWords = new Map<string, Thing[]>();
    for (const thing of [...now].reverse()) {
      const key = keyOf(thing);
      if (!byWords.get(key)?.push(thing)) byWords.set(key, [thing]);
    }
    const same = old.flatMap((one): [Thing, Thing][] => {
      const other = byWords.get(keyOf(one))?.pop();
      return other ? [[one, other]] : [];
    });
    const paired = new Set(same.flat());
    const [left, rest] = [old, now].map((things) => things.filter((thing) => !paired.has(thing))) as [Thing[], Thing[]];
    const isSmall = left.length * rest.length <= maxPairs;
    const others = left.flatMap((one, i): [Thing, Thing][] => (rest[i] ? [[one, rest[i]]] : []));
    return [...same, ...(isSmall ? this.likeliest(left, rest) : others)];
  }

  private noteEmptied(stayed: readonly [Thing, Thing][], gone: readonly Thing[]): void {
    const isIn = (index: number) => gone.some(({ extent }) => extent && index >= extent.from && index < extent.to);
    for (const [one, other] of stayed) {
      if (!one.extent || one.shows !== 'itself') continue;
      const { from, to } = one.extent;
      const own = this.before.words.slice(from, to).filter((_, i) => !isIn(from + i));
      const counts = this.emptied.get(one.identity) ?? new WordCounts([]);
      counts.addAll(new WordCounts(own).without(this.counts(other)));
      this.emptied.set(one.identity, counts);
    }
  }

  private withoutReplaced(gone: readonly Thing[], surplus: Thing[]): Thing[] {
    const left = new Set(surplus);
    const sameWithoutId = (thing: Thing) =>
      thing.shows === 'itself' ? undefined : [...left].find((one) => one.content === thing.content && one.id === null);
    const rest = gone.filter((thing) => {
      const other = sameWithoutId(thing);
      return !(other && left.delete(other));
    });
    for (const one of left) if (this.isAddition(one)) left.delete(one);
    return rest.filter((thing) => {
      const other = this.successor(thing, [...left]);
      return !(other && left.delete(other));
    });
  }

  /** Of its family the one that has the most of those of its words that are still there. */
  private successor(thing: Thing, candidates: readonly Thing[]): Thing | undefined {
    const family = thing.family === null ? [] : candidates.filter((one) => one.family === thing.family);
    if (thing.extent === null) return family[0];
    const own = this.counts(thing);
    const staying = own.size - own.shared(this.lost);
    let best: Thing | undefined;
    let most = Math.max(1, staying / 4);
    for (const one of family) {
      const shared = own.shared(this.counts(one));
      if (shared < most) continue;
      best = one;
      most = shared + 1;
    }
    return best;
  }

  /** Did it come in addition to what was there: with words that are new, or, without any, as a copy? */
  private isAddition(thing: Thing): boolean {
    // Only the copy of a macro has an id that the page had not.
    if (thing.kind === 'macro' && thing.id !== null) return true;
    const own = this.counts(thing);
    if (own.size === 0) return this.isKnown(thing.content);
    return own.shared(this.gained) === own.size;
  }

  /** A frame around words that stayed in part was taken off; a sentence may be rewritten. */
  private wentPlainly(thing: Thing): boolean {
    if (thing.shows === 'in its sentence' && this.becameWords(thing)) return false;
    const isFrame = thing.kind === 'macro' || thing.kind === 'table' || thing.kind === 'task';
    const most = isFrame && thing.shows === 'itself' ? 2 / 3 : 1 / 2;
    return thing.extent !== null && this.shareGone(thing) >= most;
  }

  /** Did the words that it showed come back as text? Then nobody meant to take it away. */
  private becameWords(thing: Thing): boolean {
    if (thing.kind === 'mention') return this.gained.has(mentionInWords);
    const words = wordsIn(labelOf(thing).replace(/^(?:status|date)\s/, ''));
    return words.length > 0 && words.every((word) => this.gained.has(word));
  }

  /** How much of what it shows is gone from the page, from 0 to 1. */
  private shareGone(thing: Thing): number {
    const own = this.counts(thing);
    if (own.size === 0) return 1;
    const excused = this.emptied.get(thing.identity);
    return own.shared(excused ? this.lost.without(excused) : this.lost) / own.size;
  }

  /** The words that tell of a thing; of a sentence its words alone. */
  private counts(thing: Thing): WordCounts {
    const key = thing.shows === 'in its sentence' && thing.extent ? thing.extent : thing;
    const known = this.countsByThing.get(key);
    if (known) return known;
    const own = thing.extent ? thing.words.slice(thing.extent.from, thing.extent.to) : [];
    const counts = new WordCounts(thing.shows === 'itself' ? own : own.filter((word) => !isSign(word)));
    this.countsByThing.set(key, counts);
    return counts;
  }
}

/** What a thing is and shows. */
function keyOf({ content, extent, words }: Thing): string {
  return `${content}\u0000${extent ? words.slice(extent.from, extent.to).join(' ') : ''}`;
}

function groups(things: readonly Thing[]): Map<string, Thing[]> {
  const byIdentity = new Map<string, Thing[]>();
  for (const thing of things) {
    const group = byIdentity.get(thing.identity);
    if (group) group.push(thing);
    else byIdentity.set(thing.identity, [thing]);
  }
  return byIdentity;
}
