import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { groupOf } from '../port-access.js';
import { isoDate, pageId } from '../../schemas/input.js';

const input = z.strictObject({
  page_id: pageId,
  from_date: isoDate.describe('Count from this date, YYYY-MM-DD; all time by default.').optional(),
});
const output = z.object({
  page_id: z.string(),
  views: z.int(),
  viewers: z.int(),
  from_date: z.string().nullable(),
});

/** confluence_get_page_views: how often a page was read, and by how many people. */
export const getPageViews = defineTool({
  name: 'confluence_get_page_views',
  title: 'Get page views',
  toolset: 'analytics',
  effect: 'read',
  needs: 'analytics',
  description: 'Count the views of a page and the people who viewed it.',
  input,
  output,
  run: async ({ page_id: id, from_date: from }, { confluence }) => {
    const { views, viewers } = await groupOf(confluence, 'analytics').views(id, from);
    return { page_id: id, views, viewers, from_date: from ?? null };
  },
  render: ({ page_id: id, views, viewers, from_date: from }) =>
    `Page ${id}: ${views} views by ${viewers} people${from === null ? '' : ` since ${from}`}.`,
});
