import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { label } from '../../schemas/output.js';
import { pageId } from '../../schemas/input.js';
import { renderList } from '../render.js';

const input = z.strictObject({ page_id: pageId });
const output = z.object({ labels: z.array(label) });

/** confluence_get_labels: the labels on one page. */
export const getLabels = defineTool({
  name: 'confluence_get_labels',
  title: 'Get labels',
  toolset: 'labels',
  effect: 'read',
  description: 'List the labels on a page.',
  input,
  output,
  run: async ({ page_id: id }, { confluence }) => {
    const names = await confluence.labels.list(id);
    return { labels: names.map((name) => ({ name })) };
  },
  render: ({ labels }, fence) =>
    renderList(
      labels.map(({ name }) => `- ${name}`),
      'No labels.',
      undefined,
      fence,
    ),
});
