import type { Request } from 'express';
import { challenge, type Scope } from '../auth/index.js';
import { metadataPathFor } from './routes/protected-resource.js';

interface ChallengerOptions {
  readonly baseUrl: string;
  readonly mcpPath: string;
  /** Issuer URL; undefined when callers get their tokens by other means. */
  readonly authorizationServer: string | undefined;
  /** Scopes that a client is to begin with; reading by default. */
  readonly initialScopes?: readonly Scope[] | undefined;
}

/** Makes the WWW-Authenticate header (RFC 6750, RFC 9728 section 5.1) for a refused request. */
export type Challenger = (
  req: Request,
  reason: { error?: string; description?: string; scope?: string },
) => { 'WWW-Authenticate': string };

/**
 * The challenge names the metadata, and scopes to begin with, only when there is a server that can grant them. Those
 * are better all that may be granted: many clients (those of the 1.x SDK) renew their token where they are asked to
 * get a larger one, and never come further than they began.
 */
export function createChallenger(options: ChallengerOptions): Challenger {
  const { baseUrl, mcpPath, authorizationServer, initialScopes = ['confluence:read'] } = options;
  if (authorizationServer === undefined) return (_req, reason) => ({ 'WWW-Authenticate': challenge(reason) });
  return (req, reason) => {
    const resourceMetadataUrl = new URL(metadataPathFor(mcpPath, req.path), baseUrl).href;
    return { 'WWW-Authenticate': challenge({ scope: initialScopes.join(' '), ...reason, resourceMetadataUrl }) };
  };
}
