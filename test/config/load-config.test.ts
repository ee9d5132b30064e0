import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config/index.js';
import {
  configWith,
  errorWith,
  faultLines,
  faultsWith,
  leastSettings,
  temporaryFile,
  tokenOf,
} from '../support/settings.js';

describe('loadConfig', () => {
  it('fills everything that was not said with its default', () => {
    expect(configWith()).toMatchObject({
      service: { cloudRunService: undefined, production: false },
      server: {
        transport: 'http',
        host: '127.0.0.1',
        port: 8080,
        healthPort: undefined,
        baseUrl: 'http://localhost:8080',
        baseUrlGiven: false,
        mcpPath: '/mcp-server/mcp',
        basePath: '/mcp-server',
        trustProxyHops: 0,
        maxBodyBytes: 4_194_304,
        rateLimitPerMinute: 300,
        allowLoopbackOrigins: false,
      },
      log: { level: 'info', projectId: undefined },
      confluence: { deployment: 'cloud', timeoutMs: 30_000, maxConcurrency: 16 },
      tools: { toolsets: ['default'], enabledTools: undefined, disabledTools: [], readOnly: false },
      auth: { modes: ['none'], defaultScopes: ['confluence:read'], devTokens: false },
      warnings: [],
    });
  });

  it('[L4] names every fault at once, each with its variable', () => {
    const variables = faultsWith({
      PORT: 'eighty',
      READ_ONLY_MODE: 'maybe',
      AUTH_MODES: 'jwt,magic',
      CONFLUENCE_URL: undefined,
      CONFLUENCE_API_TOKEN: undefined,
    }).map(({ variable }) => variable);
    expect(variables.sort()).toEqual([
      'AUTH_MODES',
      'CONFLUENCE_API_TOKEN',
      'CONFLUENCE_URL',
      'JWT_AUDIENCE',
      'JWT_ISSUER',
      'JWT_PUBLIC_KEY',
      'PORT',
      'READ_ONLY_MODE',
    ]);
  });

  it('does not call a value missing that was given and is wrong', () => {
    expect(faultsWith({ CONFLUENCE_URL: 'acme' })).toHaveLength(1);
    expect(faultsWith({ AUTH_MODES: ',' })).toHaveLength(1);
  });

  it('says all faults in its message, and points at the demo when there is no Confluence', () => {
    const { message } = errorWith({ CONFLUENCE_URL: undefined, PORT: '-1' });
    expect(message).toMatch(/^2 settings need fixing:\n {2}PORT: [^]+\n {2}CONFLUENCE_URL: [^]+npm run demo/);
    expect(errorWith({ PORT: '-1' }).message).toBe(
      'One setting needs fixing:\n  PORT: must be a whole number from 0 to 65535',
    );
  });

  it('freezes the whole result', () => {
    const config = configWith();
    expect(() => Object.assign(config.server, { port: 1 })).toThrow(TypeError);
    expect(() => (config.server.allowedOrigins as string[]).push('https://evil.example')).toThrow(TypeError);
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('shows no secret when it is printed or turned into JSON by accident', () => {
    const config = configWith();
    const printed = [inspect(config, { depth: 9, showHidden: true }), JSON.stringify(config), String(config.secrets)];
    for (const text of printed) expect(text).not.toContain('api-token-of-the-bot');
    expect(`${tokenOf(config).toString()}`).toBe('[secret]');
    expect(tokenOf(config).reveal()).toBe('api-token-of-the-bot');
  });

  it('lists each secret in the forms in which it travels, for the log to hide', () => {
    const path = temporaryFile(JSON.stringify({ 'plain-static-token': {}, 'sha256:00ff': {} }));
    const secrets = configWith({ AUTH_MODES: 'static', STATIC_TOKENS_FILE: path }).secrets.reveal();
    const basic = Buffer.from('bot@acme.com:api-token-of-the-bot').toString('base64');
    expect(secrets).toEqual(['api-token-of-the-bot', basic, 'plain-static-token']);
  });

  it('never repeats the value of a secret, or of a key in the wrong variable, in a fault', () => {
    const text = errorWith({
      CONFLUENCE_API_TOKEN: 'has a space',
      AUTH_MODES: 'jwt',
      JWT_PUBLIC_KEY: '-----BEGIN PRIVATE KEY-----',
      GOOGLE_ALLOWED_EMAILS: 'ATATT-secret',
      CONFLUENCE_URL: 'https://bot:hush@acme.atlassian.net',
    }).message;
    expect(text).not.toMatch(/has a space|BEGIN|ATATT|hush/);
    expect(text).toMatch(/CONFLUENCE_API_TOKEN: [^]*JWT_PUBLIC_KEY: /);
  });

  it('says which item of a list is wrong', () => {
    expect(faultLines({ ALLOWED_ORIGINS: 'https://a.example, b.example' })[0]).toMatch(
      /ALLOWED_ORIGINS: .*\(see item 2\)/,
    );
  });

  it('reads an empty variable as not set, and drops spaces around values', () => {
    const config = configWith({ PORT: '', ENABLED_TOOLS: '  ', LOG_LEVEL: ' WARN ' });
    expect(config.server.port).toBe(8080);
    expect(config.tools.enabledTools).toBeUndefined();
    expect(config.log.level).toBe('warn');
  });

  it('refuses quotes that came along with a value, for whatever kind of setting', () => {
    const wrong = {
      CONFLUENCE_USERNAME: '"bot@acme.example"',
      CONFLUENCE_API_TOKEN: "'token'",
      READ_ONLY_MODE: '"true"',
    };
    expect(faultsWith(wrong).map(({ variable }) => variable)).toEqual(expect.arrayContaining(Object.keys(wrong)));
    expect(faultLines({ CONFLUENCE_API_TOKEN: '"token"' })[0]).toMatch(/quotes around it.*docker --env-file/);
    const file = temporaryFile(`DEFAULT_SCOPES="confluence:write"\nCONFLUENCE_SPACES_FILTER='ENG'\n`);
    expect(configWith({}, { dotenvPath: file }).auth.defaultScopes).toEqual(['confluence:write']);
  });

  // A client of plugins that knows of no value for CONFLUENCE_PERSONAL_TOKEN once stopped every start on Cloud.
  it.each(['$NAME', '${NAME}', '${NAME:-}', '${env:NAME}'])('takes %s that nobody filled in as not set', (left) => {
    const unfilled = (name: string) => ({ [name]: left.replace('NAME', name) });
    expect(tokenOf(configWith(unfilled('CONFLUENCE_PERSONAL_TOKEN'))).reveal()).toBe('api-token-of-the-bot');
    expect(faultLines(unfilled('CONFLUENCE_URL'))[0]).toMatch(/^CONFLUENCE_URL: is required/);
    // Without a limit more would be allowed: that is no guess to make.
    expect(faultLines(unfilled('CONFLUENCE_SPACES_FILTER'))[0]).toMatch(/placeholder that nobody filled in/);
    expect(configWith({ METRICS_TOKEN: '${OTHER}'.repeat(8) }).server.metricsToken?.reveal()).toContain('OTHER');
  });

  it('lets flags win over the environment', () => {
    const flags = { host: 'localhost', port: 9000, logLevel: 'error', transport: 'sse' } as const;
    const { server, log } = configWith({ PORT: '1', LOG_LEVEL: 'warn', DEBUG: 'true' }, { flags });
    expect(server).toMatchObject({ host: 'localhost', port: 9000, transport: 'sse' });
    expect(log.level).toBe('error');
  });

  // Containers have no flags.
  it.each([
    [{ MCP_TRANSPORT: 'sse' }, 'sse'],
    [{ TRANSPORT: 'streamable-http' }, 'http'],
    [{ MCP_TRANSPORT: 'stdio', TRANSPORT: 'sse' }, 'stdio'],
  ])('takes the transport from %j', (env, transport) => {
    expect(configWith(env).server.transport).toBe(transport);
    expect(configWith(env, { flags: { transport: 'http' } }).server.transport).toBe('http');
    const demo = loadConfig({ mode: 'demo', env, defaults: { ...leastSettings } });
    expect(demo.server.transport).toBe('http');
  });

  it('takes the oldest revision that is served, and refuses one that leaves a transport nothing', () => {
    expect(configWith({ MCP_MIN_PROTOCOL: '2025-06-18' }).server.minProtocol).toBe('2025-06-18');
    expect(faultsWith({ MCP_MIN_PROTOCOL: '2025-06-19' })).toHaveLength(1);
    expect(faultLines({ MCP_MIN_PROTOCOL: '2026-07-28', MCP_TRANSPORT: 'sse' })[0]).toMatch(
      /MCP_MIN_PROTOCOL: leaves no/,
    );
  });

  it.each([
    ['true', 'debug'],
    ['YES', 'debug'],
    ['0', 'warn'],
    ['express:*', 'warn'],
  ])('reads DEBUG=%s as log level %s', (value, level) => {
    expect(configWith({ DEBUG: value, LOG_LEVEL: 'warn' }).log.level).toBe(level);
  });

  it.each([
    ['true', true],
    ['1', true],
    ['Yes', true],
    ['ON', true],
    ['false', false],
    ['0', false],
    ['No', false],
    ['off', false],
    ['', false],
  ])('reads the boolean "%s" as %s', (value, expected) => {
    expect(configWith({ READ_ONLY_MODE: value }).tools.readOnly).toBe(expected);
  });

  it('refuses a boolean that is neither', () => {
    expect(faultLines({ READ_ONLY_MODE: 'enabled' })).toEqual([
      'READ_ONLY_MODE: must be true or false (also 1/0, yes/no, on/off)',
    ]);
  });

  it('reads an alias, lets the canonical name win, and names the one that is wrong', () => {
    expect(configWith({ MCP_SERVER_PORT: '81' }).server.port).toBe(81);
    expect(configWith({ MCP_SERVER_PORT: 'x', PORT: '82' }).server.port).toBe(82);
    expect(faultLines({ MCP_SERVER_PORT: 'x' })[0]).toMatch(/^MCP_SERVER_PORT: /);
  });

  it('reads a .env file, over which the environment wins', () => {
    const dotenvPath = temporaryFile('PORT=1111\nLOG_LEVEL="warn" # quiet\n', '.env');
    expect(configWith({ PORT: '2222' }, { dotenvPath })).toMatchObject({
      server: { port: 2222 },
      log: { level: 'warn' },
    });
    expect(configWith({}, { dotenvPath: '/nowhere/.env' }).server.port).toBe(8080);
  });

  it('reads the environment of the process when none is given', () => {
    const config = loadConfig({
      mode: 'demo',
      dotenvPath: '/nowhere/.env',
      defaults: leastSettings,
      flags: { port: 5 },
    });
    expect(config.server.port).toBe(5);
  });

  it('takes from the environment of a demo how to listen and what to narrow, never a Confluence or a caller', () => {
    const env = { PORT: '81', READ_ONLY_MODE: 'on', CONFLUENCE_URL: 'https://real.atlassian.net', GRANTS_FILE: '/x' };
    const defaults = { ...leastSettings, HOST: undefined, PORT: '1', CONFLUENCE_URL: 'http://127.0.0.1:9' };
    const config = loadConfig({ mode: 'demo', env, defaults });
    expect(config.server).toMatchObject({ host: '127.0.0.1', port: 81, allowLoopbackOrigins: true });
    expect(config.tools.readOnly).toBe(true);
    expect(config.confluence?.siteUrl).toBe('http://127.0.0.1:9/wiki');
  });
});
