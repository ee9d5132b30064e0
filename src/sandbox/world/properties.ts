import type { Content } from './content.js';
import type { Property, User } from './model.js';
import { conflict, invalid, notFound, stale } from './refusal.js';
import { editContent } from './rights.js';
import type { World } from './world.js';

/** Adds a property to content that the user may edit; a key that is taken is a conflict. */
export function createProperty(world: World, actor: User, contentId: string, key: string, value: unknown): Property {
  const content = editContent(world, actor, contentId);
  if (key === '') throw invalid('A property needs a key');
  if (content.properties.some((one) => one.key === key)) throw conflict(`Property with key ${key} already exists`);
  const property = { id: world.nextId(), key, value, revision: stamp(world, actor, 1, '') };
  content.properties.push(property);
  return property;
}

/** Writes the next version of a property; one that does not follow the current version is a conflict. */
export function updateProperty(
  world: World,
  actor: User,
  contentId: string,
  id: string,
  change: { key: string; value: unknown; versionNumber: number; message: string },
): Property {
  const property = findProperty(editContent(world, actor, contentId), id);
  const current = property.revision.number;
  if (change.versionNumber !== current + 1) throw stale('property', current, change.versionNumber);
  return Object.assign(property, {
    key: change.key,
    value: change.value,
    revision: stamp(world, actor, change.versionNumber, change.message),
  });
}

/** Removes a property for good. */
export function deleteProperty(world: World, actor: User, contentId: string, id: string): void {
  const { properties } = editContent(world, actor, contentId);
  const property = properties.findIndex((one) => one.id === id);
  if (property < 0) throw notFound();
  properties.splice(property, 1);
}

/** A property by its id; refuses as missing. */
export function findProperty(content: Content, id: string): Property {
  const property = content.properties.find((one) => one.id === id);
  if (property === undefined) throw notFound();
  return property;
}

function stamp(world: World, actor: User, number: number, message: string) {
  return { number, message, createdAt: world.now(), authorId: actor.accountId, minorEdit: false };
}
