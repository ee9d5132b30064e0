import type { Property } from '../../world/model.js';

export function propertyJson({ id, key, value, revision }: Property) {
  return { id, key, value, version: { ...revision, createdAt: revision.createdAt.toISOString() } };
}
