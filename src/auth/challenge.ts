export interface ChallengeInput {
  error?: string | undefined;
  description?: string | undefined;
  /** Scopes that would do, separated by spaces. */
  scope?: string | undefined;
  /** Where the protected-resource metadata is (RFC 9728, 5.1). */
  resourceMetadataUrl?: string | undefined;
}

const realm = 'confluence-mcp-server';

/** The value of WWW-Authenticate (RFC 6750, 3). A realm is always there: the scheme needs one parameter at least. */
export function challenge(input: ChallengeInput): string {
  const parameters = {
    realm,
    error: input.error,
    error_description: input.description,
    scope: input.scope,
    resource_metadata: input.resourceMetadataUrl,
  };
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `Bearer ${given.map(([name, value]) => `${name}=${quote(value)}`).join(', ')}`;
}

/** RFC 6750 allows printable ASCII without quote and backslash, so that no escape is ever needed. */
function quote(value: string): string {
  return `"${value.replace(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, "'")}"`;
}
