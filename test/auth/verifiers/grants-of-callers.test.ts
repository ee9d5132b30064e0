import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAuthenticator, createDevIssuer } from '../../../src/auth/index.js';
import type { Authenticator, DevIssuer, TokenVerifier } from '../../../src/auth/index.js';
import { anonymousPrincipal } from '../../../src/auth/principal.js';
import { startJwksServer } from '../../support/jwks-server.js';
import type { JwksServer } from '../../support/jwks-server.js';
import { createTestKey, forgeJwt, secondsFromNow } from '../../support/keys.js';

const key = createTestKey('key-1');
const google = { iss: 'https://accounts.google.com', email: 'ada@corp.example', email_verified: true };
const oauth: TokenVerifier = {
  mode: 'oauth',
  issuers: ['https://mcp.example'],
  verify: () => Promise.resolve({ ...anonymousPrincipal(), mode: 'oauth' }),
};
let jwks: JwksServer;
let devIssuer: DevIssuer;
let authenticator: Authenticator;

async function ask(claims: Record<string, unknown>) {
  const common = { iss: 'https://login.example', aud: 'mcp', sub: 'ada', exp: secondsFromNow(600) };
  const token = forgeJwt({ key, claims: { ...common, ...claims } });
  const { mode, scopes, tools, spaces } = await authenticator.authenticate({ authorization: [`Bearer ${token}`] });
  return { mode, scopes: [...scopes], tools: [...tools], spaces: spaces && [...spaces] };
}

beforeAll(async () => {
  jwks = await startJwksServer(key);
  devIssuer = await createDevIssuer({ baseUrl: 'http://localhost:1' });
  authenticator = await createAuthenticator({
    oauth,
    dev: devIssuer,
    google: {
      audiences: ['mcp'],
      allowedDomains: ['corp.example'],
      allowedEmails: ['ada@corp.example'],
      jwksUrl: jwks.url,
    },
    jwt: { issuer: 'https://login.example', audience: 'mcp', publicKey: key.publicKeyPem },
    grants: {
      'jwt:agent': { tools: ['confluence_search'], spaces: ['ENG'] },
      'jwt:ada@corp.example': { scopes: ['confluence:write'] },
      'jwt:dev-user': { scopes: ['confluence:delete'] },
      'google:@corp.example': { scopes: ['confluence:write'] },
    },
    defaultScopes: ['confluence:read'],
  });
});
afterAll(() => jwks.close());

const read = ['confluence:read'];
const write = [...read, 'confluence:write'];

describe('what a caller is granted', () => {
  it('holds for a signed token without scopes of ours', async () => {
    expect(await ask({ sub: 'agent' })).toMatchObject({ scopes: [], tools: ['confluence_search'], spaces: ['ENG'] });
    expect(await ask({ sub: 'other' })).toMatchObject({ scopes: read, tools: [], spaces: null });
  });

  it('gives way to the scopes of a token, but its spaces still narrow', async () => {
    expect(await ask({ sub: 'agent', scope: 'confluence:write' })).toMatchObject({
      scopes: write,
      tools: [],
      spaces: ['ENG'],
    });
  });

  it.each([
    [true, write],
    ['true', read],
    [undefined, read],
  ])('goes by an e-mail of a signed token only when that is verified (%j)', async (email_verified, scopes) => {
    expect((await ask({ email: 'ada@corp.example', email_verified })).scopes).toEqual(scopes);
  });

  it("goes by the hosted domain of Google's people, not by how their e-mail ends", async () => {
    expect((await ask({ ...google, hd: 'corp.example' })).scopes).toEqual(write);
    expect((await ask(google)).scopes).toEqual(read);
  });

  it('is no matter for development tokens', async () => {
    const { access_token: token } = await devIssuer.sign({});
    const { scopes } = await authenticator.authenticate({ authorization: [`Bearer ${token}`] });
    expect([...scopes]).toEqual(read);
  });
});

describe('our own authorization server', () => {
  it('gets the tokens of its issuer, before any other mode', async () => {
    expect(authenticator.modes).toEqual(['oauth', 'google-oidc', 'dev', 'jwt']);
    expect((await ask({ iss: 'https://mcp.example' })).mode).toBe('oauth');
  });
});
