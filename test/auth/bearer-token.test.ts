import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { AuthError } from '../../src/auth/auth-error.js';
import { isJwt, parseBearerToken, readClaimedIssuer } from '../../src/auth/bearer-token.js';
import { challenge } from '../../src/auth/index.js';

function reasonOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof AuthError) return `${error.status} ${error.reason}`;
    throw error;
  }
  return 'accepted';
}

const encode = (text: string) => Buffer.from(text).toString('base64url');

describe('the Authorization header', () => {
  it.each(['Bearer abc', 'bearer abc', 'BEARER abc', 'bEaReR   abc'])(
    '[J20] takes the scheme in any case: %j',
    (header) => {
      expect(parseBearerToken([header])).toBe('abc');
    },
  );

  it('takes every character that RFC 6750 gives a token', () => {
    expect(parseBearerToken(['Bearer aZ09-._~+/==='])).toBe('aZ09-._~+/===');
  });

  it('tells a request without a token from a bad one', () => {
    expect(parseBearerToken([])).toBeUndefined();
  });

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Bearer a b',
    'Bearer a, Bearer b',
    'Bearer\tabc',
    'Bearer a\0b',
    'Bearer tökén',
    'Bearer a=b',
    'Basic dXNlcjpwYXNz',
    'Bearerabc',
    'abc',
    ' Bearer abc',
  ])('[J20][J21] refuses the malformed header %j', (header) => {
    expect(reasonOf(() => parseBearerToken([header]))).toBe('401 malformed_header');
  });

  it.each([
    ['good and bad', ['Bearer good', 'Bearer bad']],
    ['bad and good', ['Basic bad', 'Bearer good']],
    ['the same twice', ['Bearer good', 'Bearer good']],
    ['one empty', ['', 'Bearer good']],
  ])('[J19] refuses two headers: %s', (_, headers) => {
    expect(reasonOf(() => parseBearerToken(headers))).toBe('400 several_authorization_headers');
  });

  it('[J18] takes a token of 16 KB and refuses a longer one before it is looked at', () => {
    expect(parseBearerToken([`Bearer ${'a'.repeat(16_384)}`])).toHaveLength(16_384);
    expect(reasonOf(() => parseBearerToken([`Bearer ${'a'.repeat(16_385)}`]))).toBe('401 token_too_large');
    expect(reasonOf(() => parseBearerToken([`Bearer ${'\u00e9'.repeat(200_000)}`]))).toBe('401 token_too_large');
  });
});

describe('telling a JWT from other tokens', () => {
  const header = encode('{"alg":"RS256"}');

  it.each([`${header}.e30.sig`, `${header}.e30.`, `${header}..sig`, `${encode('{}')}.not-json.sig`])(
    'sees a JWT in %j',
    (token) => {
      expect(isJwt(token)).toBe(true);
    },
  );

  it.each([
    ['two parts', `${header}.e30`],
    ['four parts', `${header}.e30.sig.more`],
    ['padding', `${header}.e30.sig=`],
    ['a header that is not JSON', 'abc.def.ghi'],
    ['a header that is an array', `${encode('[]')}.e30.sig`],
    ['a header that is null', `${encode('null')}.e30.sig`],
    ['no header', '.e30.sig'],
  ])('sees none in a token with %s', (_, token) => {
    expect(isJwt(token)).toBe(false);
  });

  it('reads the issuer that the token claims', () => {
    expect(readClaimedIssuer(`${header}.${encode('{"iss":"https://a.example"}')}.sig`)).toBe('https://a.example');
  });

  it.each([
    ['no issuer', '{}', '401 unknown_issuer'],
    ['a list of issuers', '{"iss":["https://a.example"]}', '401 unknown_issuer'],
    ['a payload that is not JSON', '{', '401 malformed_token'],
    ['a payload that is a string', '"text"', '401 malformed_token'],
  ])('refuses %s', (_, payload, reason) => {
    expect(reasonOf(() => readClaimedIssuer(`${header}.${encode(payload)}.sig`))).toBe(reason);
  });
});

describe('challenge', () => {
  it('asks for a bearer token without naming an error when none was sent', () => {
    expect(challenge({})).toBe('Bearer realm="confluence-mcp-server"');
  });

  it('names the error, the scope and the metadata', () => {
    const value = challenge({
      error: 'insufficient_scope',
      description: 'The tool needs more.',
      scope: 'confluence:read confluence:write',
      resourceMetadataUrl: 'https://mcp.example/.well-known/oauth-protected-resource/mcp-server/mcp',
    });
    expect(value).toBe(
      'Bearer realm="confluence-mcp-server", error="insufficient_scope", error_description="The tool needs more.", ' +
        'scope="confluence:read confluence:write", ' +
        'resource_metadata="https://mcp.example/.well-known/oauth-protected-resource/mcp-server/mcp"',
    );
  });

  it('leaves out what is undefined', () => {
    expect(challenge({ error: 'invalid_token', scope: undefined })).toBe(
      'Bearer realm="confluence-mcp-server", error="invalid_token"',
    );
  });

  it('cannot be broken out of by quotes, backslashes, line breaks or Unicode', () => {
    expect(challenge({ description: 'a", error="x\\"\r\nSet-Cookie: é' })).toBe(
      `Bearer realm="confluence-mcp-server", error_description="a', error='x''''Set-Cookie: '"`,
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(challenge({ error: text })).toMatch(/^Bearer realm="[^"]+", error="[\x20\x21\x23-\x5b\x5d-\x7e]*"$/);
      }),
    );
  });
});
