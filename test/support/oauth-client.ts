/** A client of our authorization server without a browser or an SDK, so that every step can be taken wrongly. */
import { createHash, randomBytes } from 'node:crypto';
import { hiddenFields, Visitor, type Visit } from './visitor.js';

/** Where a service with our authorization server is, as its clients know it. */
export interface OauthService {
  readonly baseUrl: string;
  readonly mcpUrl: string;
}

export const redirectUri = 'http://127.0.0.1:41999/callback';

export interface Client {
  readonly id: string;
  readonly redirectUri: string;
  readonly verifier: string;
}

export async function register(service: OauthService, metadata: object = {}): Promise<Response> {
  return fetch(`${service.baseUrl}/register`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ client_name: 'Test client', redirect_uris: [redirectUri], ...metadata }),
  });
}

export async function createClient(
  service: OauthService,
  metadata: { redirect_uris?: string[]; client_name?: string; logo_uri?: string } = {},
): Promise<Client> {
  const response = await register(service, metadata);
  const { client_id: id, error } = (await response.json()) as { client_id: string; error?: string };
  if (error !== undefined) throw new Error(`not registered: ${error}`);
  return {
    id,
    redirectUri: metadata.redirect_uris?.[0] ?? redirectUri,
    verifier: randomBytes(32).toString('base64url'),
  };
}

type Parameters = Record<string, string | string[] | undefined>;

/** `undefined` leaves a parameter out. */
export function authorizeUrl(service: OauthService, client: Client, changes: Parameters = {}): string {
  const url = new URL('/authorize', service.baseUrl);
  const parameters: Parameters = {
    response_type: 'code',
    client_id: client.id,
    redirect_uri: client.redirectUri,
    code_challenge: createHash('sha256').update(client.verifier).digest('base64url'),
    code_challenge_method: 'S256',
    scope: 'confluence:read confluence:write',
    state: 'client-state',
    resource: service.mcpUrl,
    ...changes,
  };
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) if (one !== undefined) url.searchParams.append(name, one);
  }
  return url.href;
}

/** As far as the consent page. */
export async function openConsent(
  service: OauthService,
  client: Client,
  changes?: Parameters,
  visitor = new Visitor(),
) {
  const page = await visitor.follow(await visitor.get(authorizeUrl(service, client, changes)));
  return { visitor, page };
}

export function approve(visitor: Visitor, page: Visit, decision = 'approve'): Promise<Visit> {
  return visitor.post(page.url, { ...hiddenFields(page.text), decision });
}

/** As far as the upstream's answer on its way to our callback. */
export async function logInUpstream(
  service: OauthService,
  visitor: Visitor,
  approved: Visit,
  username = 'ada',
): Promise<string> {
  const form = await visitor.follow(approved);
  const posted = await visitor.post(form.url, username === '' ? { cancel: 'yes' } : { username });
  const at = await visitor.follow(posted, (url) => url.startsWith(`${service.baseUrl}/oauth/callback`));
  return at.headers.get('location') ?? '';
}

/** All of it: the URL that the client gets. */
export async function authorize(
  service: OauthService,
  client: Client,
  changes?: Parameters,
  username?: string,
): Promise<URL> {
  const { visitor, page } = await openConsent(service, client, changes);
  const callback = await logInUpstream(service, visitor, await approve(visitor, page), username);
  const end = await visitor.follow(await visitor.get(callback), (url) => url.startsWith(client.redirectUri));
  return new URL(end.headers.get('location') ?? `about:blank#${end.status}`, end.url);
}

/** The same where the upstream knows the person already and sends them straight back. */
export async function authorizeAtOnce(
  service: OauthService,
  client: Client,
  changes?: Parameters,
  visitor = new Visitor(),
): Promise<URL> {
  const { page } = await openConsent(service, client, changes, visitor);
  const end = await visitor.follow(await approve(visitor, page), (url) => url.startsWith(client.redirectUri));
  return new URL(end.headers.get('location') ?? `about:blank#${end.status}`, end.url);
}

export function askForTokens(service: OauthService, parameters: Parameters): Promise<Response> {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) if (one !== undefined) body.append(name, one);
  }
  return fetch(`${service.baseUrl}/token`, { method: 'POST', body });
}

export function redeem(
  service: OauthService,
  client: Client,
  code: string,
  changes: Parameters = {},
): Promise<Response> {
  return askForTokens(service, {
    grant_type: 'authorization_code',
    code,
    client_id: client.id,
    redirect_uri: client.redirectUri,
    code_verifier: client.verifier,
    resource: service.mcpUrl,
    ...changes,
  });
}

export function refresh(
  service: OauthService,
  client: Client,
  token: string,
  changes: Parameters = {},
): Promise<Response> {
  return askForTokens(service, { grant_type: 'refresh_token', refresh_token: token, client_id: client.id, ...changes });
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly scope: string;
  readonly expires_in: number;
  readonly error?: string;
}

/** A login from the first request to the tokens. */
export async function logIn(
  service: OauthService,
  client: Client,
  changes?: Parameters,
  username?: string,
): Promise<Tokens> {
  const answer = await authorize(service, client, changes, username);
  const response = await redeem(service, client, answer.searchParams.get('code') ?? '');
  return (await response.json()) as Tokens;
}

/** The status of an MCP request with this token. */
export async function callMcp(service: OauthService, token: string): Promise<Response> {
  return fetch(service.mcpUrl, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
  });
}

/** The HTTP answer to a tool call, with its text. */
export async function callTool(
  service: Pick<OauthService, 'mcpUrl'>,
  token: string,
  name: string,
  args: object,
): Promise<{ status: number; challenge: string; text: string }> {
  const response = await fetch(service.mcpUrl, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } }),
  });
  const challenge = response.headers.get('www-authenticate') ?? '';
  return { status: response.status, challenge, text: await response.text() };
}
