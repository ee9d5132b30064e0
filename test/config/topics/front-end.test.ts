import { describe, expect, it } from '@jest/globals';
import { configWith, faultLines, temporaryFile, type Variables } from '../../support/settings.js';

const iap = { AUTH_MODES: 'iap', IAP_AUDIENCE: '/projects/123/locations/europe-west1/services/mcp' };
const cloudRun = { AUTH_MODES: 'cloud-run-iam', K_SERVICE: 'mcp', BASE_URL: 'https://mcp.example.com' };
const variablesOf = (variables: Variables) => faultLines(variables).map((line) => line.split(':')[0]);

describe('iap', () => {
  it('knows its audience, and where the keys are when that is elsewhere', () => {
    expect(configWith(iap).auth.iap).toEqual({ audience: iap.IAP_AUDIENCE, jwksUrl: undefined });
    const elsewhere = {
      IAP_AUDIENCE: '/projects/123/global/backendServices/456',
      IAP_JWKS_URL: 'http://localhost:1/k',
    };
    expect(configWith({ ...iap, ...elsewhere }).auth.iap).toEqual({
      audience: elsewhere.IAP_AUDIENCE,
      jwksUrl: elsewhere.IAP_JWKS_URL,
    });
  });

  it('needs an audience of the right form', () => {
    expect(variablesOf({ AUTH_MODES: 'iap' })).toEqual(['IAP_AUDIENCE']);
    for (const IAP_AUDIENCE of ['https://mcp.example.com', '/projects/acme/apps/x', '/projects/1', '/projects/1/*']) {
      expect(variablesOf({ ...iap, IAP_AUDIENCE })).toEqual(['IAP_AUDIENCE']);
    }
  });

  it('says that other modes are never asked', () => {
    const warnings = configWith({ ...iap, AUTH_MODES: 'static,iap', STATIC_TOKENS_FILE: temporaryFile('{}') }).warnings;
    expect(warnings).toEqual(['With iap its assertion alone decides: static is never asked.']);
  });
});

describe('cloud-run-iam', () => {
  it('works on Cloud Run, and can be confirmed', () => {
    expect(configWith(cloudRun)).toMatchObject({ auth: { cloudRunIam: { confirmed: false } }, warnings: [] });
    const confirmed = configWith({ ...cloudRun, CLOUD_RUN_IAM_CONFIRMED: 'yes' });
    expect(confirmed.auth.cloudRunIam).toEqual({ confirmed: true });
  });

  it('is refused elsewhere and beside what hands out identities itself', () => {
    expect(faultLines({ ...cloudRun, K_SERVICE: undefined })).toEqual([
      'AUTH_MODES: has cloud-run-iam, which works on Cloud Run alone (K_SERVICE is not set)',
    ]);
    expect(faultLines({ ...cloudRun, DEV_TOKENS: 'true' })).toContainEqual(
      'AUTH_MODES: has cloud-run-iam, which cannot stand beside DEV_TOKENS',
    );
    expect(faultLines({ ...cloudRun, AUTH_MODES: 'cloud-run-iam,oauth' })).toContainEqual(
      expect.stringMatching(/^AUTH_MODES: has cloud-run-iam, which cannot stand beside oauth/),
    );
  });

  it('says that it needs to know its own address', () => {
    expect(configWith({ ...cloudRun, BASE_URL: undefined }).warnings).toEqual([
      expect.stringMatching(/^cloud-run-iam asks BASE_URL/),
    ]);
  });
});

describe('GRANTS_FILE', () => {
  const withGrants = (file: unknown, variables: Variables = {}) => ({
    ...variables,
    GRANTS_FILE: temporaryFile(typeof file === 'string' ? file : JSON.stringify(file)),
  });

  it('gives on what single callers may do', () => {
    const file = {
      'google:ada@example.com': { scopes: ['confluence:write'], spaces: ['ENG'] },
      'iap:@example.com': { tools: ['confluence_search'] },
      'oauth:1122': {},
      'jwt:agent|7': { scopes: [] },
    };
    expect(configWith(withGrants(file)).auth.grants).toEqual(file);
    expect(configWith().auth).not.toHaveProperty('grants');
  });

  it('names a file that cannot be used', () => {
    expect(faultLines({ GRANTS_FILE: '/nowhere.json' })).toEqual([
      'GRANTS_FILE: names /nowhere.json, which cannot be read; check the path, the mount and the rights',
    ]);
    for (const text of ['{', '[]', 'null', '"x"']) {
      expect(faultLines(withGrants(text))).toEqual([expect.stringMatching(/^GRANTS_FILE: .* is not a JSON object$/)]);
    }
  });

  it.each([
    'ada@example.com',
    'static:ada',
    'google:',
    'Google:ada@example.com',
    'google:a b',
    'google:@',
    '__proto__',
  ])('refuses the key %j', (key) => {
    const lines = faultLines(withGrants(`{${JSON.stringify(key)}: {}}`));
    expect(lines).toEqual([expect.stringContaining(`whose key "${key}" is none of google:, jwt:, iap:, oauth:`)]);
  });

  it.each([
    [{ scopes: ['confluence:admin'] }, /scopes: 0: takes confluence:read/],
    [{ scope: ['confluence:read'] }, /scope/],
    [{ spaces: 'ENG' }, /spaces/],
    [[], /wrong form/],
    [null, /wrong form/],
  ])('refuses the entry %j', (entry, message) => {
    const lines = faultLines(withGrants({ 'jwt:ada': entry }));
    expect(lines).toEqual([expect.stringMatching(message)]);
    expect(lines[0]).toMatch(/^GRANTS_FILE: names .*"jwt:ada" has a wrong form/);
  });

  it('refuses tools that do not exist', () => {
    const catalogue = { toolsets: [], tools: ['hello'] };
    const grants = withGrants({ 'jwt:ada': { tools: ['hello', 'helo'] } });
    expect(faultLines(grants, { catalogue })).toEqual([expect.stringMatching(/tools that do not exist: helo$/)]);
  });
});

describe('outbound connections', () => {
  it('take the proxy from either spelling, and hosts for guarded fetches', () => {
    const { proxy, allowedHosts } = configWith({
      https_proxy: 'http://proxy.example.com:3128',
      HTTP_PROXY: 'https://proxy.example.com',
      no_proxy: 'localhost,.internal',
      OUTBOUND_ALLOWED_HOSTS: 'Client.example.com,*.example.org',
    }).outbound;
    expect(proxy.https?.reveal()).toBe('http://proxy.example.com:3128/');
    expect(proxy.http?.reveal()).toBe('https://proxy.example.com/');
    expect(proxy.noProxy).toBe('localhost,.internal');
    expect(allowedHosts).toEqual(['client.example.com', '*.example.org']);
    expect(configWith().outbound).toEqual({ caFile: undefined, proxy: {}, allowedHosts: [] });
  });

  it.each([
    ['HTTPS_PROXY', 'socks5://proxy:1080'],
    ['HTTP_PROXY', 'http://'],
    ['OUTBOUND_ALLOWED_HOSTS', '*'],
    ['OUTBOUND_ALLOWED_HOSTS', 'https://a.example'],
  ])('refuse %s=%s', (variable, value) => {
    expect(variablesOf({ [variable]: value })).toEqual([variable]);
  });
});

describe('FORWARD_IDENTITY_HEADERS', () => {
  it('is told to Confluence, and said aloud where that is Atlassian', () => {
    const off = configWith();
    const on = configWith({ FORWARD_IDENTITY_HEADERS: 'true' });
    expect([off.confluence?.forwardIdentity, on.confluence?.forwardIdentity]).toEqual([false, true]);
    expect(on.warnings).toEqual([expect.stringMatching(/^FORWARD_IDENTITY_HEADERS is on with Cloud/)]);
    const dataCenter = { CONFLUENCE_USERNAME: undefined, CONFLUENCE_API_TOKEN: undefined, CONFLUENCE_PAT: 'pat' };
    const behindGateway = { ...dataCenter, CONFLUENCE_URL: 'https://wiki.acme.com', FORWARD_IDENTITY_HEADERS: 'true' };
    expect(configWith(behindGateway).warnings).toEqual([]);
  });
});
