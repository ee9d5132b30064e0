import type { EditablePage } from './changes/editable-page.js';
import { silentFaults, type Verdict } from './judge.js';
import { tryEdit, tryOperations, type Trial } from './measure-edits.js';
import { tryPage } from './measure-pages.js';

/** Trials of one kind, and what came of them. */
export interface Tally {
  readonly name: 'edit' | 'operations' | 'page';
  readonly label: string;
  readonly made: number;
  readonly counts: ReadonlyMap<Verdict, number>;
  /** Those that went wrong, were refused or warned of; a few of each verdict and kind. */
  readonly notable: readonly Trial[];
}

/** Makes trials until so many were made; a seed for which a page has no place makes none. */
export function tallyTrials(
  name: Tally['name'],
  label: string,
  wanted: number,
  seed: number,
  make: (seed: number) => Trial | null,
): Tally {
  const counts = new Map<Verdict, number>();
  const notable: Trial[] = [];
  const seen = new Map<string, number>();
  let made = 0;
  for (let next = seed; made < wanted && next < seed + wanted * 4; next++) {
    const trial = make(next);
    if (!trial) continue;
    made++;
    counts.set(trial.verdict, (counts.get(trial.verdict) ?? 0) + 1);
    if (trial.verdict === 'right') continue;
    const kind = `${trial.verdict} ${trial.kind.split(',')[0] ?? ''}`;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    if ((seen.get(kind) ?? 0) <= 3) notable.push(trial);
  }
  return { name, label, made, counts, notable };
}

export function makeTrial(name: Tally['name'], pages: readonly EditablePage[], seed: number): Trial | null {
  if (name === 'page') return tryPage(seed);
  return name === 'edit' ? tryEdit(pages, seed) : tryOperations(pages, seed);
}

export function countOf(tally: Tally, verdict: Verdict): number {
  return tally.counts.get(verdict) ?? 0;
}

export function silentOf(tally: Tally): number {
  return silentFaults.reduce((sum, verdict) => sum + countOf(tally, verdict), 0);
}

/** False refusals, as a share of all trials. */
export const mostFalseRefusals = 0.005;

export function refusedShare(tally: Tally): number {
  return countOf(tally, 'falsely refused') / Math.max(1, tally.made);
}
