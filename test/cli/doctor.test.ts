import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestKey } from '../support/keys.js';
import { startJwksServer } from '../support/jwks-server.js';
import { audience, issuer, startTestService, type TestService } from '../support/service.js';
import { runCommand } from '../support/terminal.js';

let service: TestService;
beforeAll(async () => void (service = await startTestService()));
afterAll(() => service.close());

describe('doctor', () => {
  const settings = (): Record<string, string> => ({
    CONFLUENCE_URL: service.sandbox.url,
    CONFLUENCE_DEPLOYMENT: 'cloud',
    CONFLUENCE_USERNAME: service.sandbox.credentials.username,
    CONFLUENCE_API_TOKEN: service.sandbox.credentials.apiToken,
    AUTH_MODES: 'jwt',
    JWT_ISSUER: issuer,
    JWT_AUDIENCE: audience,
  });

  it('finds a healthy set-up healthy, the key set included', async () => {
    const jwks = await startJwksServer(createTestKey('one'));
    const { code, out } = await runCommand(['doctor'], { env: { ...settings(), JWT_JWKS_URL: jwks.url } });
    expect(out).toMatch(/ok +settings[^]*ok +Confluence +\S+ as MCP Service[^]*ok +JWT_JWKS_URL +1 keys/);
    expect(code).toBe(0);
    await jwks.close();
  });

  it('names what is ill and exits 1', async () => {
    const env = { ...settings(), CONFLUENCE_API_TOKEN: 'wrong', JWT_JWKS_URL: 'http://127.0.0.1:1/keys' };
    const { code, out } = await runCommand(['doctor'], { env });
    expect(out).toMatch(/FAIL +Confluence +CREDENTIALS_REJECTED[^]*FAIL +JWT_JWKS_URL/);
    expect(code).toBe(1);
  });

  it('asks nobody with --offline', async () => {
    const before = service.sandbox.requests.length;
    const { code, out } = await runCommand(['doctor', '--offline'], {
      env: { ...settings(), JWT_JWKS_URL: 'http://x' },
    });
    expect([code, out.trim().split('\n')]).toEqual([0, [expect.stringMatching(/^ok +settings +jwt, listening on/)]]);
    expect(service.sandbox.requests).toHaveLength(before);
  });

  it('names every fault of the settings and exits 1', async () => {
    const { code, err } = await runCommand(['doctor'], { env: {} });
    expect(err).toContain('CONFLUENCE_URL');
    expect(code).toBe(1);
  });
});
