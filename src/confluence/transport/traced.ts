import { traceRequest, type Span } from '../../observability/index.js';
import type { createRedirecting } from './redirects.js';

type Redirecting = ReturnType<typeof createRedirecting>;

/** The same requests, each a part of the call's trace, and told so to whoever answers it. */
export function traced(redirecting: Redirecting, span: Pick<Span, 'child'> | undefined): Redirecting {
  if (span === undefined) return redirecting;
  return (hop) =>
    traceRequest(span, { ...hop, to: 'Confluence' }, (headers) =>
      redirecting({ ...hop, headers: { ...hop.headers, ...headers } }),
    );
}
