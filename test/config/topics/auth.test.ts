import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createTestKey } from '../../support/keys.js';
import { configWith, faultLines, temporaryFile, type Variables } from '../../support/settings.js';

const google = {
  AUTH_MODES: 'google-oidc',
  GOOGLE_AUDIENCES: 'https://mcp.example.com,https://mcp-1.run.app',
  GOOGLE_ALLOWED_DOMAINS: 'Example.com',
};
const jwt = {
  AUTH_MODES: 'jwt',
  JWT_ISSUER: 'https://idp.example.com/',
  JWT_AUDIENCE: 'mcp',
  JWT_JWKS_URL: 'https://idp.example.com/jwks',
};

const variablesOf = (variables: Variables) => faultLines(variables).map((line) => line.split(':')[0]);

describe('AUTH_MODES', () => {
  it('is required for http and sse', () => {
    for (const transport of ['http', 'sse'] as const) {
      const lines = faultLines({ AUTH_MODES: undefined }, { flags: { transport } });
      expect(lines).toEqual([expect.stringMatching(/^AUTH_MODES: is required/)]);
    }
  });

  it('is not asked for by stdio, whose caller is the local user', () => {
    const flags = { transport: 'stdio' } as const;
    const { auth, warnings } = configWith({ AUTH_MODES: undefined, HOST: undefined }, { flags });
    expect(auth).toEqual({ modes: [], defaultScopes: ['confluence:read'], devTokens: false });
    expect(warnings).toEqual([]);
  });

  it('has an order of its own and no repetitions', () => {
    const STATIC_TOKENS_FILE = temporaryFile('{}');
    const AUTH_MODES = 'cloud-run-iam,static,JWT, google-oidc,jwt';
    const modes = configWith({ ...jwt, ...google, AUTH_MODES, STATIC_TOKENS_FILE, K_SERVICE: 'mcp' });
    expect(modes.auth.modes).toEqual(['google-oidc', 'jwt', 'static', 'cloud-run-iam']);
  });

  it('refuses a mode that does not exist', () => {
    expect(faultLines({ AUTH_MODES: 'basic' })).toEqual([
      expect.stringMatching(/modes that do not exist; the modes are/),
    ]);
  });

  it('says when settings of a mode that is off have no effect', () => {
    const { warnings } = configWith({ GOOGLE_ALLOWED_DOMAINS: 'example.com', JWT_ISSUER: 'x', JWT_AUDIENCE: 'y' });
    expect(warnings).toEqual([
      'GOOGLE_ALLOWED_DOMAINS set without google-oidc in AUTH_MODES: no effect.',
      'JWT_ISSUER, JWT_AUDIENCE set without jwt in AUTH_MODES: no effect.',
    ]);
  });
});

describe('DEFAULT_SCOPES', () => {
  it('is reading, or what is listed with commas or spaces', () => {
    expect(configWith().auth.defaultScopes).toEqual(['confluence:read']);
    const { auth } = configWith({ DEFAULT_SCOPES: 'confluence:read, confluence:write' });
    expect(auth.defaultScopes).toEqual(['confluence:read', 'confluence:write']);
  });

  it('refuses a scope that does not exist', () => {
    expect(faultLines({ DEFAULT_SCOPES: 'confluence:admin' })[0]).toMatch(/^DEFAULT_SCOPES: takes confluence:read/);
  });
});

describe('google-oidc', () => {
  it('knows its audiences and who may come in', () => {
    expect(configWith({ ...google, GOOGLE_ALLOWED_EMAILS: 'Ada@Example.com' }).auth.google).toEqual({
      audiences: ['https://mcp.example.com', 'https://mcp-1.run.app'],
      allowedEmails: ['ada@example.com'],
      allowedDomains: ['example.com'],
      jwksUrl: undefined,
    });
    expect(
      configWith({ ...google, GOOGLE_AUDIENCES: undefined, GOOGLE_AUDIENCE: 'https://a' }).auth.google,
    ).toMatchObject({
      audiences: ['https://a'],
      allowedEmails: [],
    });
  });

  it('needs an audience and an allow-list', () => {
    const lines = faultLines({ ...google, GOOGLE_AUDIENCES: undefined, GOOGLE_ALLOWED_DOMAINS: undefined });
    expect(lines).toEqual([
      expect.stringMatching(/^GOOGLE_AUDIENCES: is required/),
      expect.stringMatching(/^GOOGLE_ALLOWED_EMAILS: or GOOGLE_ALLOWED_DOMAINS is required/),
    ]);
  });

  it.each([
    ['GOOGLE_ALLOWED_EMAILS', '*@example.com'],
    ['GOOGLE_ALLOWED_EMAILS', 'ada'],
    ['GOOGLE_ALLOWED_DOMAINS', '*'],
    ['GOOGLE_ALLOWED_DOMAINS', '@example.com'],
    ['GOOGLE_ALLOWED_DOMAINS', '*.example.com'],
    ['GOOGLE_JWKS_URL', 'certs'],
  ])('refuses %s=%s', (variable, value) => {
    expect(variablesOf({ ...google, [variable]: value })).toEqual([variable]);
  });
});

describe('jwt', () => {
  const { publicKeyPem: pem, privateKeyPem } = createTestKey('jwt');
  const byKey = { ...jwt, JWT_JWKS_URL: undefined };
  const ec = (namedCurve: string) =>
    generateKeyPairSync('ec', { namedCurve }).publicKey.export({ type: 'spki', format: 'pem' }).toString();

  it('takes a key set, the exact issuer and audience, by their aliases too', () => {
    const expected = {
      keys: { kind: 'jwks', url: 'https://idp.example.com/jwks' },
      issuer: 'https://idp.example.com/',
      audience: 'mcp',
      algorithms: ['RS256'],
    };
    expect(configWith(jwt).auth.jwt).toEqual(expected);
    const aliases = { ISSUER: jwt.JWT_ISSUER, AUDIENCE: jwt.JWT_AUDIENCE, JWKS_URI: jwt.JWT_JWKS_URL };
    expect(configWith({ AUTH_MODES: 'jwt', ...aliases }).auth.jwt).toEqual(expected);
  });

  it('takes a public key with line breaks, with written \\n, as PKCS#1 or from a file, and gives on SPKI', () => {
    const pkcs1 = createPublicKey(pem).export({ type: 'pkcs1', format: 'pem' }).toString();
    for (const variables of [
      { JWT_PUBLIC_KEY: pem },
      { JWT_PUBLIC_KEY: pem.replaceAll('\n', '\\n') },
      { JWT_PUBLIC_KEY: pkcs1 },
      { JWT_PUBLIC_KEY_FILE: temporaryFile(pem) },
    ]) {
      expect(configWith({ ...byKey, ...variables }).auth.jwt?.keys).toEqual({ kind: 'publicKey', pem });
    }
  });

  it('refuses a private key aloud', () => {
    expect(faultLines({ ...byKey, JWT_PUBLIC_KEY: privateKeyPem })).toEqual([
      expect.stringMatching(/^JWT_PUBLIC_KEY: is a private key; give the public key only/),
    ]);
  });

  it.each([
    ['garbage', 'not a key', /not a public key in PEM form/],
    [
      'a short RSA key',
      generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      /has 1024 bits; RSA keys need 2048/,
    ],
    ['a curve without a JWS algorithm', ec('secp256k1'), /must be an RSA, P-256/],
    [
      'a key that cannot sign',
      generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      /must be an RSA, P-256/,
    ],
  ])('refuses %s', (_what, JWT_PUBLIC_KEY, message) => {
    expect(faultLines({ ...byKey, JWT_PUBLIC_KEY })).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    ['RS256', pem],
    ['PS512', pem],
    ['ES256', ec('prime256v1')],
    ['ES384', ec('secp384r1')],
    ['ES512', ec('secp521r1')],
    ['EdDSA', generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    [
      'PS256',
      generateKeyPairSync('rsa-pss', { modulusLength: 2048 })
        .publicKey.export({ type: 'spki', format: 'pem' })
        .toString(),
    ],
  ])('takes %s with a key that fits', (JWT_ALGORITHMS, JWT_PUBLIC_KEY) => {
    expect(configWith({ ...byKey, JWT_ALGORITHMS, JWT_PUBLIC_KEY }).auth.jwt?.algorithms).toEqual([JWT_ALGORITHMS]);
  });

  it('refuses algorithms that the key can never check', () => {
    expect(faultLines({ ...byKey, JWT_PUBLIC_KEY: ec('prime256v1') })).toEqual([
      'JWT_ALGORITHMS: does not fit the key in JWT_PUBLIC_KEY, which takes ES256',
    ]);
  });

  it.each(['HS256', 'none', 'rs256', 'RS256,HS512'])('refuses JWT_ALGORITHMS=%s', (JWT_ALGORITHMS) => {
    expect(faultLines({ ...jwt, JWT_ALGORITHMS })).toEqual([
      expect.stringMatching(/symmetric algorithms and none are refused/),
    ]);
  });

  it('needs exactly one source of keys', () => {
    expect(faultLines({ ...jwt, JWT_PUBLIC_KEY: pem })).toEqual([
      'JWT_PUBLIC_KEY: is set together with JWT_JWKS_URL; keep one source of keys',
    ]);
    expect(faultLines(byKey)).toEqual([expect.stringMatching(/^JWT_PUBLIC_KEY: or JWT_JWKS_URL is required/)]);
    expect(variablesOf({ ...jwt, JWT_JWKS_URL: 'nowhere' })).toEqual(['JWT_JWKS_URL']);
  });

  it('needs an issuer and an audience', () => {
    expect(variablesOf({ ...jwt, JWT_ISSUER: '', JWT_AUDIENCE: '' })).toEqual(['JWT_ISSUER', 'JWT_AUDIENCE']);
  });

  it.each(['https://accounts.google.com', 'accounts.google.com'])(
    'cannot share the issuer %s with google-oidc',
    (JWT_ISSUER) => {
      expect(faultLines({ ...google, ...jwt, AUTH_MODES: 'jwt,google-oidc', JWT_ISSUER })).toEqual([
        'JWT_ISSUER: is also the issuer of google-oidc; two modes cannot share one',
      ]);
      expect(configWith({ ...jwt, JWT_ISSUER }).auth.jwt?.issuer).toBe(JWT_ISSUER);
    },
  );

  it('cannot share the issuer of dev tokens', () => {
    const shared = { ...jwt, DEV_TOKENS: 'true', BASE_URL: 'http://localhost:9', JWT_ISSUER: 'http://localhost:9/dev' };
    expect(faultLines(shared)).toEqual(['JWT_ISSUER: is also the issuer of DEV_TOKENS; two modes cannot share one']);
  });

  it('warns when keys come over plain http from another machine', () => {
    const warnings = (JWT_JWKS_URL: string) => configWith({ ...jwt, JWT_JWKS_URL }).warnings;
    expect(warnings('http://keycloak:8080/certs')).toEqual([expect.stringMatching(/^JWT_JWKS_URL is http/)]);
    expect(warnings('http://127.0.0.1:8080/certs')).toEqual([]);
  });

  it('gives on the outside authorization server exactly as written', () => {
    const { auth } = configWith({ ...jwt, JWT_AUTHORIZATION_SERVER: 'https://IDP.example.com' });
    expect(auth.authorizationServer).toBe('https://IDP.example.com');
    expect(variablesOf({ ...jwt, JWT_AUTHORIZATION_SERVER: 'idp' })).toEqual(['JWT_AUTHORIZATION_SERVER']);
  });
});

describe('static', () => {
  const withFile = (STATIC_TOKENS_FILE?: string) => ({ AUTH_MODES: 'static', STATIC_TOKENS_FILE });

  it('gives on the parsed file, hidden', () => {
    const tokens = { 'sha256:00ff': { user_id: 'ann', permissions: ['confluence:read'] } };
    const { staticTokens } = configWith(withFile(temporaryFile(JSON.stringify(tokens)))).auth;
    expect(staticTokens?.reveal()).toEqual(tokens);
    expect(Object.isFrozen(staticTokens?.reveal()['sha256:00ff'])).toBe(true);
    expect(String(staticTokens)).toBe('[secret]');
  });

  it('needs a file that can be read', () => {
    expect(faultLines(withFile())).toEqual([expect.stringMatching(/^STATIC_TOKENS_FILE: is required with static/)]);
    expect(faultLines(withFile('/nowhere.json'))).toEqual([expect.stringMatching(/which cannot be read/)]);
  });

  it.each(['{"my-token": ', '[]', 'null', '"text"'])('needs a JSON object, not %s, and does not quote it', (text) => {
    const lines = faultLines(withFile(temporaryFile(text)));
    expect(lines).toEqual([expect.stringMatching(/is not a JSON object$/)]);
    expect(lines[0]).not.toContain('my-token');
  });
});
