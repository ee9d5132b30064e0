import { createHash, randomBytes } from 'node:crypto';
import type { User } from '../world/model.js';
import type { World } from '../world/world.js';

/** One person's consent; everything that was issued on it dies with it. */
interface Grant {
  readonly accountId: string;
  readonly scopes: readonly string[];
  isRevoked: boolean;
}

interface CodeRequest {
  accountId: string;
  redirectUri: string;
  scopes: readonly string[];
  /** `code_challenge` of PKCE with S256, when the client sent one. */
  codeChallenge: string | undefined;
}

/** The token endpoint's answer, good or bad. */
export interface OAuthAnswer {
  status: number;
  body: Record<string, unknown>;
}

const codeLifeMs = 5 * 60_000;

/** Atlassian's authorization server for this one site (OAuth 2.0, three-legged), with switches for tests. */
export class OAuthAuthority {
  /** For ATLASSIAN_AUTH_URL and ATLASSIAN_API_URL, known once listening: both are the sandbox itself. */
  authUrl = '';
  apiUrl = '';
  readonly clientId = 'sandbox-oauth-client';
  readonly clientSecret = 'sandbox-oauth-secret';
  /** How long access tokens live that are issued from now on. */
  accessTokenLifeMs = 60 * 60_000;
  /** How long a refresh token goes on working after its first use. */
  reuseLeewayMs = 10 * 60_000;
  /** What `/me` says beside what is documented: real answers have been seen with `email_verified`. */
  profileExtras: Record<string, unknown> = {};
  /** Set to an account id, it lets this person in at once where people are asked who they are otherwise. */
  signedIn: string | undefined;
  /** How often a refresh token was exchanged for new tokens. */
  refreshes = 0;
  readonly #codes = new Map<string, CodeRequest & { expiresAt: number }>();
  readonly #accessTokens = new Map<string, { grant: Grant; expiresAt: number }>();
  readonly #refreshTokens = new Map<string, { grant: Grant; firstUsedAt: number | undefined }>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Takes away what a person has granted, as people can in their Atlassian account. */
  revoke(accountId: string): void {
    const issued = [...this.#accessTokens.values(), ...this.#refreshTokens.values()];
    for (const { grant } of issued) if (grant.accountId === accountId) grant.isRevoked = true;
  }

  /** Lets every access token run out now. */
  expireAccessTokens(): void {
    for (const token of this.#accessTokens.values()) token.expiresAt = this.#now();
  }

  openCode(request: CodeRequest): string {
    const code = randomBytes(24).toString('base64url');
    this.#codes.set(code, { ...request, expiresAt: this.#now() + codeLifeMs });
    return code;
  }

  redeem(code: string, redirectUri: string, codeVerifier: string | undefined): OAuthAnswer {
    const request = this.#codes.get(code);
    this.#codes.delete(code);
    const isGood =
      request !== undefined &&
      request.expiresAt > this.#now() &&
      request.redirectUri === redirectUri &&
      (request.codeChallenge === undefined || request.codeChallenge === challengeOf(codeVerifier));
    if (!isGood) return refusal('invalid_grant', 'Invalid authorization code');
    return this.#issue({ accountId: request.accountId, scopes: request.scopes, isRevoked: false });
  }

  /** The old token works on for the leeway, so that an answer that was lost can be asked for again. */
  refresh(refreshToken: string): OAuthAnswer {
    const known = this.#refreshTokens.get(refreshToken);
    if (known === undefined || this.#isUsedUp(known.firstUsedAt)) {
      return refusal('unauthorized_client', 'refresh_token is invalid');
    }
    if (known.grant.isRevoked) return refusal('invalid_grant', 'Unknown or invalid refresh token.');
    known.firstUsedAt ??= this.#now();
    this.refreshes += 1;
    return this.#issue(known.grant);
  }

  /** Who a live access token belongs to, and what it may do. */
  find(accessToken: string): { user: User; scopes: readonly string[] } | undefined {
    const token = this.#accessTokens.get(accessToken);
    if (token === undefined || token.grant.isRevoked || token.expiresAt <= this.#now()) return undefined;
    const user = this.#world.users.get(token.grant.accountId);
    return user?.active === true ? { user, scopes: token.grant.scopes } : undefined;
  }

  #issue(grant: Grant): OAuthAnswer {
    const accessToken = `sandbox-access-${randomBytes(24).toString('base64url')}`;
    this.#accessTokens.set(accessToken, { grant, expiresAt: this.#now() + this.accessTokenLifeMs });
    const body: Record<string, unknown> = {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: Math.ceil(this.accessTokenLifeMs / 1000),
      scope: grant.scopes.join(' '),
    };
    if (grant.scopes.includes('offline_access')) {
      const refreshToken = `sandbox-refresh-${randomBytes(24).toString('base64url')}`;
      this.#refreshTokens.set(refreshToken, { grant, firstUsedAt: undefined });
      body['refresh_token'] = refreshToken;
    }
    return { status: 200, body };
  }

  #isUsedUp(firstUsedAt: number | undefined): boolean {
    return firstUsedAt !== undefined && firstUsedAt + this.reuseLeewayMs <= this.#now();
  }

  #now(): number {
    return this.#world.now().getTime();
  }
}

/** Somebody without any group has an Atlassian account and no access to the site. */
export function hasSiteAccess(user: User): boolean {
  return user.groups.length > 0;
}

function challengeOf(codeVerifier: string | undefined): string | undefined {
  return codeVerifier === undefined ? undefined : createHash('sha256').update(codeVerifier).digest('base64url');
}

/** The token endpoint says 403 where the standard says 400. */
function refusal(error: string, description: string): OAuthAnswer {
  return { status: 403, body: { error, error_description: description } };
}
