import { AppError } from '../../errors.js';

/** An account id as Atlassian makes them: letters and digits in parts, e.g. `712020:3f0f6a0e-…`. */
export function accountId(id: string, field: string): string {
  if (/^[\w:.-]{1,128}$/.test(id)) return id;
  throw new AppError('INVALID_INPUT', `${field} holds what is not an account id.`, {
    hint: 'Send account ids, as the search for users shows them, rather than names or e-mail addresses.',
    details: { field },
  });
}
