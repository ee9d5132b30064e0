import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { dryRun, labels } from '../../schemas/input.js';
import { labelPages, labelWrite, namesPages, namesPagesFault, onPages, renderLabelled } from './label-pages.js';

const input = z
  .strictObject({ ...onPages, labels: labels.describe('Label names.'), dry_run: dryRun })
  .refine(namesPages, namesPagesFault);

/** confluence_add_labels: puts labels on pages; those that are there already stay. */
export const addLabels = defineTool({
  name: 'confluence_add_labels',
  title: 'Add labels',
  toolset: 'labels',
  effect: 'create',
  description: 'Add labels to a page, or to many.',
  input,
  output: labelWrite,
  writes: ({ page_id: one, page_ids: many }) => ({ page: many ?? one }),
  run: (request, context) => {
    const choose = (wanted: readonly string[], present: readonly string[]) => {
      const there = new Set(present.map((name) => name.toLowerCase()));
      return wanted.filter((name) => !there.has(name.toLowerCase()));
    };
    const write = (id: string, missing: string[]) => context.confluence.labels.add(id, missing);
    return labelPages(request, { choose, sign: '+', write }, context);
  },
  render: (result, fence) => renderLabelled('labelled', result, fence),
});
