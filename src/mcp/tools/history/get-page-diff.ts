import { z } from 'zod';
import type { Page } from '../../../confluence/index.js';
import { AppError } from '../../../errors.js';
import { pageId, version } from '../../schemas/input.js';
import { foreignText } from '../../schemas/output.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { findUserNames } from '../people.js';

const input = z.strictObject({
  page_id: pageId,
  from_version: version.describe('Older version; the one before to_version by default.').optional(),
  to_version: version.describe('Newer version; the current one by default.').optional(),
});
const output = z.object({ page_id: z.string(), from_version: z.int(), to_version: z.int(), diff: foreignText });

/** confluence_get_page_diff: what changed between two versions of a page. */
export const getPageDiff = defineTool({
  name: 'confluence_get_page_diff',
  title: 'Get page diff',
  toolset: 'history',
  effect: 'read',
  description: 'Show what changed between two versions of a page, as a diff of its Markdown.',
  input,
  output,
  isProse: true,
  run: compareVersions,
  render: ({ page_id: id, from_version: from, to_version: to, diff }, fence) => {
    const head = `Page ${id}, version ${from} -> ${to}:`;
    return diff === '' ? `${head} no visible difference.` : `${head}\n${fence(diff)}`;
  },
});

type ComparisonRequest = z.output<typeof input>;

/** What changed between two versions as a reader sees it; by default from the last version but one to the current. */
async function compareVersions(request: ComparisonRequest, context: ToolContext) {
  const { page_id: id, from_version: from, to_version: to } = request;
  const { pages } = context.confluence;
  context.progress(0, 2, 'Reading both versions');
  const reading = pages.get(id, { version: to });
  const [after, before] = await Promise.all([
    reading,
    from === undefined
      ? reading.then((page) => pages.get(id, { version: versionBefore(page) }))
      : pages.get(id, { version: from }),
  ]);
  return {
    page_id: id,
    from_version: before.version,
    to_version: after.version,
    diff: await diff(before, after, context),
  };
}

function versionBefore({ version }: Page): number {
  if (version > 1) return version - 1;
  throw new AppError('INVALID_INPUT', 'from_version: there is no version before version 1.', {
    hint: 'Read the page itself with confluence_get_page.',
  });
}

async function diff(before: Page, after: Page, { confluence, content }: ToolContext): Promise<string> {
  const options = { userNames: await findUserNames(confluence, [before.body, after.body]) };
  const title = before.title === after.title ? '' : `title: ${before.title} -> ${after.title}`;
  return [title, await content.diffMarkdown(before.body, after.body, options)].filter((part) => part !== '').join('\n');
}
