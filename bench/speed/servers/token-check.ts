import type { NextFunction, Request, Response } from 'express';
import { createAuthenticator } from '../../../src/auth/index.js';

/**
 * The token check that the service itself has, as an Express middleware: every server of the comparison pays the same
 * for knowing its caller. Settings come from the same variables as the service's.
 */
export async function createTokenCheck(): Promise<(req: Request, res: Response, next: NextFunction) => void> {
  const { JWT_PUBLIC_KEY: publicKey = '', JWT_ISSUER: issuer = '', JWT_AUDIENCE: audience = '' } = process.env;
  const authenticator = await createAuthenticator({
    jwt: { publicKey, issuer, audience, algorithms: ['RS256'] },
    defaultScopes: ['confluence:read'],
  });
  return (req, res, next) => {
    authenticator.authenticate({ authorization: [req.headers.authorization ?? ''] }).then(
      () => next(),
      () => void res.status(401).json({ error: 'unauthorized' }),
    );
  };
}
