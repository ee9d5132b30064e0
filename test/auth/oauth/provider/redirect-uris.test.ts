import { describe, expect, it } from '@jest/globals';
import { createRedirectList } from '../../../../src/auth/oauth/provider/redirect-uris.js';

const isAllowed = createRedirectList([
  'http://127.0.0.1:*/*',
  'http://localhost:8000/callback',
  'https://app.example/cb',
  'https://app.example/apps/*',
  'https://bare.example',
  'cursor://anysphere.cursor-mcp/oauth/callback',
  'http://intranet.example:*/*',
]);

describe('the list of redirect URIs', () => {
  it.each([
    'http://127.0.0.1:41999/callback',
    'http://127.0.0.1/',
    'http://localhost:8000/callback',
    'https://app.example/cb',
    'https://app.example:443/cb',
    'HTTPS://APP.example/cb',
    'https://app.example/apps/one/two',
    'https://app.example/apps/v1.2/a;b/%7Ename',
    'https://bare.example',
    'https://bare.example/',
    'cursor://anysphere.cursor-mcp/oauth/callback',
  ])('allows %s', (uri) => expect(isAllowed(uri)).toBe(true));

  it.each([
    'http://localhost:8001/callback',
    'http://127.0.0.1.evil.example/callback',
    'http://127.0.0.1:80@evil.example/callback',
    'http://127.0.0.1:1/callback?next=x',
    'http://127.0.0.1:1/callback#x',
    'http://127.0.0.1:1/callback#',
    'http://user@127.0.0.1:1/callback',
    'http://127.0.0.1:99999/callback',
    'http://127.0.0.1\\@evil.example/',
    'http://127.0.0.1:1/call back',
    'http://intranet.example:80/x',
    'https://app.example/cb/',
    'https://app.example/cb?x=1',
    'https://app.example/apps/../secret',
    ...[
      '..%2f..%2fevil',
      '..%5Cevil',
      '%2E%2e%2Fevil',
      '..%252fevil',
      '..;/x',
      '..;a=b/x',
      'a;../x',
      '..%3b/x',
      'x/../y',
    ].map((tail) => `https://app.example/apps/${tail}`),
    'https://app.example.evil.example/cb',
    'https://appXexample/cb',
    'https://bare.example/more',
    'cursor://evil/oauth/callback',
    'javascript:alert(1)',
    'no uri',
    '',
  ])('refuses %s', (uri) => expect(isAllowed(uri)).toBe(false));
});
