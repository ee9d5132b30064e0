import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { write } from '../../schemas/output.js';
import { dryRun, labels, pageId } from '../../schemas/input.js';
import { renderWrite } from '../render.js';
import { toWrite } from '../../schemas/to-output.js';

/** confluence_remove_labels: takes labels off a page; those that are not there are no error. */
const input = z.strictObject({ page_id: pageId, labels: labels.describe('Label names.'), dry_run: dryRun });

export const removeLabels = defineTool({
  name: 'confluence_remove_labels',
  title: 'Remove labels',
  toolset: 'labels',
  effect: 'update',
  description: 'Remove labels from a page.',
  input,
  output: write,
  writes: ({ page_id: page }) => ({ page }),
  run: async ({ page_id: id, labels: unwanted, dry_run: isPreview }, { confluence }) => {
    const names = new Set(unwanted.map((name) => name.toLowerCase()));
    const present = (await confluence.labels.list(id)).filter((name) => names.has(name.toLowerCase()));
    if (present.length > 0 && !isPreview) await confluence.labels.remove(id, present);
    const diff = present.map((name) => `- ${name}`).join('\n');
    return toWrite({ id, changed: present.length > 0, dry_run: isPreview }, { diff });
  },
  render: (result, fence) => renderWrite('unlabelled', result, fence),
});
