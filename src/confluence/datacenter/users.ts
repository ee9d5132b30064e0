import { AppError, isAppError } from '../../errors.js';
import { personCql } from '../rest/cql-text.js';
import type { Person, User } from '../model.js';
import type { Users } from '../port.js';
import { path } from '../transport/path.js';
import type { Send } from '../transport/wire-request.js';
import { findMissing, isNotFound } from '../rest/outcomes.js';
import { nothing } from '../rest/wire.js';
import type { GroupContext } from './content.js';
import { fetchList } from './lists.js';
import { person, personHit, type PersonWire } from './wire.js';

/** People are known by their user name; mentions in pages name them by user key, which never changes. */
export function createUsers({ send }: GroupContext): Users {
  return {
    current: () => currentUser(send),
    search: async (query, limit) => {
      const request = {
        path: path`/rest/api/search`,
        query: { cql: `type = user AND ${personCql(query)}` },
        item: personHit,
        subject: 'The search for people',
      };
      const { results } = await fetchList(send, request, limit, 0);
      return results.slice(0, limit).flatMap(({ user }) => (user ? (toUser(user) ?? []) : []));
    },
    names: async (ids) => {
      const found = await findPeople(send, ids);
      return new Map(found.flatMap(([id, wire]) => nameOf(id, wire)));
    },
    mentionable: async (ids) => {
      const found = await findPeople(send, ids);
      return new Map(
        found.flatMap(([id, wire]) =>
          nameOf(id, wire).map(([, name]): [string, Person] => [id, { id: wire.userKey || id, name }]),
        ),
      );
    },
    missingGroups: (wanted) => findMissing(wanted, (name) => hasGroup(send, name)),
  };
}

async function hasGroup(send: Send, name: string): Promise<boolean> {
  const request = {
    method: 'GET',
    path: path`/rest/api/group/${name}`,
    answer: nothing,
    subject: `Group ${name}`,
  } as const;
  try {
    await send(request);
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

/**
 * Who the credentials belong to. A personal access token that is wrong or has expired makes the caller an anonymous
 * visitor where those are let in (CONFSERVER-98199): that is a rejection too.
 */
export async function currentUser(send: Send, limits: { timeoutMs?: number; once?: boolean } = {}): Promise<User> {
  const wire = await send({
    ...limits,
    method: 'GET',
    path: path`/rest/api/user/current`,
    answer: person,
    subject: 'The current user',
  }).catch((error: unknown) => {
    // Where anonymous visitors may do nothing at all, even this question is forbidden to them.
    throw isAppError(error) && error.code === 'FORBIDDEN' ? anonymous() : error;
  });
  const user = wire.type === 'anonymous' ? undefined : toUser(wire);
  if (user === undefined) throw anonymous();
  return user;
}

/** Somebody by user name, else by user key; undefined for a visitor who has neither. */
export function toUser({ username, userKey, displayName, email }: PersonWire): User | undefined {
  const id = username || userKey;
  return id ? { id, name: displayName || id, email: email || null } : undefined;
}

async function findPeople(send: Send, ids: readonly string[]): Promise<[string, PersonWire][]> {
  return (await Promise.all([...new Set(ids)].map((id) => findPerson(send, id)))).flat();
}

function nameOf(id: string, wire: PersonWire): [string, string][] {
  const user = toUser(wire);
  return user === undefined ? [] : [[id, user.name]];
}

/** Who is asked for by an id has one, unless it is nobody's: what comes with neither is no answer. */
const somebody = person.refine((wire) => wire.type === 'anonymous' || toUser(wire) !== undefined);

/** There is no look-up in bulk, and an id does not say whether it is a key or a name: most keys are 32 hex digits. */
async function findPerson(send: Send, id: string): Promise<[string, PersonWire][]> {
  const ask = (by: 'key' | 'username'): Promise<PersonWire> =>
    send({
      method: 'GET',
      path: path`/rest/api/user`,
      query: { [by]: id },
      answer: somebody,
      subject: `User ${id}`,
    });
  const [first, second] = /^[\da-f]{32}$/.test(id) ? (['key', 'username'] as const) : (['username', 'key'] as const);
  try {
    const wire = await ask(first).catch((error: unknown) => {
      if (!isNotFound(error)) throw error;
      return ask(second);
    });
    return [[id, wire]];
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

function anonymous(): AppError {
  return new AppError('CREDENTIALS_REJECTED', 'Confluence treats this service as an anonymous visitor.', {
    hint: 'The operator has to check the personal access token: it may be mistyped, expired or revoked.',
  });
}
