import { isAppError, type AppError } from '../../src/errors.js';
import { compareOutlines } from './oracle/compare.js';
import type { Allowance } from './oracle/allowance.js';
import { hiddenFaults } from './oracle/hidden.js';
import type { Outline } from './oracle/outline.js';
import { readStorage } from './oracle/read-storage.js';
import { storageFaults } from './oracle/validity.js';

/** What came of one write, by kinds that the table counts. */
export type Verdict =
  | 'right'
  | 'warned'
  | 'refused'
  | 'falsely refused'
  | 'lost'
  | 'twice'
  | 'misplaced'
  | 'changed elsewhere'
  | 'not as sent'
  | 'invalid'
  | 'defect';

/** Those that nobody was told of. */
export const silentFaults: readonly Verdict[] = [
  'lost',
  'twice',
  'misplaced',
  'changed elsewhere',
  'not as sent',
  'invalid',
  'defect',
];

export interface Judgement {
  readonly verdict: Verdict;
  readonly what: string;
}

export interface Write {
  /** The storage before; absent for a new page. */
  readonly before?: string;
  readonly run: () => { readonly storage: string; readonly warnings: readonly string[] };
  /** What a visitor must see afterwards. */
  readonly wanted: readonly Outline[];
  readonly takes: Allowance;
  /** There is no reason to refuse it. */
  readonly isHarmless: boolean;
  /** The very same bytes must stand afterwards. */
  readonly isUnchanged?: boolean;
}

/** Makes a write and compares what is on the page with what its maker meant. */
export function judge(write: Write): Judgement {
  let written;
  try {
    written = write.run();
  } catch (error) {
    if (!isAppError(error)) return { verdict: 'defect', what: String(error) };
    return {
      verdict: write.isHarmless && !isAboutWords(error, write.takes) ? 'falsely refused' : 'refused',
      what: `${error.code}: ${error.message} ${error.hint ?? ''}`,
    };
  }
  const { storage, warnings } = written;
  const broken = storageFaults(storage);
  if (broken.length > 0 && (write.before === undefined || storageFaults(write.before).length === 0))
    return { verdict: 'invalid', what: broken.join('; ') };
  if (write.isUnchanged && storage !== write.before)
    return { verdict: 'changed elsewhere', what: `bytes differ: ${firstDifference(write.before ?? '', storage)}` };
  const difference = compareOutlines(write.wanted, readStorage(storage), signsLeftOut(warnings));
  if (difference) {
    // A warning excuses what it names, and nothing else.
    const said = warnings.join(' ');
    const isNamed = difference.words.length > 0 && difference.words.every((word) => said.includes(word));
    if (isNamed) return { verdict: 'warned', what: said };
    const verdict = {
      lost: 'lost',
      twice: 'twice',
      added: 'not as sent',
      misplaced: 'misplaced',
      changed: 'not as sent',
    } as const;
    return { verdict: verdict[difference.fault], what: difference.what };
  }
  const hidden = write.before === undefined ? [] : hiddenFaults(write.before, storage, write.takes, warnings);
  if (hidden.length > 0) return { verdict: 'changed elsewhere', what: hidden.join('; ') };
  return warnings.length > 0 ? { verdict: 'warned', what: warnings.join(' ') } : { verdict: 'right', what: '' };
}

/** Signs of containers that nothing opened, of which a warning says that they are not written. */
function signsLeftOut(warnings: readonly string[]): string[] {
  return warnings.flatMap(
    (warning) => /^The "(:+)" in line \d+ closes nothing and was left out\.$/.exec(warning)?.[1] ?? [],
  );
}

/** A comment goes with the last of its words. */
function isAboutWords(error: AppError, takes: Allowance): boolean {
  const losses = (error.details['losses'] ?? []) as readonly { readonly kind: string }[];
  return takes.words.length > 0 && losses.length > 0 && losses.every(({ kind }) => kind === 'comment');
}

function firstDifference(wanted: string, found: string): string {
  let at = 0;
  while (at < wanted.length && wanted[at] === found[at]) at++;
  const part = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 40), at + 80));
  return `wanted ${part(wanted)}, found ${part(found)}`;
}
