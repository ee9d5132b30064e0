import { AuthError, expandScopes, type Principal } from '../../src/auth/index.js';

/** Takes `Bearer good-NAME` for NAME, and refuses the rest the way a real authenticator does. */
export class FakeAuthenticator {
  /** The Authorization values of every request that was looked at. */
  readonly seen: string[][] = [];

  authenticate({ authorization }: { authorization: readonly string[] }): Promise<Principal> {
    this.seen.push([...authorization]);
    const [header] = authorization;
    if (header === undefined) return Promise.reject(new AuthError('no_token'));
    if (header === 'Bearer stranger')
      return Promise.reject(new AuthError('not_allowed', { principal: principalOf('stranger') }));
    if (header === 'Bearer no-keys') return Promise.reject(new AuthError('keys_unavailable'));
    if (header === 'Bearer crash') return Promise.reject(new TypeError('secret inside'));
    const name = /^Bearer good-(\w+)$/.exec(header)?.[1];
    return name === undefined ? Promise.reject(new AuthError('bad_signature')) : Promise.resolve(principalOf(name));
  }
}

export function principalOf(subject: string): Principal {
  return {
    id: `static:test:${subject}`,
    mode: 'static',
    issuer: 'test',
    subject,
    name: subject,
    organizationId: null,
    scopes: expandScopes(['confluence:read']),
    tools: new Set(),
    spaces: null,
    grantId: null,
    grantable: null,
    email: null,
    claimedEmail: null,
    keys: [`static:${subject}`],
  };
}
