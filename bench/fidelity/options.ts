import { parseArgs } from 'node:util';

/** What a run measures, from the command line. */
export interface Options {
  /** Nightly size, rather than the tenth that each change is measured with. */
  readonly isFull: boolean;
  /** Where the seeds of this run begin. */
  readonly seed: number;
  /** One kind of trial, of which only the first seed is made and shown whole. */
  readonly only: 'edit' | 'operations' | 'page' | null;
  /** Say how to call it, and measure nothing. */
  readonly isHelp: boolean;
  readonly corpusFolder: string | undefined;
}

/** Seeds of the runs that everybody makes are the same, so that their figures can be compared. */
const usualSeed = 20_261_128;

const kinds = ['edit', 'operations', 'page'] as const;

export function parseOptions(args: readonly string[], environment: NodeJS.ProcessEnv): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      full: { type: 'boolean' },
      seed: { type: 'string' },
      case: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const only = kinds.find((kind) => kind === values.case);
  if (values.case !== undefined && only === undefined) throw new Error(`--case is one of ${kinds.join(', ')}`);
  const seed = values.seed === undefined ? usualSeed : Number(values.seed);
  if (!Number.isSafeInteger(seed)) throw new Error('--seed is a whole number');
  const corpusFolder = environment['CORPUS_DIR'];
  return { isFull: values.full === true, seed, only: only ?? null, isHelp: values.help === true, corpusFolder };
}

export const usage = `npm run fidelity -- [--full] [--seed NUMBER]
  measures reads and writes, and prints the table; --full makes ten times as many trials.
npm run fidelity -- --case edit|operations|page --seed NUMBER
  makes one trial again and shows all of it.
CORPUS_DIR names a folder of further storage documents (*.xml).`;

/** How many trials of each kind a run makes. */
export function sizesOf({ isFull }: Options): {
  edits: number;
  operations: number;
  pages: number;
  randomDocuments: number;
} {
  return isFull
    ? { edits: 16_000, operations: 4_000, pages: 2_000, randomDocuments: 400 }
    : { edits: 1_600, operations: 400, pages: 200, randomDocuments: 60 };
}
