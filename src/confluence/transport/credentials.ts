/** How the service account proves itself to Confluence. */
export type Credentials = { kind: 'basic'; username: string; apiToken: string } | { kind: 'bearer'; token: string };

/** The one header that is a secret; `redirects.ts` decides where it may travel. */
export function authorizationHeader(credentials: Credentials): { Authorization: string } {
  if (credentials.kind === 'bearer') return { Authorization: `Bearer ${credentials.token}` };
  const pair = Buffer.from(`${credentials.username}:${credentials.apiToken}`);
  return { Authorization: `Basic ${pair.toString('base64')}` };
}
