import { generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { AppError } from '../../errors.js';
import { isPrintable, createClaimsVerifier } from '../claims-verifier.js';
import { isScope, scopes } from '../principal.js';
import type { Entitlement } from '../grants.js';
import { isOnly, toJwtPrincipal } from './jwt.js';
import type { TokenVerifier } from './token-verifier.js';

/** What somebody asks of the dev issuer. */
export interface DevTokenRequest {
  subject?: string | undefined;
  /** Scopes separated by spaces; without any, the token gets the default scopes of the service. */
  scope?: string | undefined;
  /** Seconds, 3600 at most, which is the default. */
  expiresIn?: number | undefined;
}

/** The answer of a token endpoint (RFC 6749, 5.1). */
export interface DevToken {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
}

/** An issuer that lives as long as this process, for local work and tests. */
export interface DevIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly publicKey: CryptoKey;
  /** Throws AppError INVALID_INPUT for an unknown scope or a longer life than an hour. */
  sign(request: DevTokenRequest): Promise<DevToken>;
}

const maxExpiresInS = 3600;

/** Makes a key pair that never leaves the process. */
export async function createDevIssuer({ baseUrl }: { baseUrl: string }): Promise<DevIssuer> {
  const audience = baseUrl.replace(/\/+$/, '');
  const issuer = `${audience}/dev`;
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  return {
    issuer,
    audience,
    publicKey,
    async sign(request) {
      const { subject, expiresIn, claims } = parseRequest(request);
      const token = new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime(`${expiresIn}s`);
      return { access_token: await token.sign(privateKey), token_type: 'Bearer', expires_in: expiresIn };
    },
  };
}

function parseRequest({ subject = 'dev-user', scope = '', expiresIn = maxExpiresInS }: DevTokenRequest) {
  if (!isPrintable(subject)) {
    throw new AppError('INVALID_INPUT', 'subject needs 1 to 255 printable characters.');
  }
  if (!Number.isInteger(expiresIn) || expiresIn < 1 || expiresIn > maxExpiresInS) {
    throw new AppError('INVALID_INPUT', `expires_in is a whole number of seconds from 1 to ${maxExpiresInS}.`);
  }
  const words = scope.split(' ').filter((word) => word !== '');
  if (!words.every(isScope)) {
    throw new AppError('INVALID_INPUT', 'scope holds a word that is not a scope.', {
      hint: `Scopes are ${scopes.join(', ')}, separated by spaces.`,
    });
  }
  return { subject, expiresIn, claims: words.length > 0 ? { scope: words.join(' ') } : {} };
}

/** Tokens that this process signed itself, for local work. */
export function createDevVerifier(devIssuer: DevIssuer, defaults: Entitlement): TokenVerifier {
  const { issuer, audience, publicKey } = devIssuer;
  const verifyClaims = createClaimsVerifier({
    issuers: [issuer],
    algorithms: ['RS256'],
    keys: () => Promise.resolve(publicKey),
    isOurAudience: (claim) => isOnly(claim, audience),
  });
  return {
    mode: 'dev',
    issuers: [issuer],
    verify: async (token) => toJwtPrincipal('dev', issuer, await verifyClaims(token), defaults),
  };
}
