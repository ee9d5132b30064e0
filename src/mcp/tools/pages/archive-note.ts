import type { PageSummary } from '../../../confluence/index.js';
import { refuseEmpty } from '../comments/refusals.js';
import type { ToolContext } from '../define-tool.js';
import { resolveReferences } from '../references/resolve-references.js';

/** Why pages are archived, as storage, with what its writer should know. */
interface ArchiveNote {
  readonly storage: string;
  readonly warnings: readonly string[];
}

/** The storage of a note in Markdown. What it points at is looked up from the first page. */
export async function convertNote(
  markdown: string,
  [first]: readonly PageSummary[],
  context: ToolContext,
): Promise<ArchiveNote> {
  const { storage, warnings } = await resolveReferences(
    (people) => context.content.toStorage(markdown, people && { people }),
    () => ({ spaceKey: first?.spaceKey ?? '', pageId: first?.id ?? null }),
    context,
  );
  refuseEmpty(storage, 'note');
  return { storage, warnings };
}
