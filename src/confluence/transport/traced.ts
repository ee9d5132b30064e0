import type { Span } from '../../observability/index.js';
import type { createRedirecting } from './redirects.js';

type Redirecting = ReturnType<typeof createRedirecting>;

/** The same requests, each a part of the call's trace, and told so to whoever answers it. */
export function traced(redirecting: Redirecting, span: Pick<Span, 'child'> | undefined): Redirecting {
  if (span === undefined) return redirecting;
  return async (hop) => {
    // Neither path nor query: they name pages, and what people search for.
    const attributes = { 'http.request.method': hop.method, 'server.address': hop.url.hostname };
    const own = span.child(`${hop.method} Confluence`, 'client', attributes);
    try {
      const response = await redirecting({ ...hop, headers: { ...hop.headers, ...own.headers } });
      own.set({ 'http.response.status_code': response.status });
      own.end(response.status >= 400 ? String(response.status) : undefined);
      return response;
    } catch (error) {
      own.end(error instanceof Error ? error.name : 'unknown');
      throw error;
    }
  };
}
