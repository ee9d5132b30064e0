import type { Confluence, PageSummary } from '../../../confluence/index.js';
import { AppError, isAppError } from '../../../errors.js';
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

/**
 * Leaves the note as a comment on each page, since the API archives without one. It has to be there before: a page that is
 * archived takes no comment. One that fails ends it, and the error names the pages that have theirs.
 * https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content/#api-wiki-rest-api-content-archive-post
 */
export async function leaveNote(
  pages: readonly PageSummary[],
  { storage }: ArchiveNote,
  { comments }: Confluence,
): Promise<void> {
  const written: string[] = [];
  for (const { id } of pages) {
    try {
      await comments.add({ body: storage, pageId: id });
    } catch (error) {
      throw withNoteOn(written, error);
    }
    written.push(id);
  }
}

/** The error, which also tells on which pages the note is by now. */
export function withNoteOn(ids: readonly string[], error: unknown): unknown {
  if (ids.length === 0 || !isAppError(error)) return error;
  const { code, message, hint, details, cause } = error;
  return new AppError(code, `${message} The note was left before that, as a comment on ${ids.join(', ')}.`, {
    hint: `${hint ?? ''} To try again without a second comment, leave out the note.`.trim(),
    details,
    cause,
  });
}
