import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { dryRun, labels } from '../../schemas/input.js';
import { labelPages, labelWrite, namesPages, namesPagesFault, onPages, renderLabelled } from './label-pages.js';

const input = z
  .strictObject({ ...onPages, labels: labels.describe('Label names.'), dry_run: dryRun })
  .refine(namesPages, namesPagesFault);

/** confluence_remove_labels: takes labels off pages; those that are not there are no error. */
export const removeLabels = defineTool({
  name: 'confluence_remove_labels',
  title: 'Remove labels',
  toolset: 'labels',
  effect: 'update',
  description: 'Remove labels from a page, or from many.',
  input,
  output: labelWrite,
  writes: ({ page_id: one, page_ids: many }) => ({ page: many ?? one }),
  run: (request, context) => {
    const choose = (unwanted: readonly string[], present: readonly string[]) => {
      const names = new Set(unwanted.map((name) => name.toLowerCase()));
      return present.filter((name) => names.has(name.toLowerCase()));
    };
    const write = (id: string, present: string[]) => context.confluence.labels.remove(id, present);
    return labelPages(request, { choose, sign: '-', write }, context);
  },
  render: (result, fence) => renderLabelled('unlabelled', result, fence),
});
