import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { compose, type Services } from '../../src/compose.js';
import { toolNames } from '../../src/compose-settings.js';
import { loadConfig } from '../../src/config/index.js';
import { startSandbox, type CloudSandbox } from '../../src/sandbox/index.js';
import { serveHttp } from '../../src/serve.js';
import { freePort } from './free-port.js';
import type { OauthService } from './oauth-client.js';
import { startOidcUpstream, type OidcUpstream } from './oidc-upstream.js';

export const signingKey = 'ab'.repeat(32);

/** What a service with AUTH_MODES=oauth needs around it, and the settings that say so. It is not started here. */
export interface Surroundings extends OauthService {
  readonly sandbox: CloudSandbox;
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** People log in at an OpenID provider; the service itself acts in Confluence. */
export async function oidcSurroundings(
  tokenSeconds?: number,
): Promise<Surroundings & { readonly upstream: OidcUpstream }> {
  const common = await surroundings();
  const { baseUrl, sandbox } = common;
  const upstream = await startOidcUpstream(`${baseUrl}/oauth/callback`, tokenSeconds);
  const env = {
    ...common.env,
    CONFLUENCE_USERNAME: sandbox.credentials.username,
    CONFLUENCE_API_TOKEN: sandbox.credentials.apiToken,
    OIDC_CONFIG_URL: upstream.configUrl,
    OIDC_CLIENT_ID: upstream.clientId,
    OAUTH_ALLOWED_EMAILS: 'bob@example.com',
    OAUTH_ALLOWED_DOMAINS: 'example.com',
    DEFAULT_SCOPES: 'confluence:write',
  };
  const close = async (): Promise<void> => {
    await sandbox.close();
    await upstream.close();
  };
  return { ...common, upstream, env, close };
}

/** People log in at Atlassian, and everybody acts in Confluence in their own name. */
export async function atlassianSurroundings(): Promise<Surroundings> {
  const common = await surroundings();
  const { clientId, clientSecret, authUrl, apiUrl } = common.sandbox.oauth;
  const env = {
    ...common.env,
    CONFLUENCE_AUTH: 'user',
    ATLASSIAN_OAUTH_CLIENT_ID: clientId,
    ATLASSIAN_OAUTH_CLIENT_SECRET: clientSecret,
    ATLASSIAN_AUTH_URL: authUrl,
    ATLASSIAN_API_URL: apiUrl,
  };
  return { ...common, env };
}

async function surroundings(): Promise<Surroundings> {
  const sandbox = await startSandbox();
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const env = {
    HOST: '127.0.0.1',
    PORT: String(port),
    BASE_URL: baseUrl,
    AUTH_MODES: 'oauth',
    MCP_JWT_SIGNING_KEY: signingKey,
    MCP_CLIENT_STORAGE_DIR: mkdtempSync(join(tmpdir(), 'oauth-state-')),
    CONFLUENCE_URL: sandbox.url,
    CONFLUENCE_DEPLOYMENT: 'cloud',
    RATE_LIMIT_PER_MINUTE: '0',
    TOOLSETS: 'default,examples',
  };
  return { baseUrl, mcpUrl: `${baseUrl}/mcp-server/mcp`, sandbox, env, close: () => sandbox.close() };
}

export interface InProcess {
  readonly services: Services;
  /** As it is really listened on. */
  readonly url: string;
  /** Everything that was logged, one object a line. */
  logs(): Record<string, unknown>[];
  close(): Promise<void>;
}

/** The service that these settings, and no others, make. */
export async function serveInProcess(env: Readonly<Record<string, string>>): Promise<InProcess> {
  let log = '';
  const logDestination = new PassThrough().on('data', (chunk: Buffer) => (log += chunk.toString('utf8')));
  const config = loadConfig({ mode: 'serve', env, catalogue: toolNames });
  const services = await compose(config, { version: '0.0.0-test', logDestination });
  const service = await serveHttp(services);
  return {
    services,
    url: service.url as string,
    logs: () =>
      log
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    close: () => service.close(),
  };
}
