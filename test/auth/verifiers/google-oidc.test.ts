import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAuthenticator } from '../../../src/auth/index.js';
import type { Authenticator, GoogleOidcOptions } from '../../../src/auth/index.js';
import { startJwksServer } from '../../support/jwks-server.js';
import type { JwksServer } from '../../support/jwks-server.js';
import { createTestKey, forgeJwt, secondsFromNow } from '../../support/keys.js';

const serviceUrl = 'https://mcp-123.europe-west1.run.app';
const key = createTestKey('google-1');
let jwks: JwksServer;
let authenticator: Authenticator;

function create(options: Partial<GoogleOidcOptions>): Promise<Authenticator> {
  return createAuthenticator({
    google: { audiences: [serviceUrl], jwksUrl: jwks.url, ...options },
    defaultScopes: ['confluence:read'],
  });
}

function googleToken(claims: Record<string, unknown> = {}): string {
  return forgeJwt({
    key,
    claims: {
      iss: 'https://accounts.google.com',
      aud: serviceUrl,
      sub: '1122334455',
      email: 'ada@corp.example',
      email_verified: true,
      hd: 'corp.example',
      iat: secondsFromNow(0),
      exp: secondsFromNow(3600),
      ...claims,
    },
  });
}

function serviceAccountToken(email: string, claims: Record<string, unknown> = {}): string {
  return googleToken({ email, hd: undefined, sub: '998877', azp: '998877', ...claims });
}

async function outcome(token: string, of = authenticator): Promise<string> {
  return of.authenticate({ authorization: [`Bearer ${token}`] }).then(
    ({ name }) => name,
    (error: { status: number; reason: string }) => `${error.status} ${error.reason}`,
  );
}

beforeAll(async () => {
  jwks = await startJwksServer(key);
  authenticator = await create({
    allowedEmails: ['Guest@Gmail.com', 'bot@other-project.iam.gserviceaccount.com'],
    allowedDomains: ['Corp.Example', 'my-project.iam.gserviceaccount.com'],
  });
});
afterAll(() => jwks.close());

describe('a Google ID token', () => {
  it('makes a principal of its subject, e-mail and hosted domain, with the default scopes', async () => {
    const principal = await authenticator.authenticate({ authorization: [`Bearer ${googleToken()}`] });
    expect(principal).toEqual({
      id: 'google-oidc:https://accounts.google.com:1122334455',
      mode: 'google-oidc',
      issuer: 'https://accounts.google.com',
      subject: '1122334455',
      name: 'ada@corp.example',
      organizationId: 'corp.example',
      scopes: new Set(['confluence:read']),
      tools: new Set(),
      spaces: null,
      grantId: null,
      grantable: null,
      email: 'ada@corp.example',
      claimedEmail: null,
      keys: ['google:1122334455', 'google:ada@corp.example', 'google:@corp.example'],
    });
  });

  it('names one principal whichever of its two issuer names Google writes', async () => {
    const { id } = await authenticator.authenticate({
      authorization: [`Bearer ${googleToken({ iss: 'accounts.google.com' })}`],
    });
    expect(id).toBe('google-oidc:https://accounts.google.com:1122334455');
  });

  it('ignores scopes that the token claims', async () => {
    const token = googleToken({ scope: 'confluence:delete' });
    const { scopes } = await authenticator.authenticate({ authorization: [`Bearer ${token}`] });
    expect([...scopes]).toEqual(['confluence:read']);
  });

  it.each([
    'https://accounts.google.com.evil.com',
    'https://accounts.google.com/',
    'http://accounts.google.com',
    'HTTPS://accounts.google.com',
    'accounts.google.com/',
    ['https://accounts.google.com'],
  ])('[J12] is refused when its issuer is %j', async (iss) => {
    expect(await outcome(googleToken({ iss }))).toBe('401 unknown_issuer');
  });

  it.each([
    ['another client id of the project', '32555940559.apps.googleusercontent.com'],
    ['ours with a slash', `${serviceUrl}/`],
    ['a prefix of ours', serviceUrl.slice(0, -1)],
    ['ours in capitals', serviceUrl.toUpperCase()],
    ['a list that holds ours alone', [serviceUrl]],
    ['a list that holds ours', [serviceUrl, 'other']],
    ['empty', ''],
    ['null', null],
  ])('[J15] is refused when its audience is %s', async (_, aud) => {
    expect(await outcome(googleToken({ aud }))).toBe('401 wrong_audience');
  });

  it('[J15] is refused without an audience', async () => {
    expect(await outcome(googleToken({ aud: undefined }))).toBe('401 invalid_claims');
  });

  it.each([false, 'true', 1, null, undefined])('[J13] is a 403 when email_verified is %j', async (verified) => {
    expect(await outcome(googleToken({ email_verified: verified }))).toBe('403 email_not_verified');
  });

  it.each([undefined, '', 42, 'ada\u0000@corp.example', 'ada@\u0441orp.example'])(
    'is a 403 when its e-mail is %j',
    async (email) => {
      expect(await outcome(googleToken({ email }))).toBe('403 email_not_verified');
    },
  );
});

describe('the allow-list', () => {
  it.each([
    ['a listed person, in any case', { email: 'GUEST@gmail.com', hd: undefined }, 'guest@gmail.com'],
    ['a person of a listed hosted domain', {}, 'ada@corp.example'],
    ['a hosted domain in mixed case', { hd: 'CORP.example' }, 'ada@corp.example'],
  ])('lets in %s', async (_, claims, name) => {
    expect(await outcome(googleToken(claims))).toBe(name);
  });

  it.each([
    ['a person without a hosted domain', { hd: undefined }],
    ['another hosted domain', { hd: 'evil.com' }],
    ['a domain that ends like ours', { hd: 'notcorp.example' }],
    ['a subdomain of ours', { hd: 'sub.corp.example' }],
    ['an e-mail that begins like ours', { email: 'ada@corp.example.evil.com', hd: undefined }],
    ['our domain with a homoglyph', { hd: '\u0441orp.example' }],
    ['a hosted domain that is a list', { hd: ['corp.example'] }],
    ['an address that starts like a listed one', { email: 'guest@gmail.com.evil.com', hd: undefined }],
  ])('[J14] keeps out %s', async (_, claims) => {
    expect(await outcome(googleToken(claims))).toBe('403 not_allowed');
  });

  it('[J14] keeps out a letter that would become ASCII when lower-cased', async () => {
    const kelvin = await create({ allowedEmails: ['kim@corp.example'] });
    expect(await outcome(googleToken({ email: '\u212aim@corp.example' }), kelvin)).toBe('403 email_not_verified');
  });

  it.each(['bot@other-project.iam.gserviceaccount.com', 'any@my-project.iam.gserviceaccount.com'])(
    'lets in the service account %s',
    async (email) => {
      expect(await outcome(serviceAccountToken(email))).toBe(email);
    },
  );

  it.each([
    'other@other-project.iam.gserviceaccount.com',
    'any@my-project.iam.gserviceaccount.com.evil.com',
    'any@not-my-project.iam.gserviceaccount.com',
    '123-compute@developer.gserviceaccount.com',
  ])('keeps out the service account %s', async (email) => {
    expect(await outcome(serviceAccountToken(email))).toBe('403 not_allowed');
  });

  it('gives a service account nothing for a hosted domain', async () => {
    const token = serviceAccountToken('x@evil.iam.gserviceaccount.com', { hd: 'corp.example' });
    expect(await outcome(token)).toBe('403 not_allowed');
  });

  it('tells the audit log who was refused, without any scope', async () => {
    const refusal = authenticator.authenticate({ authorization: [`Bearer ${googleToken({ hd: 'evil.com' })}`] });
    await expect(refusal).rejects.toMatchObject({
      error: 'access_denied',
      principal: {
        id: 'google-oidc:https://accounts.google.com:1122334455',
        name: 'ada@corp.example',
        scopes: new Set(),
      },
    });
  });
});

describe('settings that are refused at the start', () => {
  it.each([
    ['no audience', { audiences: [], allowedDomains: ['corp.example'] }, 'at least one audience'],
    ['nobody allowed', {}, 'allowed e-mails or domains'],
    ['an e-mail without a domain', { allowedEmails: ['ada'] }, 'not an e-mail address'],
    ['an e-mail outside of ASCII', { allowedEmails: ['ada@\u0441orp.example'] }, 'not an e-mail address'],
    ['a domain with an at sign', { allowedDomains: ['@corp.example'] }, 'not a domain'],
    ['a wildcard', { allowedDomains: ['*'] }, 'not a domain'],
    ['all service accounts', { allowedDomains: ['iam.gserviceaccount.com'] }, 'shared by many projects'],
    ['default service accounts', { allowedDomains: ['developer.gserviceaccount.com'] }, 'shared by many projects'],
    ['all of gserviceaccount', { allowedDomains: ['gserviceaccount.com'] }, 'shared by many projects'],
    ['a key set that is not a URL', { allowedEmails: ['a@b.c'], jwksUrl: 'certs' }, 'not an http or https URL'],
    ['a key set in a file', { allowedEmails: ['a@b.c'], jwksUrl: 'file:///etc/certs' }, 'not an http or https URL'],
  ])('%s', async (_, options, message) => {
    await expect(create(options)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(message),
    });
  });

  it('starts with the real key set when none is named, and fetches nothing yet', async () => {
    const { modes } = await create({ allowedEmails: ['a@b.c'], jwksUrl: undefined });
    expect(modes).toEqual(['google-oidc']);
  });
});
