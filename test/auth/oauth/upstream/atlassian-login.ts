import {
  createAtlassianUpstream,
  type AtlassianUpstreamOptions,
} from '../../../../src/auth/oauth/upstream/atlassian-upstream.js';
import type { Upstream, UpstreamIdentity } from '../../../../src/auth/oauth/upstream/upstream.js';
import type { CloudSandbox } from '../../../../src/sandbox/index.js';

export const callbackUri = 'http://localhost:4000/oauth/callback';

export function atlassianAt(sandbox: CloudSandbox, options: Partial<AtlassianUpstreamOptions> = {}): Upstream {
  const { clientId, clientSecret, authUrl, apiUrl } = sandbox.oauth;
  return createAtlassianUpstream({
    clientId,
    clientSecret,
    authUrl,
    apiUrl,
    siteUrl: sandbox.url,
    scopes: ['read:page:confluence', 'write:page:confluence', 'read:space:confluence', 'read:user:confluence'],
    fetch,
    ...options,
  });
}

/** Goes through the login as a browser would that is signed in as this person, back to our callback. */
export async function callbackOf(sandbox: CloudSandbox, url: string, accountId: string): Promise<string> {
  sandbox.oauth.signedIn = accountId;
  const answer = await fetch(url, { redirect: 'manual' });
  return answer.headers.get('location') ?? `no redirect but ${answer.status}: ${await answer.text()}`;
}

export async function logIn(
  sandbox: CloudSandbox,
  accountId: string,
  upstream = atlassianAt(sandbox),
): Promise<UpstreamIdentity> {
  const { url, transaction } = await upstream.begin(callbackUri);
  return upstream.finish(await callbackOf(sandbox, url, accountId), transaction);
}
