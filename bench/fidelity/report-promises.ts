import type { StorageDocument } from './documents.js';
import type { Findings } from './findings.js';
import { blockMs, editMs, figureOf, goals, holds, hostileMs, mostTokens, readMs } from './goals.js';
import type { LoopResult } from './measure-event-loop.js';
import type { HostileResult } from './measure-hostile.js';
import type { Speed } from './measure-speed.js';
import { printTable } from './print-table.js';

/** One column of the table: a set of documents and what was found in it. */
export interface Column {
  readonly name: string;
  readonly documents: readonly StorageDocument[];
  readonly findings: Findings;
  readonly tokens: number | null;
}

/** The files with misses, the most first. */
function filesOf(all: readonly Column[], metric: string): string {
  const counts = new Map<string, number>();
  for (const { findings } of all)
    for (const miss of findings.misses)
      if (miss.metric === metric) counts.set(miss.document, (counts.get(miss.document) ?? 0) + 1);
  const names = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([name, times]) => (times > 1 ? `${name} ×${times}` : name));
  return names.length > 4 ? `${names.slice(0, 4).join(', ')}, ${names.length - 4} more` : names.join(', ');
}

function countedRows(all: readonly Column[]): string[][] {
  return goals.map((goal) => [
    goal.label,
    goal.goal,
    ...all.map(({ findings }) => figureOf(goal, findings)),
    filesOf(all, goal.metric),
  ]);
}

/** What is no share of checks. */
export interface Timings {
  readonly speed: Speed;
  readonly hostile: readonly HostileResult[];
  readonly loop: readonly LoopResult[];
}

function otherRows(all: readonly Column[], { speed, hostile, loop }: Timings): string[][] {
  const blank = all.slice(1).map(() => '');
  const ms = (value: number) => `${Math.round(value)} ms`;
  const limits = ({ floor, goal }: { floor: number; goal: number }) => `floor ${floor} ms, goal ${goal} ms`;
  const slow = hostile
    .filter((one) => !isTame(one))
    .map(({ name, ms: taken, outcome }) => `${name}: ${ms(taken)} ${outcome}`);
  return [
    [
      'tokens, Markdown / storage, median of whole pages',
      `<= ${mostTokens}`,
      ...all.map(({ tokens }) => tokens?.toFixed(3) ?? 'no pages'),
      '',
    ],
    [
      '1 MB page: cold read',
      limits(readMs),
      ms(speed.coldReadMs),
      ...blank,
      `first of the process ${ms(speed.firstReadMs)}`,
    ],
    ['1 MB page: one edit', limits(editMs), ms(speed.editMs), ...blank, `slowest ${ms(speed.slowestEditMs)}`],
    [
      'longest time the event loop stood still',
      `<= ${blockMs} ms`,
      ms(Math.max(...loop.map((one) => one.blockMs))),
      ...blank,
      'in threads, as the service works',
    ],
    [
      'pathological input ends',
      `<= ${hostileMs} ms`,
      ms(Math.max(...hostile.map((one) => one.ms))),
      ...blank,
      slow.join('; '),
    ],
  ];
}

function isTame({ ms, outcome }: HostileResult): boolean {
  return ms <= hostileMs && !outcome.startsWith('DEFECT');
}

/** The promises that do not hold, one line each. */
export function brokenPromises(all: readonly Column[], { speed, hostile, loop }: Timings): string[] {
  const counted = all.flatMap(({ name, findings, tokens }) => [
    ...goals
      .filter((goal) => !holds(goal, findings))
      .map((goal) => `${name}: ${goal.label}: ${figureOf(goal, findings)}, wanted ${goal.goal}`),
    ...(tokens !== null && tokens > mostTokens
      ? [`${name}: tokens ${tokens.toFixed(3)}, wanted <= ${mostTokens}`]
      : []),
  ]);
  const slow = [
    ...(speed.coldReadMs > readMs.floor
      ? [`cold read of 1 MB: ${Math.round(speed.coldReadMs)} ms, floor ${readMs.floor} ms`]
      : []),
    ...(speed.editMs > editMs.floor
      ? [`one edit of 1 MB: ${Math.round(speed.editMs)} ms, floor ${editMs.floor} ms`]
      : []),
  ];
  return [
    ...counted,
    ...slow,
    ...loop
      .filter((one) => one.blockMs > blockMs)
      .map((one) => `${one.name}: the event loop stood still for ${Math.round(one.blockMs)} ms`),
    ...hostile
      .filter((one) => !isTame(one))
      .map(({ name, ms, outcome }) => `${name}: ${Math.round(ms)} ms, ${outcome}`),
  ];
}

/** The promises about single edits of documents, and how long things take. */
export function promisesTable(all: readonly Column[], timings: Timings): string {
  const header = ['metric', 'goal', ...all.map(({ name }) => name), 'misses, and notes'];
  return printTable([header, ...countedRows(all), ...otherRows(all, timings)]);
}

export function missLines(all: readonly Column[]): string[] {
  return all.flatMap(({ name, findings }) =>
    findings.misses.map((miss) => `- ${name} ${miss.metric} ${miss.document}: ${miss.what}`),
  );
}
