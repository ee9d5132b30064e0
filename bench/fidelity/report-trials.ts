import type { Trial } from './measure-edits.js';
import { mostSentChars, type Yardstick } from './measure-yardstick.js';
import { printTable } from './print-table.js';
import { silentFaults, type Verdict } from './judge.js';
import { countOf, mostFalseRefusals, refusedShare, silentOf, type Tally } from './trials.js';

const rows: readonly (readonly [label: string, verdict: Verdict, goal: string])[] = [
  ['lost without a word', 'lost', '0'],
  ['there twice', 'twice', '0'],
  ['in the wrong place', 'misplaced', '0'],
  ['changed elsewhere', 'changed elsewhere', '0'],
  ['other than it was sent', 'not as sent', '0'],
  ['storage that Confluence would break', 'invalid', '0'],
  ['thrown by accident', 'defect', '0'],
  ['refused, with a reason', 'refused', ''],
  ['written, with a warning', 'warned', ''],
];

/** What models write, judged by parsers that are not the converter's. */
export function trialsTable(tallies: readonly Tally[]): string {
  const header = [
    'text as models write it',
    'goal',
    ...tallies.map(({ label, made }) => `${label} (${made.toLocaleString('en')})`),
  ];
  const counted = rows.map(([label, verdict, goal]) => [
    label,
    goal,
    ...tallies.map((tally) => String(countOf(tally, verdict))),
  ]);
  const refusals = [
    'refused without need',
    `<= ${mostFalseRefusals * 100} %`,
    ...tallies.map(
      (tally) =>
        `${(Math.ceil(refusedShare(tally) * 10_000) / 100).toFixed(2)} % (${countOf(tally, 'falsely refused')})`,
    ),
  ];
  return printTable([header, ...counted, refusals]);
}

export function yardstickLine({ storageChars, edits, sentChars, faults }: Yardstick): string {
  const size = `${edits} edits in one call on ${storageChars.toLocaleString('en')} characters of storage: ${sentChars.toLocaleString('en')} characters sent (at most ${mostSentChars.toLocaleString('en')})`;
  return `Yardstick: ${size}; ${faults.length === 0 ? 'all in place, and back byte for byte' : faults.join('; ')}`;
}

/** How often each kind of trial went wrong, the most first. */
export function faultLines(tallies: readonly Tally[]): string[] {
  return tallies.flatMap(({ name, notable }) =>
    notable
      .filter(({ verdict }) => silentFaults.includes(verdict) || verdict === 'falsely refused')
      .map(
        (trial) =>
          `- ${trial.verdict}: ${trial.kind} (${trial.document}): ${trial.what.slice(0, 300)}\n  npm run fidelity -- --case ${name} --seed ${trial.seed}`,
      ),
  );
}

/** Refusals and warnings as a writer reads them. */
export function wordingLines(tallies: readonly Tally[], most: number): string[] {
  const said = tallies.flatMap(({ notable }) =>
    notable.filter(({ verdict }) => ['refused', 'falsely refused', 'warned'].includes(verdict)),
  );
  return said.slice(0, most).map(({ kind, what }) => `- ${kind.split(',')[0] ?? ''}: ${what.slice(0, 240)}`);
}

/** Everything about one trial, for whoever looks for the cause. */
export function trialText(trial: Trial): string {
  return [
    `${trial.verdict}: ${trial.kind} (${trial.document})`,
    trial.what,
    '--- storage before',
    trial.before,
    '--- sent',
    trial.sent,
  ].join('\n');
}

export function brokenTrials(tallies: readonly Tally[], yardstick: Yardstick): string[] {
  return [
    ...tallies
      .filter((tally) => silentOf(tally) > 0)
      .map((tally) => `${tally.label}: ${silentOf(tally)} of ${tally.made} went wrong without a word`),
    ...tallies
      .filter((tally) => refusedShare(tally) > mostFalseRefusals)
      .map((tally) => `${tally.label}: ${countOf(tally, 'falsely refused')} of ${tally.made} refused without need`),
    ...(yardstick.faults.length > 0 ? ['the yardstick'] : []),
    ...(yardstick.sentChars > mostSentChars ? [`the yardstick sends ${yardstick.sentChars} characters`] : []),
  ];
}
