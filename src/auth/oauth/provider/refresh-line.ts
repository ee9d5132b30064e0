import { createHmac } from 'node:crypto';
import type { Provider } from 'oidc-provider';
import type { OidcProviderModule } from './load-oidc-provider.js';

/** The one token that may follow a refresh token, whoever asks for it, however often, and on which replica. */
export type Successor = (refreshToken: string) => string;

/** Nobody who holds a token can work out the next one without our key. */
export function createSuccessor([key = new Uint8Array()]: readonly Uint8Array[]): Successor {
  return (refreshToken) => createHmac('sha256', key).update(refreshToken).digest('base64url');
}

/**
 * Makes a rotation give the successor instead of a random token, so that one grant never has two lines of descent.
 * The provider has no setting for it; the method that names a new token is part of its models.
 */
export function nameSuccessors({ RefreshToken }: Provider, library: OidcProviderModule, successor: Successor): void {
  const models = RefreshToken.prototype as unknown as { generateTokenId: (this: unknown) => string };
  const random = models.generateTokenId;
  models.generateTokenId = function generateTokenId(): string {
    const rotated = library.Provider.ctx?.oidc.entities.RotatedRefreshToken;
    return rotated === undefined ? random.call(this) : successor(rotated.jti);
  };
}
