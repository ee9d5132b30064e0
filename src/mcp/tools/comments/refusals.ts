import type { Comment } from '../../../confluence/index.js';
import { AppError } from '../../../errors.js';

/** Confluence takes no comment without text. */
export function refuseEmpty(storage: string, field = 'body'): void {
  if (storage.trim() !== '') return;
  throw new AppError('INVALID_INPUT', `${field}: the text would show nothing on the page. Nothing was written.`, {
    hint: 'Spaces, HTML comments and front matter are not shown: write some text.',
    details: { field },
  });
}

/** An inline comment whose words are gone from the page can be read and deleted; Confluence takes no change of it. */
export function refuseDangling({ id, status }: Pick<Comment, 'id' | 'status'>): void {
  if (status !== 'dangling') return;
  throw new AppError(
    'INVALID_INPUT',
    `comment_id: the text that comment ${id} was attached to is no longer on the page.`,
    {
      hint: 'Confluence has closed the comment and does not accept changes to it: delete it, or add a new comment on text that is on the page.',
      details: { field: 'comment_id' },
    },
  );
}
