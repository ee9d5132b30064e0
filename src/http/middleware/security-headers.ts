import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Nothing that this service answers is a page to embed or to run scripts in. */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    xFrameOptions: { action: 'deny' },
  });
}
