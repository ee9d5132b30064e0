import { describe, expect, it } from '@jest/globals';
import { redactText } from '../../src/observability/redact-text.js';

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl';

describe('redactText', () => {
  it.each([
    ['a bearer header', 'Authorization: Bearer abcdef123456', 'abcdef'],
    ['a bearer token in a sentence', 'sent Bearer abcdefghijklmnopqrst to it', 'abcdef'],
    ['a percent-encoded bearer token', 'h=Bearer%20abc123def', 'abc123'],
    ['a basic credential', 'used Basic Ym90OnRva2Vu for it', 'Ym90'],
    ['a JWT', `token ${jwt} was late`, 'eyJ'],
    ['a JWT whose signature was removed', `${jwt.replace(/[^.]+$/, 'SIGNATURE_REMOVED_BY_GOOGLE')}`, 'eyJ'],
    ['a JWT cut off in the middle', `${jwt.slice(0, 30)}`, 'eyJ'],
    ['a query parameter', 'GET /cb?access_token=abc.def&x=1', 'abc.def'],
    ['an authorization code', 'GET /cb?code=4/0AbC&state=1', '0AbC'],
    ['a form field', 'grant=x&client_secret=hush&y=1', 'hush'],
    ['an environment variable', 'CONFLUENCE_API_TOKEN=hush', 'hush'],
    ['a JSON member', '{"access_token": "hush"}', 'hush'],
    ['a JSON member inside JSON', '{\\"password\\":\\"hush\\"}', 'hush'],
    ['a cookie header', 'Set-Cookie: sid=abc; Path=/', 'abc'],
    ['a password in a URL', 'redis://user:hush@10.0.0.1:6379', 'hush'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----', 'MIIE'],
    ['a private key cut off in the middle', 'x -----BEGIN RSA PRIVATE KEY-----\nMIIE', 'MIIE'],
    ['an Atlassian API token', 'with ATATT3xFfGF0abcdefg', 'xFfGF0'],
  ])('[L3] hides %s', (_what, text, secret) => {
    expect(redactText(text)).not.toContain(secret);
    expect(redactText(text)).toContain('[redacted]');
  });

  it.each([
    'No bearer token was given.',
    'Basic authentication was refused.',
    'The token is for another audience: wrong_audience.',
    'GET https://acme.atlassian.net/wiki/api/v2/pages?limit=25&cursor=abc 200',
    'google-oidc:https://accounts.google.com:1234',
    'jwt:https://issuer.example:ann@corp.example',
    'ada@example.com signed in',
  ])('leaves "%s" alone', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('keeps what stands around a secret', () => {
    expect(redactText('GET /cb?access_token=abc&state=7 200')).toBe('GET /cb?access_token=[redacted]&state=7 200');
  });

  it('takes linear time on hostile text', () => {
    const started = performance.now();
    for (const bait of ['token', 'eyJ', 'Basic ', 'a-', '-----BEGIN PRIVATE KEY-----', 'http://', '"token":']) {
      redactText(bait.repeat(Math.ceil(32_768 / bait.length)));
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
