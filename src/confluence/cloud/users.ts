import { AppError } from '../../errors.js';
import type { User } from '../model.js';
import type { Users } from '../port.js';
import { path } from '../transport/path.js';
import type { Send } from '../transport/wire-request.js';
import { quotedTerms } from './quoted-terms.js';
import type { GroupContext } from './group-context.js';
import { listOf, person, userHit } from './wire.js';

const bulkSize = 250;

/** v1 for the account itself and for the search, v2 `users-bulk` for names. */
export function createUsers({ send }: GroupContext): Users {
  return {
    current: () => currentUser(send),
    search: (query, limit) => searchUsers(send, query, limit),
    names: async (ids) => {
      const unique = [...new Set(ids)];
      const chunks = Array.from({ length: Math.ceil(unique.length / bulkSize) }, (_, chunk) =>
        namesOf(send, unique.slice(chunk * bulkSize, (chunk + 1) * bulkSize)),
      );
      return new Map((await Promise.all(chunks)).flat());
    },
  };
}

/** Who the credentials belong to. Confluence can take a dead token for nobody in particular: that is a rejection too. */
export async function currentUser(send: Send, limits: { timeoutMs?: number; once?: boolean } = {}): Promise<User> {
  const user = await send({
    ...limits,
    method: 'GET',
    path: path`/rest/api/user/current`,
    answer: person,
    subject: 'The current user',
    scope: 'read:confluence-user',
  });
  if (user.accountId === null || user.accountId === undefined || user.type === 'anonymous') throw anonymous();
  return { id: user.accountId, name: displayName(user) ?? user.accountId, email: user.email || null };
}

/** `user.fullname ~` finds names by the beginnings of their words. */
async function searchUsers(send: Send, query: string, limit: number): Promise<User[]> {
  if (!/[\p{L}\p{N}]/u.test(query)) throw nothingToSearch();
  const { results } = await send({
    method: 'GET',
    path: path`/rest/api/search/user`,
    query: { cql: `user.fullname ~ ${quotedTerms(query)}`, limit },
    answer: listOf(userHit),
    subject: 'The search for users',
    scope: 'read:content-details:confluence',
  });
  return results.slice(0, limit).flatMap(({ user, title }) => {
    if (!user?.accountId) return [];
    return [{ id: user.accountId, name: displayName(user) ?? (title || user.accountId), email: user.email || null }];
  });
}

function nothingToSearch(): AppError {
  return new AppError('INVALID_INPUT', 'query has no letter or digit to search for.', {
    hint: 'Send a part of the name of a person.',
    details: { field: 'query' },
  });
}

async function namesOf(send: Send, accountIds: string[]): Promise<[string, string][]> {
  const { results } = await send({
    method: 'POST',
    readOnly: true,
    path: path`/api/v2/users-bulk`,
    body: { accountIds },
    answer: listOf(person),
    subject: 'Users',
    scope: 'read:user:confluence',
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
