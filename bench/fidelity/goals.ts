import type { Findings, Metric } from './findings.js';

/** What the content room promises, and how a person reads the figure. */
export interface Goal {
  readonly metric: Metric;
  readonly label: string;
  readonly goal: string;
  /** The largest share of checks that may fail. */
  readonly missShare: number;
}

export const goals: readonly Goal[] = [
  { metric: 'identity', label: 'read and written back unchanged: byte-identical', goal: '100 %', missShare: 0 },
  { metric: 'confined', label: 'one edit: bytes outside the edited block unchanged', goal: '100 %', missShare: 0 },
  {
    metric: 'survival',
    label: 'macros, links, images, layouts, tasks, comments survive edits elsewhere',
    goal: '100 %',
    missShare: 0,
  },
  { metric: 'silentLosses', label: 'deletions: lost without a word', goal: '0', missShare: 0 },
  { metric: 'reRead', label: 're-read equals what was written', goal: '>= 99 %', missShare: 0.01 },
  { metric: 'falseRefusals', label: 'harmless edits refused', goal: '<= 0.5 %', missShare: 0.005 },
  { metric: 'words', label: 'visible words in the Markdown', goal: '>= 99 %', missShare: 0.01 },
];

/** Tokens of the Markdown for each token of the storage, median of pages. */
export const mostTokens = 0.4;

/** Milliseconds for a page of a megabyte: what must hold, and what is aimed at. */
export const readMs = { floor: 1_500, goal: 400 };
export const editMs = { floor: 300, goal: 150 };

/** Milliseconds for which one call may hold up all others. */
export const blockMs = 200;

/** Milliseconds in which pathological input must have ended. */
export const hostileMs = 1_000;

export function holds({ metric, missShare }: Goal, findings: Findings): boolean {
  return findings.missShare(metric) <= missShare;
}

/** The figure of one column, e.g. `100 % (1,204)` or `3 of 372`. */
export function figureOf({ metric, goal }: Goal, findings: Findings): string {
  const checked = findings.checkedOf(metric);
  if (checked === 0) return 'not measured';
  if (goal === '0') return `${findings.missedOf(metric)} of ${checked.toLocaleString('en')}`;
  const share = goal.startsWith('<=') ? findings.missShare(metric) : 1 - findings.missShare(metric);
  // Rounded towards the worse side: 99.99 % is not 100 %.
  const percent = goal.startsWith('<=') ? Math.ceil(share * 10_000) / 100 : Math.floor(share * 10_000) / 100;
  return `${percent} % of ${checked.toLocaleString('en')}`;
}
