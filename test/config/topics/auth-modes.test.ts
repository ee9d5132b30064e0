import { describe, expect, it } from '@jest/globals';
import { configWith, faultLines, temporaryFile } from '../../support/settings.js';

const off = [
  ['AUTH_MODES', { AUTH_MODES: 'none' }],
  ['MCP_DISABLE_AUTH', { AUTH_MODES: undefined, MCP_DISABLE_AUTH: 'true' }],
] as const;

describe.each(off)('authentication turned off by %s', (variable, setting) => {
  it.each(['127.0.0.1', '127.8.8.8', 'localhost', '::1', '[::1]'])('is possible on HOST=%s', (HOST) => {
    expect(configWith({ ...setting, HOST }).auth.modes).toEqual(['none']);
  });

  it.each(['0.0.0.0', '::', '10.0.0.1', 'localhost.example.com', '127.0.0.1.example.com'])(
    'is refused on HOST=%s',
    (HOST) => {
      expect(faultLines({ ...setting, HOST })).toEqual([
        expect.stringMatching(new RegExp(`^${variable}: turns authentication off, which needs HOST=127\\.0\\.0\\.1`)),
      ]);
    },
  );

  it('is refused on the default HOST', () => {
    expect(faultLines({ ...setting, HOST: undefined })).toHaveLength(1);
  });

  it('is refused on Cloud Run even on a loopback HOST', () => {
    expect(faultLines({ ...setting, K_SERVICE: 'mcp' })).toEqual([expect.stringMatching(/is refused on Cloud Run/)]);
  });

  it('is refused beside a mode that checks tokens', () => {
    const AUTH_MODES = ['static', setting.AUTH_MODES].filter(Boolean).join(',');
    const lines = faultLines({ ...setting, AUTH_MODES, STATIC_TOKENS_FILE: temporaryFile('{}') });
    expect(lines).toEqual([expect.stringMatching(/another mode checks tokens/)]);
    expect(faultLines({ ...setting, DEV_TOKENS: 'true' })).toEqual([expect.stringContaining('DEV_TOKENS=true')]);
  });
});

describe('DEV_TOKENS', () => {
  const dev = { AUTH_MODES: undefined, DEV_TOKENS: 'true' };

  it('is enough by itself, because its tokens are checked', () => {
    expect(configWith(dev).auth).toMatchObject({ modes: [], devTokens: true });
  });

  it.each([
    [{ HOST: '0.0.0.0' }, /needs a loopback HOST/],
    [{ K_SERVICE: 'mcp' }, /is refused on Cloud Run/],
    [{ NODE_ENV: 'production' }, /is refused with NODE_ENV=production/],
  ])('is refused with %j', (variables, message) => {
    const lines = faultLines({ ...dev, ...variables });
    expect(lines).toEqual([expect.stringMatching(message)]);
    expect(lines[0]).toMatch(/^DEV_TOKENS: /);
  });

  it('is refused in a demo on Cloud Run or in production too', () => {
    const options = { mode: 'demo', defaults: { ...dev } } as const;
    expect(faultLines({ NODE_ENV: 'production' }, options)).toContainEqual(
      expect.stringMatching(/^DEV_TOKENS: .*production/),
    );
  });
});
