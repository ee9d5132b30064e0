import type { Page } from '../../confluence/index.js';
import { AppError } from '../../errors.js';
import type { ToolContext } from '../define-tool.js';

export interface ComparisonRequest {
  readonly page_id: string;
  readonly from_version?: number | undefined;
  readonly to_version?: number | undefined;
}

/** What changed between two versions as a reader sees it; by default from the last version but one to the current. */
export async function compareVersions(request: ComparisonRequest, context: ToolContext) {
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

async function diff(before: Page, after: Page, { content }: ToolContext): Promise<string> {
  const title = before.title === after.title ? '' : `title: ${before.title} -> ${after.title}`;
  return [title, await content.diffMarkdown(before.body, after.body)].filter((part) => part !== '').join('\n');
}
