import { describe, expect, it } from '@jest/globals';
import { configWith, faultLines } from '../../support/settings.js';

/** Settings whose HOST is not loopback need a mode that checks tokens. */
const open = {
  HOST: '0.0.0.0',
  AUTH_MODES: 'jwt',
  JWT_ISSUER: 'https://idp.example.com',
  JWT_AUDIENCE: 'mcp',
  JWT_JWKS_URL: 'https://idp.example.com/jwks',
};

describe('the listener', () => {
  it.each(['0.0.0.0', '::', 'localhost', '10.1.2.3'])('takes HOST=%s', (HOST) => {
    expect(configWith({ ...open, HOST }).server.host).toBe(HOST);
  });

  it('takes an IPv6 address in brackets as the address itself', () => {
    expect(configWith({ HOST: '[::1]' }).server).toMatchObject({ host: '::1' });
  });

  it.each([
    ['HOST', 'http://127.0.0.1'],
    ['HOST', '127.0.0.1:80'],
    ['PORT', '65536'],
    ['PORT', '1e3'],
    ['PORT', '0x10'],
    ['HEALTH_PORT', '-1'],
    ['TRUST_PROXY_HOPS', 'true'],
    ['MAX_BODY_BYTES', '4mb'],
    ['RATE_LIMIT_PER_MINUTE', '1.5'],
    ['LOG_LEVEL', 'loud'],
    ['MCP_MIN_PROTOCOL', '2024-01-01'],
    ['BASE_URL', 'mcp.example.com'],
    ['BASE_URL', 'https://mcp.example.com/mcp'],
    ['BASE_URL', 'https://mcp.example.com/?a=1'],
    ['BASE_URL', 'ftp://mcp.example.com'],
    ['MCP_PATH', 'mcp'],
    ['MCP_PATH', '/'],
    ['MCP_PATH', '/a/../b'],
    ['MCP_PATH', '/a//b'],
    ['MCP_PATH', '/a?b'],
    ['MCP_PATH', '/health'],
    ['MCP_PATH', '/x/sse/'],
    ['MCP_PATH', '/.well-known/mcp'],
    ['ALLOWED_HOSTS', 'https://mcp.example.com'],
    ['ALLOWED_HOSTS', 'mcp.example.com:443'],
    ['ALLOWED_HOSTS', 'a.*.example.com'],
    ['ALLOWED_ORIGINS', '*'],
    ['ALLOWED_ORIGINS', 'null'],
    ['ALLOWED_ORIGINS', 'https://a.example/path'],
  ])('[L4] refuses %s=%s', (variable, value) => {
    const lines = faultLines({ ...open, [variable]: value });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${variable}: (?:must|takes|cannot)`));
  });

  it('refuses a probe port that is the main port', () => {
    expect(faultLines({ PORT: '80', HEALTH_PORT: '80' })[0]).toMatch(/^HEALTH_PORT: is the same as PORT/);
    expect(configWith({ PORT: '0', HEALTH_PORT: '0' }).server).toMatchObject({ port: 0, healthPort: 0 });
  });

  it('trusts one proxy on Cloud Run and none elsewhere, unless told', () => {
    expect(configWith({ ...open, K_SERVICE: 'mcp' }).server.trustProxyHops).toBe(1);
    expect(configWith({ ...open, K_SERVICE: 'mcp', TRUST_PROXY_HOPS: '0' }).server.trustProxyHops).toBe(0);
    expect(configWith(open).server.trustProxyHops).toBe(0);
  });
});

describe('the paths', () => {
  it.each([
    ['/mcp', '/mcp', ''],
    ['/mcp/', '/mcp', ''],
    ['/a/b/mcp/', '/a/b/mcp', '/a/b'],
  ])('reads MCP_PATH=%s as %s under "%s"', (given, mcpPath, basePath) => {
    expect(configWith({ MCP_PATH: given }).server).toMatchObject({ mcpPath, basePath });
  });
});

describe('who is answered', () => {
  const loopback = ['localhost', '127.0.0.1', '[::1]'];

  it('is loopback names on a loopback HOST', () => {
    expect(configWith({ HOST: 'localhost' }).server.allowedHosts).toEqual(loopback);
  });

  it("is BASE_URL's host when that is set, beside loopback names on a loopback HOST", () => {
    const BASE_URL = 'https://MCP.example.com:8443/';
    expect(configWith({ ...open, BASE_URL }).server).toMatchObject({
      allowedHosts: ['mcp.example.com'],
      baseUrl: 'https://mcp.example.com:8443',
      baseUrlGiven: true,
    });
    expect(configWith({ BASE_URL }).server.allowedHosts).toEqual([...loopback, 'mcp.example.com']);
  });

  it('is any host elsewhere, and that is said', () => {
    const config = configWith(open);
    expect(config.server.allowedHosts).toBe('any');
    expect(config.warnings).toEqual([expect.stringMatching(/^Every Host header is answered/)]);
    expect(configWith({ ...open, ALLOWED_HOSTS: '*' }).warnings).toHaveLength(1);
  });

  it('is what ALLOWED_HOSTS lists, whatever else is set', () => {
    const { server } = configWith({ ALLOWED_HOSTS: 'MCP.example.com, *.run.app,[::1],mcp.example.com' });
    expect(server.allowedHosts).toEqual(['mcp.example.com', '*.run.app', '[::1]']);
  });

  it('is the origin of BASE_URL and those of ALLOWED_ORIGINS', () => {
    const { server } = configWith({
      BASE_URL: 'https://a.example',
      ALLOWED_ORIGINS: 'https://b.example/,http://localhost:6274',
    });
    expect(server.allowedOrigins).toEqual(['https://a.example', 'https://b.example', 'http://localhost:6274']);
  });
});

describe('the tools', () => {
  const catalogue = { toolsets: ['pages', 'search'], tools: ['confluence_search', 'confluence_get_page'] };

  it('are narrowed by names that exist', () => {
    const names = {
      TOOLSETS: 'all, search',
      ENABLED_TOOLS: 'confluence_search',
      DISABLED_TOOLS: 'confluence_get_page',
    };
    expect(configWith(names, { catalogue }).tools).toMatchObject({
      toolsets: ['all', 'search'],
      enabledTools: ['confluence_search'],
      disabledTools: ['confluence_get_page'],
    });
  });

  it.each(['TOOLSETS', 'ENABLED_TOOLS', 'DISABLED_TOOLS'])('are not narrowed by a misspelt name in %s', (variable) => {
    const lines = faultLines({ [variable]: 'confluence_serch' }, { catalogue });
    expect(lines[0]).toMatch(new RegExp(`^${variable}: names confluence_serch; known are .*search`));
    expect(faultLines({ [variable]: 'Not a name' })[0]).toMatch(/takes names/);
  });
});
