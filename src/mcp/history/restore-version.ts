import type { Page } from '../../confluence/index.js';
import { AppError } from '../../errors.js';
import type { ToolContext } from '../define-tool.js';
import { changePage, versionConflict } from '../pages/change-page.js';

export interface RestoreRequest {
  readonly page_id: string;
  readonly version: number;
  readonly dry_run: boolean;
}

/**
 * Makes the text of an older version the current one, byte for byte; the title stays. Losing what came after it is what
 * was asked for, so it is told, not refused; but never what came while this was at work.
 */
export function restoreVersion({ version, ...request }: RestoreRequest, context: ToolContext) {
  const { content, confluence } = context;
  const { pages } = confluence;
  let seen: number | undefined;
  const apply = async (page: Page) => {
    if (seen !== undefined && page.version !== seen) throw versionConflict(page.version);
    seen = page.version;
    if (version >= page.version) throw notOlder(version, page.version);
    const { body } = await pages.get(page.id, { version });
    return content.applyStorage({ current: page.body, edited: body, allowLoss: true });
  };
  const change = { ...request, version_comment: `Restored version ${version}` };
  return changePage(change, { apply, diff: content.diffMarkdown }, context);
}

function notOlder(version: number, current: number): AppError {
  return new AppError('INVALID_INPUT', `version: ${version} is not older than the current version ${current}.`, {
    hint: 'See confluence_list_page_versions.',
    details: { current_version: current },
  });
}
