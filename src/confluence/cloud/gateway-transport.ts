import { z } from 'zod';
import { AppError } from '../../errors.js';
import { wikiRoot } from '../site.js';
import { createTransport, type Transport, type TransportOptions } from '../transport/create-transport.js';
import { path } from '../transport/path.js';
import { createSharedWork } from '../transport/shared-work.js';

/** Atlassian's API gateway, which scoped tokens and OAuth need in place of the site. */
export interface Gateway {
  /** Without a slash at its end: `https://api.atlassian.com`. */
  url: string;
  /** The id of the site, or `auto` to ask the site for it before the first request. */
  cloudId: string;
}

const tenant = z.object({ cloudId: z.string().regex(/^[\dA-Za-z-]{8,64}$/) });

/** A transport to `GATEWAY/ex/confluence/CLOUD_ID/wiki`; the root of the options is the site's own. */
export function createGatewayTransport(options: TransportOptions, { url, cloudId }: Gateway): Transport {
  const open = (id: string): Transport => createTransport({ ...options, root: wikiRoot(`${url}/ex/confluence/${id}`) });
  return cloudId === 'auto' ? lookingUp(options, open) : open(cloudId);
}

/** The site's `/_edge/tenant_info` tells its cloud id to anybody, so no credentials go there. */
function lookingUp(options: TransportOptions, open: (cloudId: string) => Transport): Transport {
  const edge = createTransport({ ...options, root: new URL(options.root).origin, credentials: { kind: 'none' } });
  let gateway: Transport | undefined;
  const lookUp = createSharedWork(async () => {
    const { cloudId } = await edge
      .forCall({})({
        method: 'GET',
        path: path`/_edge/tenant_info`,
        answer: tenant,
        subject: 'The cloud id of the site',
      })
      .catch((error: unknown) => {
        throw unknownTenant(error);
      });
    gateway = open(cloudId);
    return gateway;
  });
  return {
    forCall: (scope) => async (request) => (await lookUp(scope.signal)).forCall(scope)(request),
    openForMs: () => edge.openForMs() ?? gateway?.openForMs(),
    close: () => {
      edge.close();
      gateway?.close();
    },
  };
}

/** A site that cannot be reached says so itself; one that answers with something else is no Cloud site. */
function unknownTenant(error: unknown): unknown {
  if (!(error instanceof AppError) || error.retryable) return error;
  return new AppError('UPSTREAM_UNAVAILABLE', 'The cloud id of the site could not be found.', {
    hint: 'The operator has to check CONFLUENCE_URL, or give CONFLUENCE_CLOUD_ID as an id instead of auto.',
    cause: error,
  });
}
