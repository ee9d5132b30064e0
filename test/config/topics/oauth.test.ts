import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { configWith, faultLines, temporaryFile, type Variables } from '../../support/settings.js';

const keyHex = 'ab'.repeat(32);
const folder = mkdtempSync(join(tmpdir(), 'state-'));
const oauth: Variables = {
  AUTH_MODES: 'oauth',
  BASE_URL: 'https://mcp.example.com',
  MCP_JWT_SIGNING_KEY: keyHex,
  MCP_CLIENT_STORAGE_DIR: folder,
  OAUTH_ALLOWED_DOMAINS: 'Example.com',
  OIDC_CONFIG_URL: 'https://idp.example.com/.well-known/openid-configuration',
  OIDC_CLIENT_ID: 'mcp',
};
const user: Variables = {
  ...oauth,
  CONFLUENCE_AUTH: 'user',
  CONFLUENCE_USERNAME: undefined,
  CONFLUENCE_API_TOKEN: undefined,
  OAUTH_ALLOWED_DOMAINS: undefined,
  OIDC_CONFIG_URL: undefined,
  OIDC_CLIENT_ID: undefined,
  ATLASSIAN_OAUTH_CLIENT_ID: 'app',
  ATLASSIAN_OAUTH_CLIENT_SECRET: 'atlassian-secret',
};
const variablesOf = (variables: Variables) => faultLines(variables).map((line) => line.split(':')[0]);
const without = (name: string) => ({ ...oauth, [name]: undefined });

describe('oauth', () => {
  it('knows its keys, its upstream and who may log in', () => {
    const { modes, oauth: settings } = configWith({ ...oauth, OIDC_CLIENT_SECRET: 'upstream-secret' }).auth;
    expect(modes).toEqual(['oauth']);
    expect(settings).toMatchObject({
      upstream: { kind: 'oidc', configUrl: oauth['OIDC_CONFIG_URL'], clientId: 'mcp' },
      allowedEmails: [],
      allowedDomains: ['example.com'],
    });
    expect(settings?.upstream.clientSecret?.reveal()).toBe('upstream-secret');
    expect(configWith(oauth).auth.oauth?.upstream).not.toHaveProperty('clientSecret');
  });

  it.each([
    ['BASE_URL', ['BASE_URL']],
    ['MCP_JWT_SIGNING_KEY', ['MCP_JWT_SIGNING_KEY']],
    ['OAUTH_ALLOWED_DOMAINS', ['OAUTH_ALLOWED_EMAILS']],
    ['OIDC_CONFIG_URL', ['OIDC_CONFIG_URL']],
    ['OIDC_CLIENT_ID', ['OIDC_CLIENT_ID']],
  ])('[L4] needs %s', (name, faults) => {
    expect(variablesOf(without(name))).toEqual(faults);
  });

  it.each([
    ['BASE_URL', 'http://mcp.example.com'],
    ['OAUTH_ALLOWED_EMAILS', '*@example.com'],
    ['OAUTH_ALLOWED_DOMAINS', '*'],
    ['OIDC_CONFIG_URL', 'idp'],
  ])('[L4] refuses %s=%s', (variable, value) => {
    expect(variablesOf({ ...oauth, [variable]: value })).toEqual([variable]);
  });

  it('takes plain http on loopback', () => {
    expect(configWith({ ...oauth, BASE_URL: 'http://localhost:8080' }).server.baseUrl).toBe('http://localhost:8080');
  });

  it('reads the names that Keycloak and Clerk setups use', () => {
    const bare = { ...oauth, OIDC_CONFIG_URL: undefined, OIDC_CLIENT_ID: undefined };
    const configUrl = 'https://kc.example.com/realms/a/.well-known/openid-configuration';
    const keycloak = { KEYCLOAK_OIDC_CONFIG_URL: configUrl, KEYCLOAK_CLIENT_ID: 'kc', CLIENT_SECRET: 'hush-hush' };
    const clerk = {
      CLERK_ISSUER: 'https://x.clerk.example/',
      CLERK_AUDIENCE: 'clerk',
      CLERK_CLIENT_SECRET: 'hush-hush',
    };
    const upstreams = [keycloak, clerk].map((names) => configWith({ ...bare, ...names }).auth.oauth?.upstream);
    expect(upstreams).toMatchObject([
      { configUrl, clientId: 'kc' },
      { configUrl: 'https://x.clerk.example/.well-known/openid-configuration', clientId: 'clerk' },
    ]);
    for (const upstream of upstreams) expect(upstream?.clientSecret?.reveal()).toBe('hush-hush');
  });

  it('lets in everybody only for a lone *, and says so', () => {
    const { auth, warnings } = configWith({ ...oauth, OAUTH_ALLOWED_EMAILS: '*' });
    expect(auth.oauth).toMatchObject({ allowedEmails: 'any', allowedDomains: [] });
    expect(warnings).toEqual([expect.stringMatching(/^OAUTH_ALLOWED_EMAILS is \*/)]);
  });

  it('cannot share its issuer with jwt', () => {
    const jwt = { JWT_ISSUER: oauth['BASE_URL'], JWT_AUDIENCE: 'mcp', JWT_JWKS_URL: 'https://idp.example.com/jwks' };
    expect(faultLines({ ...oauth, ...jwt, AUTH_MODES: 'oauth,jwt' })).toEqual([
      'JWT_ISSUER: is also the issuer of oauth; two modes cannot share one',
    ]);
  });

  it('sends clients to our own authorization server alone', () => {
    const config = configWith({ ...oauth, JWT_AUTHORIZATION_SERVER: 'https://idp.example.com' });
    expect(config.auth).not.toHaveProperty('authorizationServer');
    expect(config.warnings).toEqual([expect.stringMatching(/^JWT_AUTHORIZATION_SERVER has no effect with oauth/)]);
  });

  it('says when its settings have no effect', () => {
    expect(configWith({ OIDC_CONFIG_URL: oauth['OIDC_CONFIG_URL'] }).warnings).toEqual([
      'OIDC_CONFIG_URL set without oauth in AUTH_MODES: no effect.',
    ]);
  });
});

describe('MCP_JWT_SIGNING_KEY', () => {
  const keysOf = (MCP_JWT_SIGNING_KEY: string) =>
    configWith({ ...oauth, MCP_JWT_SIGNING_KEY })
      .auth.oauth?.signingKeys.reveal()
      .map((key) => Buffer.from(key).toString('hex'));

  it('is hex, base64url or base64, one key or several', () => {
    const bytes = Buffer.from(Array.from({ length: 33 }, (_, index) => 200 + index));
    const hex = bytes.toString('hex');
    expect(keysOf(hex.toUpperCase())).toEqual([hex]);
    expect(keysOf(`${bytes.toString('base64url')}, ${keyHex}`)).toEqual([hex, keyHex]);
    expect(keysOf(bytes.toString('base64'))).toEqual([hex]);
  });

  it.each(['short', 'ab'.repeat(31), `${keyHex},`, `${keyHex},äöü`, 'a'.repeat(42)])('[L4] cannot be %s', (value) => {
    const [line] = faultLines({ ...oauth, MCP_JWT_SIGNING_KEY: value });
    expect(line).toMatch(/^MCP_JWT_SIGNING_KEY: must be base64url or hex of 32 bytes or more/);
    expect(line).not.toContain(value);
  });

  it('and the other secrets are hidden in every form', () => {
    const redis = { REDIS_URL: 'rediss://app:redis%20pass@redis.example.com:6379' };
    const proxy = { HTTPS_PROXY: 'http://me:proxy-pass@proxy.example.com:3128', HTTP_PROXY: 'proxy.example.com:3128' };
    const config = configWith({ ...oauth, ...redis, ...proxy, OIDC_CLIENT_SECRET: 'upstream-secret' });
    const secrets = config.secrets.reveal();
    const expected = [
      ...[keyHex, Buffer.from(keyHex, 'hex').toString('base64url'), 'upstream-secret', btoa('mcp:upstream-secret')],
      ...['redis%20pass', 'redis pass', 'proxy-pass', btoa('me:proxy-pass')],
    ];
    for (const secret of expected) expect(secrets).toContain(secret);
    expect(JSON.stringify(config)).not.toMatch(/abab|upstream-secret|redis.pass|proxy-pass/);
    expect(config.outbound.proxy.http?.reveal()).toBe('http://proxy.example.com:3128/');
  });
});

describe('OAUTH_ALLOWED_REDIRECT_URIS', () => {
  const urisOf = (OAUTH_ALLOWED_REDIRECT_URIS?: string) =>
    configWith({ ...oauth, OAUTH_ALLOWED_REDIRECT_URIS }).auth.oauth?.allowedRedirectUris;

  it('are loopback and the common clients by default', () => {
    expect(urisOf()).toEqual(
      expect.arrayContaining([
        'http://127.0.0.1:*/*',
        'https://claude.ai/api/mcp/auth_callback',
        'https://vscode.dev/redirect',
        'cursor://anysphere.cursor-mcp/oauth/callback',
      ]),
    );
    expect(urisOf(urisOf()?.join(','))).toEqual(urisOf());
  });

  it.each(['https://app.example.com/callback', 'https://app.example.com:*/cb/*', 'com.example.app://callback'])(
    'may hold %s',
    (uri) => expect(urisOf(uri)).toEqual([uri]),
  );

  it.each([
    '*',
    'https://*.example.com/cb',
    'https://app.example.com/*/cb',
    'https://app.example.com/cb*',
    'https://app.example.com/cb?x=1',
    'https://app.example.com/cb#x',
    'https://me@app.example.com/cb',
    'http://app.example.com/cb',
    'http://127.0.0.1.example.com/cb',
    'javascript://alert/1',
    'data://x/y',
  ])('[L4] cannot hold %s', (uri) => {
    expect(variablesOf({ ...oauth, OAUTH_ALLOWED_REDIRECT_URIS: uri })).toEqual(['OAUTH_ALLOWED_REDIRECT_URIS']);
  });
});

describe('CONFLUENCE_AUTH=user', () => {
  it('needs no account of the service, goes through the gateway, and lets Atlassian decide', () => {
    const { confluence, auth, warnings } = configWith(user);
    expect(confluence).toMatchObject({
      deployment: 'cloud',
      credentials: { kind: 'caller' },
      gateway: { url: 'https://api.atlassian.com', cloudId: 'auto' },
    });
    expect(auth.defaultScopes).toEqual(['confluence:read', 'confluence:write', 'confluence:delete']);
    expect(auth.oauth).toMatchObject({
      upstream: {
        kind: 'atlassian',
        clientId: 'app',
        authUrl: 'https://auth.atlassian.com',
        apiUrl: 'https://api.atlassian.com',
      },
      allowedEmails: 'any',
      allowedDomains: [],
    });
    expect(warnings).toEqual([]);
  });

  it('can be narrowed to people and scopes', () => {
    const narrowed = { OAUTH_ALLOWED_EMAILS: 'Ada@example.com', ATLASSIAN_OAUTH_SCOPES: 'a, b c', DEFAULT_SCOPES: '' };
    const { auth } = configWith({ ...user, ...narrowed, ATLASSIAN_AUTH_URL: 'http://127.0.0.1:1/' });
    expect(auth.oauth?.allowedEmails).toEqual(['ada@example.com']);
    expect(auth.oauth?.upstream).toMatchObject({ scopes: ['a', 'b', 'c'], authUrl: 'http://127.0.0.1:1' });
  });

  it.each([
    ['no Atlassian app', { ATLASSIAN_OAUTH_CLIENT_ID: undefined }, ['ATLASSIAN_OAUTH_CLIENT_ID']],
    ['no secret', { ATLASSIAN_OAUTH_CLIENT_SECRET: undefined }, ['ATLASSIAN_OAUTH_CLIENT_SECRET']],
    ['an OpenID provider as well', { OIDC_CLIENT_ID: 'mcp' }, ['OIDC_CONFIG_URL']],
    ['another mode', { AUTH_MODES: 'static', STATIC_TOKENS_FILE: temporaryFile('{}') }, ['CONFLUENCE_AUTH']],
    ['a mode beside', { AUTH_MODES: 'oauth,iap', IAP_AUDIENCE: '/projects/1/apps/x' }, ['CONFLUENCE_AUTH']],
    ['dev tokens', { DEV_TOKENS: 'true' }, ['CONFLUENCE_AUTH']],
    ['Data Center', { CONFLUENCE_DEPLOYMENT: 'datacenter' }, ['CONFLUENCE_AUTH']],
  ])('is refused with %s', (_, changes, faults) => {
    expect(variablesOf({ ...user, ...changes })).toEqual(faults);
  });

  it('is refused for stdio, where nobody logs in', () => {
    expect(faultLines(user, { flags: { transport: 'stdio' } })).toEqual([expect.stringMatching(/^CONFLUENCE_AUTH: /)]);
  });

  it('says that an account of the service has no effect', () => {
    expect(configWith({ ...user, CONFLUENCE_API_TOKEN: 'token' }).warnings).toEqual([
      'CONFLUENCE_API_TOKEN has no effect with CONFLUENCE_AUTH=user.',
    ]);
  });

  it('is what the settings of an Atlassian app are for', () => {
    const ATLASSIAN_OAUTH_CLIENT_ID = 'app';
    const service = { ...oauth, OIDC_CONFIG_URL: undefined, OIDC_CLIENT_ID: undefined, ATLASSIAN_OAUTH_CLIENT_ID };
    expect(variablesOf(service)).toEqual(['OIDC_CONFIG_URL', 'OIDC_CLIENT_ID']);
  });
});

describe('the state', () => {
  it('is in memory, in a folder for oauth, or in Redis for any mode', () => {
    expect(configWith().state).toEqual({ kind: 'memory' });
    expect(configWith(oauth).state).toEqual({ kind: 'embedded', directory: folder });
    const inner = join(folder, 'not', 'there', 'yet');
    expect(configWith({ ...oauth, MCP_CLIENT_STORAGE_DIR: inner }).state).toEqual({
      kind: 'embedded',
      directory: inner,
    });
    for (const settings of [{}, oauth]) {
      const { state } = configWith({ ...settings, REDIS_URL: 'redis://cache:6379' });
      expect([state.kind, state.kind === 'redis' && state.url.reveal()]).toEqual(['redis', 'redis://cache:6379']);
    }
  });

  it('needs a folder that can be written', () => {
    const file = temporaryFile('x');
    for (const MCP_CLIENT_STORAGE_DIR of [file, join(file, 'below')]) {
      expect(variablesOf({ ...oauth, MCP_CLIENT_STORAGE_DIR })).toEqual(['MCP_CLIENT_STORAGE_DIR']);
    }
  });

  it('needs Redis on Cloud Run, or the word that it is a trial', () => {
    const onCloudRun = { ...oauth, K_SERVICE: 'mcp' };
    expect(faultLines(onCloudRun)).toEqual([expect.stringMatching(/^REDIS_URL: is required with oauth on Cloud Run/)]);
    expect(configWith({ ...onCloudRun, REDIS_URL: 'redis://cache' })).toMatchObject({
      state: { kind: 'redis' },
      warnings: [],
    });
    const { state, warnings } = configWith({ ...onCloudRun, MCP_CLIENT_STORAGE_EPHEMERAL: 'true' });
    expect(state).toEqual({ kind: 'memory' });
    expect(warnings).toEqual([expect.stringMatching(/^MCP_CLIENT_STORAGE_EPHEMERAL is on/)]);
  });

  it('on Cloud Run is not shared by instances without Redis and a key, which is said where it matters', () => {
    const google = {
      AUTH_MODES: 'google-oidc',
      GOOGLE_AUDIENCES: 'https://mcp.example',
      GOOGLE_ALLOWED_DOMAINS: 'acme.com',
    };
    const onCloudRun = { ...google, K_SERVICE: 'mcp', CONFIRM_DESTRUCTIVE: 'required' };
    const [REDIS_URL, { MCP_JWT_SIGNING_KEY }] = ['redis://cache', oauth];
    const said = (settings: Record<string, string | undefined>) =>
      configWith({ ...onCloudRun, ...settings }).warnings.filter((line) => line.includes('the instance that asked'));
    expect(said({})).toEqual([expect.stringMatching(/^Without REDIS_URL and MCP_JWT_SIGNING_KEY a person's answer/)]);
    expect(said({ MCP_JWT_SIGNING_KEY })).toEqual([expect.stringMatching(/^Without REDIS_URL a person's/)]);
    expect(said({ REDIS_URL })).toEqual([expect.stringMatching(/^Without MCP_JWT_SIGNING_KEY a person's/)]);
    expect(said({ REDIS_URL, MCP_JWT_SIGNING_KEY })).toEqual([]);
    expect(said({ READ_ONLY_MODE: 'true' })).toEqual([]);
    expect(said({ CONFIRM_DESTRUCTIVE: 'auto' })).toEqual([]);
    expect(said({ K_SERVICE: undefined })).toEqual([]);
  });

  it.each(['cache:6379', 'http://cache', 'redis://', 'redis:// cache'])('takes no %s for Redis', (REDIS_URL) => {
    const [line, ...more] = faultLines({ ...oauth, REDIS_URL });
    expect([line?.split(':')[0], more]).toEqual(['REDIS_URL', []]);
    expect(line).not.toContain('cache');
  });
});
