import type { Space } from '../world/model.js';
import { notFound } from '../world/refusal.js';
import { hasSpaceAccess } from '../world/rights.js';
import type { View } from './site.js';

/** A space by its key; hidden ones are as missing as those that never were. */
export function visibleSpace({ world, actor }: View, key: string): Space {
  const space = world.findSpaceByKey(key);
  if (space === undefined || !hasSpaceAccess(actor, space, 'read')) {
    throw notFound(`No space found with key : ${key}`);
  }
  return space;
}
