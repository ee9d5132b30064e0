import type { MethodScopes } from '../transport/wire-request.js';
import { AppError, isAppError } from '../../errors.js';
import type { User } from '../model.js';
import type { Users } from '../port.js';
import { personCql } from '../rest/cql-text.js';
import { path } from '../transport/path.js';
import type { ScopedSend } from '../transport/wire-request.js';
import type { GroupContext } from './space-cache.js';
import { listOf, person, userHit } from './wire.js';
import { findMissing } from '../rest/outcomes.js';
import { z } from 'zod';

const group = z.object({ name: z.string().nullish() });

/** An answer that names no group at all is none: a proxy's `{}` would otherwise leave a permission without its name. */
const groupById = z
  .object({ id: z.string().nullish(), name: z.string().nullish() })
  .refine(({ id, name }) => typeof (id ?? name) === 'string', 'neither an id nor a name');

/** What each method needs of a token with scopes, the one that its errors name first. */
export const userScopes = {
  current: ['read:confluence-user'],
  search: ['read:content-details:confluence'],
  names: ['read:user:confluence'],
  mentionable: ['read:user:confluence'],
  missingGroups: ['read:group:confluence'],
} as const satisfies MethodScopes<Users>;

const bulkSize = 250;

/** v1 for the account itself and for the search, v2 `users-bulk` for names. */
export function createUsers({ send }: GroupContext): Users {
  const names = async (ids: string[]): Promise<Map<string, string>> => {
    const unique = [...new Set(ids)];
    const chunks = Array.from({ length: Math.ceil(unique.length / bulkSize) }, (_, chunk) =>
      namesOf(send, unique.slice(chunk * bulkSize, (chunk + 1) * bulkSize)),
    );
    return new Map((await Promise.all(chunks)).flat());
  };
  return {
    current: () => currentUser(send),
    search: (query, limit) => searchUsers(send, query, limit),
    names,
    mentionable: async (ids) => new Map([...(await names(ids))].map(([id, name]) => [id, { id, name }])),
    missingGroups: (wanted) => findMissing(wanted, (name) => hasGroup(send, name)),
  };
}

/** Who the credentials belong to. Confluence can take a dead token for nobody in particular: that is a rejection too. */
export async function currentUser(
  send: ScopedSend,
  limits: { timeoutMs?: number; once?: boolean } = {},
): Promise<User> {
  const user = await send({
    ...limits,
    method: 'GET',
    path: path`/rest/api/user/current`,
    answer: person,
    subject: 'The current user',
    scopes: userScopes.current,
  });
  if (user.accountId === null || user.accountId === undefined || user.type === 'anonymous') throw anonymous();
  return { id: user.accountId, name: displayName(user) ?? user.accountId, email: user.email || null };
}

/** `user.fullname ~` finds names by the beginnings of their words. */
async function searchUsers(send: ScopedSend, query: string, limit: number): Promise<User[]> {
  const { results } = await send({
    method: 'GET',
    path: path`/rest/api/search/user`,
    query: { cql: personCql(query), limit },
    answer: listOf(userHit),
    subject: 'The search for users',
    scopes: userScopes.search,
  });
  return results.slice(0, limit).flatMap(({ user, title }) => {
    if (!user?.accountId) return [];
    return [{ id: user.accountId, name: displayName(user) ?? (title || user.accountId), email: user.email || null }];
  });
}

/** The search is by parts of names; the whole name comes first among as many as it gives at once. */
async function hasGroup(send: ScopedSend, name: string): Promise<boolean> {
  const { results } = await send({
    method: 'GET',
    path: path`/rest/api/group/picker`,
    query: { query: name, limit: 200 },
    answer: listOf(group),
    subject: 'Groups',
    scopes: userScopes.missingGroups,
  });
  return results.some((one) => one.name === name);
}

async function namesOf(send: ScopedSend, accountIds: string[]): Promise<[string, string][]> {
  const { results } = await send({
    method: 'POST',
    readOnly: true,
    path: path`/api/v2/users-bulk`,
    body: { accountIds },
    answer: listOf(person),
    subject: 'Users',
    scopes: userScopes.names,
  });
  return results.flatMap((user) => {
    const name = displayName(user);
    return user.accountId && name ? [[user.accountId, name]] : [];
  });
}

function displayName({
  displayName,
  publicName,
}: {
  displayName?: string | null | undefined;
  publicName?: string | null | undefined;
}): string | undefined {
  return displayName || publicName || undefined;
}

function anonymous(): AppError {
  return new AppError('CREDENTIALS_REJECTED', 'Confluence treats this service as an anonymous visitor.', {
    hint: 'The operator has to check the user name and token.',
  });
}

/** Display names in one request. An account that may not look people up still reads what they wrote, under their ids. */
export async function knownNames(
  context: GroupContext,
  accountIds: (string | null | undefined)[],
): Promise<ReadonlyMap<string, string>> {
  const ids = accountIds.filter((id) => typeof id === 'string');
  if (ids.length === 0) return new Map();
  try {
    return await createUsers(context).names(ids);
  } catch (error) {
    if (!isAppError(error) || !['FORBIDDEN', 'NOT_FOUND'].includes(error.code)) throw error;
    context.log.warn({ event: 'confluence_names_hidden', code: error.code }, 'the account may not see names of users');
    return new Map();
  }
}

/**
 * Names of groups, which permissions know by their ids: one request for each, since there is no list of them by id. A
 * group that the account may not look up stays without one.
 * https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-group/#api-wiki-rest-api-group-by-id-get
 */
export async function groupNames(
  { send, log }: GroupContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(
    [...new Set(ids)].map(async (id): Promise<[string, string][]> => {
      try {
        const { name } = await send({
          method: 'GET',
          path: path`/rest/api/group/by-id`,
          query: { id },
          answer: groupById,
          subject: `Group ${id}`,
          scopes: userScopes.missingGroups,
        });
        return name ? [[id, name]] : [];
      } catch (error) {
        if (!isAppError(error) || !['FORBIDDEN', 'NOT_FOUND'].includes(error.code)) throw error;
        log.warn({ event: 'confluence_names_hidden', code: error.code }, 'the account may not see names of groups');
        return [];
      }
    }),
  );
  return new Map(found.flat());
}
