import type { Request } from 'express';
import { challenge } from '../auth/index.js';
import { metadataPathFor } from './routes/protected-resource.js';

export interface ChallengerOptions {
  readonly baseUrl: string;
  readonly mcpPath: string;
  /** Issuer URL; undefined when callers get their tokens by other means. */
  readonly authorizationServer: string | undefined;
}

/** Makes the WWW-Authenticate header (RFC 6750, RFC 9728 section 5.1) for a refused request. */
export type Challenger = (
  req: Request,
  reason: { error?: string; description?: string; scope?: string },
) => { 'WWW-Authenticate': string };

/** The challenge names the metadata, and a scope to begin with, only when there is a server that can grant one. */
export function createChallenger({ baseUrl, mcpPath, authorizationServer }: ChallengerOptions): Challenger {
  if (authorizationServer === undefined) return (_req, reason) => ({ 'WWW-Authenticate': challenge(reason) });
  return (req, reason) => {
    const resourceMetadataUrl = new URL(metadataPathFor(mcpPath, req.path), baseUrl).href;
    return { 'WWW-Authenticate': challenge({ scope: 'confluence:read', ...reason, resourceMetadataUrl }) };
  };
}
