import { z } from 'zod';
import { pageId, pageIds } from '../../schemas/input.js';
import { plainWrite } from '../../schemas/output.js';
import { toWrite } from '../../schemas/to-output.js';
import type { Fence, ToolContext } from '../define-tool.js';
import { checkEach, pageResult, renderResults, writeEach } from '../many-pages.js';
import { renderWrite } from '../render.js';
import { refuseUneditable } from '../rights.js';

/** Which pages: one, or many. */
export const onPages = {
  page_id: pageId.optional(),
  page_ids: pageIds.describe('Or many.').optional(),
};

interface LabelRequest {
  readonly page_id?: string | undefined;
  readonly page_ids?: readonly string[] | undefined;
  readonly labels: readonly string[];
  readonly dry_run: boolean;
}

/** For `refine`: exactly one of the two says which pages. */
export function namesPages({ page_id: one, page_ids: many }: Pick<LabelRequest, 'page_id' | 'page_ids'>): boolean {
  return (one === undefined) !== (many === undefined);
}

/** What a call reads that gave both, or neither. */
export const namesPagesFault = 'give either page_id or page_ids';

/** One page is acknowledged as every write is, many by their results. */
export const labelWrite = plainWrite
  .partial({ id: true, changed: true })
  .extend({ results: z.array(pageResult).optional() });

/** What becomes of the labels of one page. */
interface LabelChange {
  /** Those that really have to be written, out of what was asked for and what is there. */
  choose(wanted: readonly string[], present: readonly string[]): string[];
  /** Before each in the diff. */
  readonly sign: '+' | '-';
  write(pageId: string, labels: string[], context: ToolContext): Promise<unknown>;
}

/** Looks at the labels of all pages first, then writes to those that need it. */
export async function labelPages(request: LabelRequest, change: LabelChange, context: ToolContext) {
  const { page_id: one, page_ids: many = [], labels, dry_run: isPreview } = request;
  const { confluence } = context;
  const plan = async (id: string) => {
    const chosen = change.choose(labels, await confluence.labels.list(id));
    // Of many pages none is written to when one may not be.
    if ((isPreview || one === undefined) && chosen.length > 0) await refuseUneditable(confluence, id);
    return { id, chosen };
  };
  const apply = async ({ id, chosen }: { id: string; chosen: string[] }) => {
    if (chosen.length > 0 && !isPreview) await change.write(id, chosen, context);
    const diff = chosen.map((name) => `${change.sign} ${name}`).join('\n');
    return toWrite({ id, changed: chosen.length > 0 }, { diff });
  };
  if (one !== undefined) return { ...(await apply(await plan(one))), dry_run: isPreview };
  context.progress(0, many.length, 'Reading the labels');
  const plans = await checkEach([...new Set(many)], plan);
  return { results: await writeEach(plans, apply, context, ({ id }) => id), dry_run: isPreview };
}

/** The text of a label tool's answer; `verb` is a participle, such as `labelled`. */
export function renderLabelled(verb: string, result: z.output<typeof labelWrite>, fence: Fence): string {
  const { results, id = null, changed = false, dry_run: isPreview, ...facts } = result;
  if (results !== undefined) return renderResults(verb, { results, dry_run: isPreview }, fence);
  return renderWrite(verb, { ...facts, id, changed, dry_run: isPreview }, fence);
}
