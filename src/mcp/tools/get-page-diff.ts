import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { compareVersions } from '../history/compare-versions.js';
import { foreignText } from '../outputs.js';
import { pageId, version } from '../params.js';

/** confluence_get_page_diff: what changed between two versions of a page. */
const input = z.strictObject({
  page_id: pageId,
  from_version: version.describe('Older version; the one before to_version by default.').optional(),
  to_version: version.describe('Newer version; the current one by default.').optional(),
});
const output = z.object({ page_id: z.string(), from_version: z.int(), to_version: z.int(), diff: foreignText });

export const getPageDiff = defineTool({
  name: 'confluence_get_page_diff',
  title: 'Get page diff',
  toolset: 'history',
  effect: 'read',
  description: 'Show what changed between two versions of a page, as a diff of its Markdown.',
  input,
  output,
  run: compareVersions,
  render: ({ page_id: id, from_version: from, to_version: to, diff }, quote) => {
    const head = `Page ${id}, version ${from} -> ${to}:`;
    return diff === '' ? `${head} no difference that a reader sees.` : `${head}\n${quote(diff)}`;
  },
});
