import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { write } from '../../schemas/output.js';
import { dryRun, labels, pageId } from '../../schemas/input.js';
import { renderWrite } from '../render.js';
import { toWrite } from '../../schemas/to-output.js';

/** confluence_add_labels: puts labels on a page; those that are there already stay. */
const input = z.strictObject({ page_id: pageId, labels: labels.describe('Label names.'), dry_run: dryRun });

export const addLabels = defineTool({
  name: 'confluence_add_labels',
  title: 'Add labels',
  toolset: 'labels',
  effect: 'create',
  description: 'Add labels to a page.',
  input,
  output: write,
  writes: ({ page_id: page }) => ({ page }),
  run: async ({ page_id: id, labels: wanted, dry_run: isPreview }, { confluence }) => {
    const present = new Set((await confluence.labels.list(id)).map((name) => name.toLowerCase()));
    const missing = wanted.filter((name) => !present.has(name.toLowerCase()));
    if (missing.length > 0 && !isPreview) await confluence.labels.add(id, missing);
    const diff = missing.map((name) => `+ ${name}`).join('\n');
    return toWrite({ id, changed: missing.length > 0, dry_run: isPreview }, { diff });
  },
  render: (result, fence) => renderWrite('labelled', result, fence),
});
