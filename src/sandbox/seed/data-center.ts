import type { World } from '../world/world.js';
import { Content } from '../world/content.js';
import { ids } from './ids.js';
import { people } from './people.js';
import { toDataCenterStorage } from './data-center-storage.js';
import type { Person } from './seed-content.js';

/** The account that administers every space, and its personal access token. */
export const dataCenterAccount = {
  username: 'mcp-service',
  password: 'sandbox-password',
  personalToken: 'sandbox-personal-token',
};

/** Everybody else's password and personal access token are their user name and these. */
export const passwordSuffix = '-password';
/** A person's access token on the Data Center of the seed is the user name and this. */
export const personalTokenSuffix = '-personal-token';

/** User keys by first name, as `people` has accountIds. */
export const userKeys: Readonly<Record<Person, string>> = {
  service: '8a8181a25c1f0001015c1f0a00010000',
  amina: '8a8181a25c1f0001015c1f0a00010001',
  jonas: '8a8181a25c1f0001015c1f0a00010002',
  yuki: '8a8181a25c1f0001015c1f0a00010003',
  priya: '8a8181a25c1f0001015c1f0a00010004',
  omar: '8a8181a25c1f0001015c1f0a00010005',
};

/** Turns the seeded world into one of Data Center: people by name and key, no folders, storage of the older editor. */
export function toDataCenter(world: World): void {
  const keys = new Map(Object.entries(people).map(([name, id]) => [id as string, userKeys[name as Person]]));
  const keyOf = (id: string): string => keys.get(id) ?? id;
  renamePeople(world);
  for (const space of world.spaces.values()) {
    space.authorId = keyOf(space.authorId);
    for (const access of space.access) access.who = keyOf(access.who);
  }
  for (const content of [...world.contents.values()]) convertContent(world, content, keyOf);
  for (const { revisions } of world.comments.values()) {
    revisions.forEach((one, index) => (revisions[index] = convertRevision(one, keyOf)));
  }
  for (const { revisions } of world.attachments.values()) {
    for (const revision of revisions) revision.authorId = keyOf(revision.authorId);
  }
  world.views.length = 0;
}

function renamePeople(world: World): void {
  world.apiTokens.clear();
  for (const [name, id] of Object.entries(people) as [Person, string][]) {
    const user = world.user(id);
    const isService = name === 'service';
    const username = isService ? dataCenterAccount.username : name;
    const accountId = userKeys[name];
    world.users.delete(id);
    world.users.set(accountId, { ...user, accountId, username, accountType: 'atlassian' });
    world.apiTokens.set(username, new Set([isService ? dataCenterAccount.password : name + passwordSuffix]));
    world.bearerTokens.set(isService ? dataCenterAccount.personalToken : name + personalTokenSuffix, accountId);
  }
}

function convertContent(world: World, content: Content, keyOf: (id: string) => string): void {
  if (['whiteboard', 'database', 'embed'].includes(content.type)) {
    world.contents.delete(content.id);
    return;
  }
  const { id, spaceId, parentId, position, status, labels } = content;
  const type = content.type === 'folder' ? 'page' : content.type;
  const revisions = content.revisions.map((revision) => convertRevision(revision, keyOf));
  const converted = new Content({ id, type, spaceId, parentId, position, status, labels, revisions });
  for (const operation of ['read', 'update'] as const) {
    const { users, groups } = content.restrictions[operation];
    converted.restrictions[operation] = { users: users.map(keyOf), groups };
  }
  converted.properties.push(...content.properties.filter(({ key }) => key !== 'editor'));
  if (content.draft !== null) converted.draft = convertRevision(content.draft, keyOf);
  if (id === ids.releases) converted.rewrite('<p>What we shipped, month by month.</p>');
  world.contents.set(id, converted);
}

function convertRevision<T extends { authorId: string; storage: string }>(
  revision: T,
  keyOf: (id: string) => string,
): T {
  return { ...revision, authorId: keyOf(revision.authorId), storage: toDataCenterStorage(revision.storage, keyOf) };
}
