/** How the service account proves itself to Confluence; `none` is for questions that need no account. */
export type Credentials =
  { kind: 'basic'; username: string; apiToken: string } | { kind: 'bearer'; token: string } | { kind: 'none' };

/** The one header that is a secret; `redirects.ts` decides where it may travel. */
export function authorizationHeader(credentials: Credentials): Record<string, string> {
  if (credentials.kind === 'none') return {};
  if (credentials.kind === 'bearer') return { Authorization: `Bearer ${credentials.token}` };
  const pair = Buffer.from(`${credentials.username}:${credentials.apiToken}`);
  return { Authorization: `Basic ${pair.toString('base64')}` };
}
