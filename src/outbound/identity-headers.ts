/** For whom a request is made. */
export interface ForwardedIdentity {
  readonly userId: string;
  readonly organizationId: string | null;
}

/** What a header cannot carry as it is, and `%` itself, so that no two people ever look alike. */
const unsafe = /[^\x20-\x24\x26-\x7e]|^ +| +$/gu;

/**
 * Tells a gateway in front of Confluence, or another API, for whom a request is made. Values are ASCII: anything else
 * is percent-encoded as UTF-8.
 */
export function identityHeaders({ userId, organizationId }: ForwardedIdentity): Record<string, string> {
  return {
    'X-User-ID': encode(userId),
    ...(organizationId === null ? {} : { 'X-Organization-ID': encode(organizationId) }),
  };
}

function encode(value: string): string {
  return value.toWellFormed().replace(unsafe, encodeURIComponent);
}
