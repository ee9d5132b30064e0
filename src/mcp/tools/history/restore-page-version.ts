import { z } from 'zod';
import type { Page } from '../../../confluence/index.js';
import { AppError } from '../../../errors.js';
import { allowDraftOverwrite, dryRun, pageId, version } from '../../schemas/input.js';
import { write } from '../../schemas/output.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { changePage, versionConflict } from '../pages/change-page.js';
import { renderWrite } from '../render.js';

const input = z.strictObject({
  page_id: pageId,
  version: version.describe('Version to bring back.'),
  allow_draft_overwrite: allowDraftOverwrite,
  dry_run: dryRun,
});

/** confluence_restore_page_version: an older text becomes a new version. */
export const restorePageVersion = defineTool({
  name: 'confluence_restore_page_version',
  title: 'Restore page version',
  toolset: 'history',
  effect: 'update',
  description: 'Bring back the text of an older version of a page, as a new version. The title stays.',
  input,
  output: write,
  writes: ({ page_id: page }) => ({ page }),
  run: restoreVersion,
  render: (result, fence) => renderWrite('restored', result, fence),
});

type RestoreRequest = z.output<typeof input>;

/**
 * Makes the text of an older version the current one, byte for byte; the title stays. Losing what came after it is what
 * was asked for, so it is told, not refused; but never what came while this was at work.
 */
function restoreVersion({ version, ...request }: RestoreRequest, context: ToolContext) {
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
  return changePage(change, { apply, diff: (...texts) => content.diffMarkdown(...texts) }, context);
}

function notOlder(version: number, current: number): AppError {
  return new AppError('INVALID_INPUT', `version: ${version} is not older than the current version ${current}.`, {
    hint: 'See confluence_list_page_versions.',
    details: { current_version: current },
  });
}
