import { cpuUs, residentMb } from './counters.js';
import type { Generator } from './generator.js';
import { isConsistent, type Round } from './load.js';
import { pageCount } from './payload.js';
import type { Spawned } from './process.js';
import type { TargetName } from './targets.js';

/** One server with what it is asked for. */
export interface Contestant {
  readonly name: string;
  readonly server: Spawned;
  readonly target: TargetName;
}

/** What a contestant did in one round. */
export interface Sample extends Round {
  /** CPU of the server's process per request, in microseconds. */
  readonly cpuUsPerRequest: number;
  readonly residentMb: number;
}

export interface Effort {
  readonly rounds: number;
  readonly roundMs: number;
  /** At least, and at most: in between, warm-up ends when throughput has settled. */
  readonly warmUpMs: readonly [least: number, most: number];
}

export interface Comparison {
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
  /** Rounds that broke Little's law or held a wrong answer. */
  readonly thrownOut: number;
}

export interface Arena {
  readonly generator: Generator;
  readonly tokens: readonly string[];
  readonly effort: Effort;
}

/** What a server answered last for long enough. */
const warm = new WeakMap<Spawned, TargetName>();

/** Runs the contestants side by side: warm-up of those that are not warm, then rounds in which each has its turn, in a new order every time. */
export async function compare(
  { generator, tokens, effort }: Arena,
  concurrency: number,
  contestants: readonly Contestant[],
): Promise<Comparison> {
  const samples = new Map<string, Sample[]>(contestants.map(({ name }) => [name, []]));
  let thrownOut = 0;
  let from = 0;
  const turn = async ({ server, target }: Contestant, durationMs: number): Promise<Sample> => {
    const before = cpuUs(server.pid);
    const order = { target, origin: server.origin, tokens, concurrency, durationMs, from, isSteady: true };
    const round = await generator.run(order);
    const sent = round.opening + round.requests;
    from += sent;
    const cpuUsPerRequest = (cpuUs(server.pid) - before) / Math.max(1, sent);
    return { ...round, cpuUsPerRequest, residentMb: residentMb(server.pid) };
  };
  for (const contestant of contestants) {
    const { server, target } = contestant;
    if (warm.get(server) === target) continue;
    await warmUp(() => turn(contestant, 1_000), effort.warmUpMs);
    warm.set(server, target);
  }
  for (let n = 0; n < effort.rounds; n += 1) {
    for (const contestant of shuffled(contestants)) {
      const sample = await turn(contestant, effort.roundMs);
      if (isConsistent(sample, concurrency)) samples.get(contestant.name)?.push(sample);
      else thrownOut += 1;
    }
  }
  return { samples, thrownOut };
}

/**
 * Until two seconds in a row differ by less than 5 % and every page was asked for: the first read of one is no warm read.
 * Not before `least`: what has more code takes longer until all of it is compiled, and noise can look like rest.
 */
async function warmUp(second: () => Promise<Sample>, [least, most]: Effort['warmUpMs']): Promise<void> {
  let last = 0;
  let served = 0;
  for (let spent = 1_000; spent <= most || served < pageCount; spent += 1_000) {
    const { perSecond, requests } = await second();
    served += requests;
    const isSettled = Math.abs(perSecond - last) < perSecond * 0.05;
    if (spent >= least && served >= pageCount && isSettled) return;
    last = perSecond;
  }
}

function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((value) => ({ value, key: Math.random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

/** A ratio with its spread: the median of both sides over one another, and the least and the most that rounds allow. */
export interface Ratio {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function ratioOf(
  { samples }: Comparison,
  above: string,
  below: string,
  figure: (sample: Sample) => number,
): Ratio | null {
  const top = (samples.get(above) ?? []).map(figure).toSorted((a, b) => a - b);
  const bottom = (samples.get(below) ?? []).map(figure).toSorted((a, b) => a - b);
  if (top.length === 0 || bottom.length === 0) return null;
  const first = (list: number[]): number => list[0] ?? NaN;
  const last = (list: number[]): number => list.at(-1) ?? NaN;
  return {
    median: medianOf(top) / medianOf(bottom),
    min: first(top) / last(bottom),
    max: last(top) / first(bottom),
  };
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
