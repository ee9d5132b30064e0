import { AppError } from '../../errors.js';
import type { WireRequest } from './wire-request.js';

/** A stale write; `details.current_version` when Confluence says which version is there (v1 and v2 word it differently). */
export function versionConflict({ subject }: WireRequest<unknown>, said: string): AppError {
  const current = /current version(?: is)?:?\s*\[?(\d{1,9})/i.exec(said)?.[1];
  return new AppError('VERSION_CONFLICT', `${subject} was changed meanwhile.`, {
    hint: 'Read it again, apply the change to what is there now, and send the version that was read.',
    details: current === undefined ? {} : { current_version: Number(current) },
  });
}
