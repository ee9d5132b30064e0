/** A real OpenID provider on a real socket, set up like a Keycloak realm: a public client, and people who log in by a form. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Provider } from 'oidc-provider';
import { loadOidcProvider } from '../../src/auth/oauth/provider/load-oidc-provider.js';
import { createTestKey } from './keys.js';

export interface UpstreamAccount {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
}

export const accounts: Readonly<Record<string, UpstreamAccount>> = {
  ada: { sub: 'u-ada', email: 'Ada@example.com', email_verified: true, name: 'Ada' },
  bob: { sub: 'u-bob', email: 'bob@example.com', email_verified: true, name: 'Bob' },
  eve: { sub: 'u-eve', email: 'eve@elsewhere.test', email_verified: true, name: 'Eve <script>' },
  mallory: { sub: 'u-mallory', email: 'ada@example.com', email_verified: false, name: 'Mallory' },
};

export interface OidcUpstream {
  readonly issuer: string;
  readonly origin: string;
  readonly configUrl: string;
  readonly clientId: string;
  /** How often its token endpoint was asked. */
  exchanges(): number;
  close(): Promise<void>;
}

const realm = '/realms/acme';
const clientId = 'confluence-mcp';

export async function startOidcUpstream(redirectUri: string, tokenSeconds = 300): Promise<OidcUpstream> {
  let exchanges = 0;
  let serve: (req: IncomingMessage, res: ServerResponse) => Promise<void> = () => Promise.resolve();
  const server = createServer((req, res) => {
    if (req.url?.startsWith(`${realm}/token`)) exchanges++;
    void serve(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = origin + realm;
  const provider = await createProvider(issuer, redirectUri, tokenSeconds);
  const callback = provider.callback();
  serve = async (req, res) => {
    const uid = new RegExp(`^${realm}/login/([\\w-]+)$`).exec(req.url ?? '')?.[1];
    if (uid !== undefined) return login(provider, req, res);
    if (!req.url?.startsWith(`${realm}/`)) return void res.writeHead(404).end();
    Object.assign(req, { originalUrl: req.url });
    req.url = req.url.slice(realm.length);
    await callback(req, res);
  };
  return {
    issuer,
    origin,
    configUrl: `${issuer}/.well-known/openid-configuration`,
    clientId,
    exchanges: () => exchanges,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function createProvider(issuer: string, redirectUri: string, tokenSeconds: number): Promise<Provider> {
  const { Provider } = await loadOidcProvider();
  const { privateKey } = createTestKey('up');
  return new Provider(issuer, {
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'up', use: 'sig', alg: 'RS256' }] },
    clients: [
      {
        client_id: clientId,
        application_type: 'native',
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
      },
    ],
    scopes: ['openid', 'email', 'profile', 'offline_access'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['upstream'], names: { session: 'up_s', interaction: 'up_i', resume: 'up_r' } },
    features: { devInteractions: { enabled: false }, revocation: { enabled: true, allowedPolicy: () => true } },
    pkce: { required: () => true },
    clientBasedCORS: () => false,
    issueRefreshToken: () => Promise.resolve(true),
    ttl: {
      AccessToken: tokenSeconds,
      AuthorizationCode: 60,
      Grant: 3600,
      IdToken: 300,
      Interaction: 600,
      RefreshToken: 3600,
      Session: 600,
    },
    interactions: { url: (_ctx, { uid }) => `${realm}/login/${uid}` },
    findAccount: (_ctx, sub) => {
      const account = Object.values(accounts).find((known) => known.sub === sub);
      return account && { accountId: sub, claims: () => ({ ...account }) };
    },
    renderError(ctx, out) {
      ctx.body = out;
    },
    adapter: memoryAdapter(),
  });
}

/** GET shows a form; POST with `username` logs in, with `cancel` refuses. */
async function login(provider: Provider, req: IncomingMessage, res: ServerResponse): Promise<void> {
  if (req.method !== 'POST') {
    res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    res.end(
      '<!doctype html><title>Realm</title><form method="post"><label>User <input name="username"></label>' +
        '<button>Log in</button><button name="cancel" value="yes">Cancel</button></form>',
    );
    return;
  }
  const form = new URLSearchParams(await bodyOf(req));
  if (form.has('cancel')) return provider.interactionFinished(req, res, { error: 'access_denied' });
  const account = accounts[form.get('username') ?? ''];
  if (account === undefined) return provider.interactionFinished(req, res, { error: 'access_denied' });
  const { params } = await provider.interactionDetails(req, res);
  const grant = new provider.Grant({ accountId: account.sub, clientId: String(params['client_id']) });
  grant.addOIDCScope(String(params['scope']));
  const grantId = await grant.save();
  await provider.interactionFinished(req, res, {
    login: { accountId: account.sub, remember: false },
    consent: { grantId },
  });
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of req as AsyncIterable<Buffer>) text += chunk.toString('utf8');
  return text;
}

/** The library's own memory prints a warning. */
function memoryAdapter() {
  const records = new Map<string, Record<string, unknown>>();
  return (model: string) => ({
    upsert: (id: string, payload: object) => Promise.resolve(void records.set(`${model}:${id}`, { ...payload })),
    find: (id: string) => Promise.resolve(records.get(`${model}:${id}`)),
    findByUid: (uid: string) =>
      Promise.resolve([...records].find(([key, { uid: known }]) => key.startsWith('Session:') && known === uid)?.[1]),
    findByUserCode: () => Promise.resolve(undefined),
    consume: (id: string) => Promise.resolve(void Object.assign(records.get(`${model}:${id}`) ?? {}, { consumed: 1 })),
    destroy: (id: string) => Promise.resolve(void records.delete(`${model}:${id}`)),
    revokeByGrantId: () => Promise.resolve(),
  });
}
