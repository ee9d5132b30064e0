import { AppError } from '../../errors.js';
import { contentId } from '../transport/path.js';

/** `att` and digits, as Confluence writes them; digits alone are taken for the same. */
export function attachmentId(id: string): string {
  const digits = id.startsWith('att') ? id.slice(3) : id;
  try {
    return `att${contentId(digits, 'attachment_id')}`;
  } catch (cause) {
    throw new AppError('INVALID_INPUT', 'attachment_id is not the id of an attachment.', {
      hint: 'Send it as Confluence shows it, e.g. "att65601"; list the attachments of the page to find it.',
      details: { field: 'attachment_id' },
      cause,
    });
  }
}
