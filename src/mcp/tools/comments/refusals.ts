import type { Comment } from '../../../confluence/index.js';
import { AppError } from '../../../errors.js';

/** Confluence takes no comment without text. */
export function refuseEmpty(storage: string, field = 'body'): void {
  if (storage.trim() !== '') return;
  throw new AppError('INVALID_INPUT', `${field}: nothing of it can be seen on a page. Nothing was written.`, {
    hint: 'Blanks, HTML comments and front matter show nothing: write words.',
    details: { field },
  });
}

/** An inline comment whose words are gone from the page can be read and deleted; Confluence takes no change of it. */
export function refuseDangling({ id, status }: Pick<Comment, 'id' | 'status'>): void {
  if (status !== 'dangling') return;
  throw new AppError('INVALID_INPUT', `comment_id: the words that comment ${id} was on are gone from the page.`, {
    hint: 'Confluence shows it as closed and takes no change of it; delete it, or comment anew on words that are there.',
    details: { field: 'comment_id' },
  });
}
