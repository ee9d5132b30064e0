import { documentsIn, ownDocuments, type StorageDocument } from './documents.js';
import { Findings } from './findings.js';
import { fullEffort, measureDocument, quickEffort, type Effort } from './measure-document.js';
import { readPages } from './measure-edits.js';
import { measureEventLoop } from './measure-event-loop.js';
import { measureHostile } from './measure-hostile.js';
import { measureSpeed } from './measure-speed.js';
import { measureTokens } from './measure-tokens.js';
import { measureYardstick } from './measure-yardstick.js';
import { parseOptions, sizesOf, usage, type Options } from './options.js';
import { randomDocuments } from './random-documents.js';
import { brokenPromises, missLines, promisesTable, type Column } from './report-promises.js';
import { brokenTrials, faultLines, trialsTable, trialText, wordingLines, yardstickLine } from './report-trials.js';
import { makeTrial, tallyTrials } from './trials.js';

const options = parseOptions(process.argv.slice(2), process.env);
const sizes = sizesOf(options);
const own = ownDocuments();
const brought = options.corpusFolder === undefined ? [] : documentsIn(options.corpusFolder);
const random = randomDocuments(sizes.randomDocuments, options.seed);

function measure(name: string, documents: readonly StorageDocument[], effort: Effort): Column {
  const findings = new Findings();
  for (const document of documents) measureDocument(document, findings, effort);
  return { name: `${name} (${documents.length})`, documents, findings, tokens: measureTokens(documents) };
}

function columns({ isFull }: Options): Column[] {
  const effort = isFull ? fullEffort : quickEffort;
  return [
    measure('own corpus', own, effort),
    measure('random', random, isFull ? { words: 12, blocks: 6 } : quickEffort),
    ...(brought.length === 0 ? [] : [measure('CORPUS_DIR', brought, effort)]),
  ];
}

/** Makes one trial again and shows everything about it. */
function showOne(only: NonNullable<Options['only']>): void {
  const trial = makeTrial(only, readPages([...own, ...brought]).pages, options.seed);
  console.log(trial ? trialText(trial) : 'The page of this seed has no place for such an edit.');
}

async function measureAll(): Promise<void> {
  const wholePages = own.filter(({ isPage }) => isPage);
  // The first reading of a process is measured first.
  const speed = await measureSpeed(wholePages, options.isFull ? { reads: 6, edits: 20 } : { reads: 3, edits: 6 });
  const loop = await measureEventLoop(wholePages);
  const all = columns(options);
  const timings = { speed, hostile: measureHostile(), loop };
  const { pages } = readPages([...own, ...brought]);
  const { pages: alike, unlike } = readPages([...own, ...random, ...brought]);
  const tally = (name: 'edit' | 'operations' | 'page', label: string, count: number) =>
    tallyTrials(name, label, count, options.seed, (seed) => makeTrial(name, pages, seed));
  const tallies = [
    tally('edit', 'whole page, one change', sizes.edits),
    tally('operations', 'targeted edits', sizes.operations),
    tally('page', 'new text', sizes.pages),
  ];
  const yardstick = measureYardstick();
  const broken = [...brokenPromises(all, timings), ...brokenTrials(tallies, yardstick)];
  const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', title, ...lines]);
  console.log(
    [
      promisesTable(all, timings),
      '',
      trialsTable(tallies),
      '',
      yardstickLine(yardstick),
      `Seeds from ${options.seed}. Read alike by both parsers: ${alike.length} documents; otherwise, and so not edited: ${unlike.length}.`,
      ...section(
        'Read otherwise by an independent parser:',
        unlike.map(({ name, what }) => `- ${name}: ${what.slice(0, 240)}`),
      ),
      ...section('Misses:', missLines(all)),
      ...section('What went wrong, and how to see it again:', faultLines(tallies)),
      ...section('Refusals and warnings, as they are worded:', wordingLines(tallies, 20)),
      ...(broken.length === 0
        ? ['', 'Every promise holds.']
        : section(
            'Promises that do not hold:',
            broken.map((line) => `- ${line}`),
          )),
    ].join('\n'),
  );
  process.exitCode = broken.length === 0 ? 0 : 1;
}

if (options.isHelp) console.log(usage);
else if (options.only === null) await measureAll();
else showOne(options.only);
