import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../errors.js';
import { AuthError } from '../auth-error.js';
import { createPrincipal } from '../principal.js';
import { isScope } from '../principal.js';
import type { Principal } from '../principal.js';
import type { StaticToken, StaticTokens } from '../static-tokens.js';
import type { TokenVerifier } from './token-verifier.js';

/** The tokens that are taken, and the tools that their permissions may name. */
export interface StaticOptions {
  tokens: StaticTokens;
  /** Every tool name that a permission may be. */
  knownTools: readonly string[];
}

/** Listed tokens. Throws AppError INVALID_INPUT when a permission is neither a scope nor a tool. */
export function createStaticVerifier({ tokens, knownTools }: StaticOptions): TokenVerifier {
  const tools = new Set(knownTools);
  const listed = tokens.map((token) => {
    const unknown = token.permissions.find((permission) => !isScope(permission) && !tools.has(permission));
    if (unknown !== undefined) throw unknownPermission(token, unknown);
    return { digest: token.digest, principal: toPrincipal(token) };
  });
  return {
    mode: 'static',
    issuers: [],
    verify(token) {
      const digest = createHash('sha256').update(token).digest();
      // No early end: the time taken tells nothing about which entry was near.
      const [found] = listed.filter((entry) => timingSafeEqual(entry.digest, digest));
      return found === undefined ? Promise.reject(new AuthError('unknown_token')) : Promise.resolve(found.principal);
    },
  };
}

/** Equal user ids of two organizations are two people, so the organization is a part of the issuer. */
function toPrincipal({ userId, organizationId, permissions }: StaticToken): Principal {
  return createPrincipal({
    mode: 'static',
    issuer: organizationId === null ? 'static' : `static/${encodeURIComponent(organizationId)}`,
    subject: userId,
    name: userId,
    organizationId,
    keys: [...(organizationId === null ? [] : [`static:${organizationId}/${userId}`]), `static:${userId}`],
    scopes: permissions.filter(isScope),
    tools: permissions.filter((permission) => !isScope(permission)),
  });
}

function unknownPermission({ position }: StaticToken, permission: string): AppError {
  return new AppError('INVALID_INPUT', `Entry ${position} of the static tokens: "${permission}" is not a permission.`, {
    hint: 'A permission is a scope (confluence:read, confluence:write, confluence:delete) or the name of a tool.',
  });
}
