import { z } from 'zod';
import type { Edit } from '../../../content/index.js';
import { prose } from '../../schemas/input.js';
import { quoteKeys } from '../../schemas/parse-arguments.js';

/** The fields of each operation; what is marked may be left out. */
const operations = {
  replace_text: ['find', 'replace', 'expected_count?', 'in_code?'],
  replace_section: ['heading', 'content'],
  append_to_section: ['heading', 'content'],
  delete_section: ['heading'],
  insert_before: ['block', 'content'],
  insert_after: ['block', 'content'],
  replace_block: ['block', 'content'],
  delete_block: ['block'],
  append: ['content'],
  prepend: ['content'],
  set_task: ['task', 'done'],
  set_table_cell: ['table?', 'row', 'column', 'content'],
  insert_table_row: ['table?', 'after', 'cells'],
  append_table_row: ['table?', 'cells'],
  delete_table_row: ['table?', 'row'],
} as const satisfies Record<Edit['op'], readonly string[]>;

const operationNames = Object.keys(operations) as [Edit['op'], ...Edit['op'][]];

/** A place in a table: what stands there, or its number; models send numbers both ways. */
const place = z.preprocess((value) => (typeof value === 'number' ? String(value) : value), z.string().min(1).max(500));

const name = z.string().min(1).max(500);

/** One object for all operations: strict clients do not take unions. */
const flatEdit = z.strictObject(
  {
    op: z.enum(operationNames).describe('What to do.'),
    find: prose.min(1).describe('replace_text: words, or lines of Markdown, as a read shows them.').optional(),
    replace: prose.describe('replace_text: their new Markdown.').optional(),
    expected_count: z.int().min(1).describe('replace_text: how often it must occur; 1 by default.').optional(),
    in_code: z.boolean().describe('replace_text: in code blocks too.').optional(),
    heading: name.describe('*_section: heading, path "A > B", or outline id.').optional(),
    block: name
      .describe('*_block, insert_before/after: words that only it has, heading, outline or placeholder id.')
      .optional(),
    content: prose.describe('Markdown, for all ops that bring text.').optional(),
    task: name.describe('set_task: its id on the page or from list_tasks, or its words.').optional(),
    done: z.boolean().describe('set_task: ticked or not.').optional(),
    table: place.describe('Where there are more: heading above it, or number from 1.').optional(),
    row: place.describe('Its first cell, or number from 1 below the header.').optional(),
    column: place.describe('set_table_cell: column title, "A > B" under two header rows, or number from 1.').optional(),
    after: place.describe('insert_table_row: the row before it, as in row; 0 for the top.').optional(),
    cells: z
      .array(prose)
      .max(100)
      .describe('insert_/append_table_row: one text per column that no merged cell covers.')
      .optional(),
  },
  { error: (issue) => (issue.code === 'unrecognized_keys' ? describeUnknown(issue.keys, issue.input) : undefined) },
);

/**
 * The argument `edits`: each of one operation, with the fields of that and no others, so that what passes is an `Edit`
 * of content.
 */
export const edits = z
  .array(flatEdit.superRefine(checkFields))
  .min(1)
  .max(50)
  .describe('Edits, made in order, all or none.');

function checkFields(edit: z.output<typeof flatEdit>, context: z.core.$RefinementCtx): void {
  const fields: readonly string[] = operations[edit.op];
  const given = Object.entries(edit).flatMap(([field, value]) =>
    value === undefined || field === 'op' ? [] : [field],
  );
  const missing = fields.filter((field) => !field.endsWith('?') && !given.includes(field));
  // Some clients fill every field that there is; an empty one of another operation means nothing.
  const isMeant = (field: string) => String(edit[field as keyof typeof edit]) !== '';
  const odd = given.filter((field) => !fields.includes(field) && !fields.includes(`${field}?`) && isMeant(field));
  if (missing.length > 0) context.addIssue({ code: 'custom', message: describeMissing(edit.op, missing) });
  if (odd.length > 0) context.addIssue({ code: 'custom', message: `${edit.op} does not accept ${odd.join(', ')}` });
}

/** With what the field is, so that nobody has to look it up. */
function describeMissing(op: string, missing: readonly string[]): string {
  const fields = missing.map((field) => {
    const { [field as Exclude<keyof typeof flatEdit.shape, 'op'>]: optional } = flatEdit.shape;
    const { description = '' } = optional.unwrap() as z.ZodType;
    return `${field} (${description.replace(/\.$/, '')})`;
  });
  return `${op} needs ${fields.join(', ')}`;
}

/** An unknown field is answered with those of the operation, where that is a known one. */
function describeUnknown(keys: readonly string[], edit: unknown): string {
  const { op } = edit as { op?: unknown };
  const fields = operationNames.find((known) => known === op);
  const known = fields === undefined ? Object.keys(flatEdit.shape) : ['op', ...operations[fields]];
  return `unknown field ${quoteKeys(keys)}; ${fields ?? 'an edit'} has ${known.join(', ').replaceAll('?', '')}`;
}
