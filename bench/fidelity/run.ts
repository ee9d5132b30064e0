import { documentsIn, ownDocuments, type StorageDocument } from './documents.js';
import { Findings } from './findings.js';
import { blockMs, editMs, figureOf, goals, holds, hostileMs, mostTokens, readMs } from './goals.js';
import { fullEffort, measureDocument, quickEffort, type Effort } from './measure-document.js';
import { measureEventLoop, type LoopResult } from './measure-event-loop.js';
import { measureHostile, type HostileResult } from './measure-hostile.js';
import { measureSpeed, type Speed } from './measure-speed.js';
import { measureTokens } from './measure-tokens.js';
import { printTable } from './print-table.js';
import { randomDocuments } from './random-documents.js';

/** One column of the table: a set of documents and what was found in it. */
interface Column {
  readonly name: string;
  readonly documents: readonly StorageDocument[];
  readonly findings: Findings;
  readonly tokens: number | null;
}

const seed = 20_260_101;
const isQuick = process.argv.includes('--quick');
const folder = process.env['CORPUS_DIR'];

function measure(name: string, documents: readonly StorageDocument[], effort: Effort): Column {
  const findings = new Findings();
  for (const document of documents) measureDocument(document, findings, effort);
  return { name: `${name} (${documents.length})`, documents, findings, tokens: measureTokens(documents) };
}

function columns(): Column[] {
  const effort = isQuick ? quickEffort : fullEffort;
  const own = measure('own corpus', ownDocuments(), effort);
  const random = measure(
    'random',
    randomDocuments(isQuick ? 60 : 400, seed),
    isQuick ? quickEffort : { words: 12, blocks: 6 },
  );
  if (folder === undefined) return [own, random];
  return [own, random, measure('CORPUS_DIR', documentsIn(folder), effort)];
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
interface Timings {
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
function brokenPromises(all: readonly Column[], { speed, hostile, loop }: Timings): string[] {
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

const pages = ownDocuments().filter(({ isPage }) => isPage);
const speed = await measureSpeed(pages, isQuick ? { reads: 3, edits: 6 } : { reads: 6, edits: 20 });
const loop = await measureEventLoop(pages);
const all = columns();
const timings = { speed, hostile: measureHostile(), loop };
const header = ['metric', 'goal', ...all.map(({ name }) => name), 'misses, and notes'];
console.log(printTable([header, ...countedRows(all), ...otherRows(all, timings)]));
for (const { name, findings } of all)
  for (const miss of findings.misses) console.log(`${name} ${miss.metric} ${miss.document}: ${miss.what}`);
const broken = brokenPromises(all, timings);
console.log(
  broken.length === 0
    ? 'Every promise holds.'
    : `Promises that do not hold:\n${broken.map((line) => `- ${line}`).join('\n')}`,
);
process.exitCode = broken.length === 0 ? 0 : 1;
