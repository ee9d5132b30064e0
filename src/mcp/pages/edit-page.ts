import type { Edit } from '../../content/index.js';
import type { ToolContext } from '../define-tool.js';
import { changePage, versionConflict } from './change-page.js';
import type { ChangeRequest } from './change-page.js';

export interface EditRequest extends ChangeRequest {
  readonly edits: readonly Edit[];
  readonly expected_version?: number | undefined;
  readonly allow_loss: boolean;
}

/** Makes targeted edits, all or none. They name what they change, so they fit any version unless one is demanded. */
export function editPage(
  { edits, expected_version: expected, allow_loss: allowLoss, ...request }: EditRequest,
  context: ToolContext,
) {
  const text = {
    apply: (page: { version: number; body: string }) => {
      if (expected !== undefined && expected !== page.version) throw versionConflict(page.version);
      return context.content.applyEdits({ current: page.body, edits, allowLoss });
    },
    diff: context.content.diffMarkdown,
  };
  return changePage(request, text, context);
}
