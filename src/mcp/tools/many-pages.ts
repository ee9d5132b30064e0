import { z } from 'zod';
import { AppError, isAppError } from '../../errors.js';
import { foreignText } from '../schemas/output.js';
import type { Fence, ToolContext } from './define-tool.js';

/** What came of one of many pages. `changed` is null while that is not known. */
export const pageResult = z.object({
  id: z.string(),
  title: foreignText.optional(),
  changed: z.boolean().nullable(),
  diff: foreignText.optional(),
  error: foreignText.optional(),
});

/** A result before it is checked for the answer. */
export type PageResult = z.input<typeof pageResult>;

/** Looks at every page before the first is written to. When one will not do, says so of each, and nothing is written. */
export async function checkEach<T>(ids: readonly string[], check: (id: string) => Promise<T>): Promise<T[]> {
  const outcomes = await Promise.allSettled(ids.map(check));
  const failures = outcomes.flatMap((outcome, at) =>
    outcome.status === 'rejected' ? [{ id: ids[at] ?? '', error: outcome.reason as unknown }] : [],
  );
  const [first] = failures;
  if (first !== undefined) throw refusalOf(ids, failures, first.error);
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
}

function refusalOf(ids: readonly string[], failures: { id: string; error: unknown }[], first: unknown): unknown {
  if (!isAppError(first) || ids.length === 1) return first;
  const each = failures.map(({ id, error }) => `page ${id}: ${isAppError(error) ? error.message : 'failed'}`);
  return new AppError(first.code, `Nothing was written, because some pages cannot be changed: ${each.join(' ')}`, {
    hint: `Leave ${failures.length === 1 ? 'it' : 'them'} out, or fix the cause. ${first.hint ?? ''}`.trim(),
    details: first.details,
    cause: first,
  });
}

/** Writes to one page after another. A page that fails does not hold up the others; when all fail, the first says why. */
export async function writeEach<Plan>(
  plans: readonly Plan[],
  write: (plan: Plan) => Promise<PageResult>,
  { progress, signal }: Pick<ToolContext, 'progress' | 'signal'>,
  idOf: (plan: Plan) => string,
): Promise<PageResult[]> {
  const results: PageResult[] = [];
  const errors: unknown[] = [];
  for (const [done, plan] of plans.entries()) {
    signal.throwIfAborted();
    progress(done, plans.length, `Page ${done + 1} of ${plans.length}`);
    try {
      results.push(await write(plan));
    } catch (error) {
      if (!isAppError(error)) throw error;
      errors.push(error);
      results.push({ id: idOf(plan), changed: false, error: `${error.code}: ${error.message}` });
    }
  }
  if (errors.length > 0 && errors.length === plans.length) throw errors[0];
  return results;
}

/** One line for each page. */
export function renderResults(
  verb: string,
  { results, dry_run: isPreview }: { results: readonly z.output<typeof pageResult>[]; dry_run: boolean },
  fence: Fence,
): string {
  const changed = results.filter((result) => result.changed === true).length;
  const count = `${changed} of ${results.length} pages`;
  const head = isPreview
    ? `Preview, nothing was written. It would be ${verb}: ${count}.`
    : changed === 0
      ? `No page was ${verb}.`
      : `Done, ${verb}: ${count}.`;
  return `${head}\n${fence(results.map(renderResult).join('\n'))}`;
}

function renderResult({ id, title, changed, diff, error }: z.output<typeof pageResult>): string {
  const state = error ?? (changed === null ? 'not known yet' : changed ? 'changed' : 'nothing to change');
  const lines = (diff ?? '').split('\n').filter((line) => line !== '');
  return [`- page ${id}${title === undefined ? '' : ` ${title}`}: ${state}`, ...lines.map((line) => `  ${line}`)].join(
    '\n',
  );
}
