import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { faultLines, type Variables } from '../../support/settings.js';

const oauth: Variables = {
  AUTH_MODES: 'oauth',
  BASE_URL: 'https://mcp.example.com',
  MCP_JWT_SIGNING_KEY: 'ab'.repeat(32),
  MCP_CLIENT_STORAGE_DIR: mkdtempSync(join(tmpdir(), 'state-')),
  OAUTH_ALLOWED_DOMAINS: 'example.com',
  OIDC_CLIENT_ID: 'mcp',
  API_TOOLS_FILE: 'tools.yaml',
};

describe('API tools that get the token of the login', () => {
  const apiTools = { faults: [], upstreamTokens: [{ line: 5, column: 8 }], secrets: [] };
  const faultsAt = (host: string) => {
    const OIDC_CONFIG_URL = `https://${host}/.well-known/openid-configuration`;
    return faultLines({ ...oauth, OIDC_CONFIG_URL }, { apiTools });
  };

  it.each(['auth.atlassian.com', 'id.atlassian.com', 'Auth.Atlassian.com.', 'auth.atlassian.com:443'])(
    'are refused, with the line, where the OpenID provider is %s',
    (host) => {
      expect(faultsAt(host)).toEqual([
        'API_TOOLS_FILE: names tools.yaml, line 5, column 8: credentials: is upstream-token, but people log in at ' +
          'Atlassian, whose token is for Atlassian alone',
      ]);
    },
  );

  it.each(['notatlassian.com', 'atlassian.com.example.com'])('are served where it is %s', (host) => {
    expect(() => faultsAt(host)).toThrow('the settings were accepted');
  });
});
