import { AppError } from '../../errors.js';
import type { GroupContext } from './group-context.js';

/** The page that the pages at the top of a space are below. */
export async function homepageOf(
  { send, spaces }: GroupContext,
  spaceKey: string,
  parentField: string,
): Promise<string> {
  const { key, homepageId } = await spaces.find(send, spaceKey);
  if (homepageId) return homepageId;
  throw new AppError('INVALID_INPUT', `Space ${key} has no homepage to put a page below.`, {
    hint: `Name a page of the space in ${parentField}.`,
    details: { field: parentField },
  });
}
