import { describe, expect, it } from '@jest/globals';
import { configWith, faultLines, tokenOf } from '../../support/settings.js';

const noToken = { CONFLUENCE_API_TOKEN: undefined };

describe('the Confluence site', () => {
  it.each([
    'https://acme.atlassian.net',
    'https://acme.atlassian.net/',
    'https://ACME.atlassian.net/wiki',
    'https://acme.atlassian.net/wiki/',
  ])('is the same for %s', (CONFLUENCE_URL) => {
    expect(configWith({ CONFLUENCE_URL }).confluence?.siteUrl).toBe('https://acme.atlassian.net/wiki');
  });

  it('keeps its port', () => {
    expect(configWith({ CONFLUENCE_URL: 'http://127.0.0.1:8090' }).confluence?.siteUrl).toBe(
      'http://127.0.0.1:8090/wiki',
    );
  });

  it.each([
    ['acme.atlassian.net', /must be a URL/],
    ['ftp://acme.atlassian.net', /must be a URL/],
    ['https://', /must be a URL/],
    ['https://bot:token@acme.atlassian.net', /must not carry a user name or password/],
    ['https://acme.atlassian.net/wiki?x=1', /without query or fragment/],
    ['https://acme.atlassian.net/wiki/spaces/ENG', /give the root of the site, https:\/\/acme\.atlassian\.net\/wiki/],
  ])('cannot be %s', (CONFLUENCE_URL, message) => {
    const lines = faultLines({ CONFLUENCE_URL });
    expect(lines).toEqual([expect.stringMatching(message)]);
    expect(lines[0]).toMatch(/^CONFLUENCE_URL: /);
  });

  it('over plain http is said aloud, except on this machine', () => {
    const warnings = (CONFLUENCE_URL: string) => configWith({ CONFLUENCE_URL }).warnings;
    expect(warnings('http://wiki.acme.com')).toEqual([expect.stringMatching(/CONFLUENCE_URL is http/)]);
    expect(warnings('http://localhost:8090')).toEqual([]);
    expect(warnings('https://wiki.acme.com')).toEqual([]);
  });
});

describe('the Confluence account', () => {
  it('is a user name and an API token', () => {
    expect(configWith().confluence?.credentials).toMatchObject({ kind: 'basic', username: 'bot@acme.com' });
  });

  it('needs both', () => {
    expect(faultLines(noToken)).toEqual([expect.stringMatching(/^CONFLUENCE_API_TOKEN: is required/)]);
    expect(faultLines({ CONFLUENCE_USERNAME: undefined })).toEqual([
      expect.stringMatching(/^CONFLUENCE_USERNAME: is required/),
    ]);
    expect(faultLines({ CONFLUENCE_USERNAME: 'bot:acme' })[0]).toMatch(/^CONFLUENCE_USERNAME: must be the e-mail/);
  });

  it('takes a personal token beside a user name on Cloud as the API token', () => {
    const config = configWith({ ...noToken, CONFLUENCE_PERSONAL_TOKEN: 'personal' });
    expect(config.confluence?.credentials.kind).toBe('basic');
    expect(tokenOf(config).reveal()).toBe('personal');
    const elsewhere = {
      CONFLUENCE_URL: 'https://wiki.acme.com',
      CONFLUENCE_DEPLOYMENT: 'cloud',
      CONFLUENCE_PAT: 'pat',
    };
    expect(tokenOf(configWith({ ...noToken, ...elsewhere })).reveal()).toBe('pat');
  });

  it('cannot have both kinds of token', () => {
    expect(faultLines({ CONFLUENCE_PAT: 'personal' })).toEqual([
      'CONFLUENCE_PERSONAL_TOKEN: is set together with CONFLUENCE_API_TOKEN; keep one of the two',
    ]);
  });

  it('says one fault for one unusable personal token', () => {
    expect(faultLines({ ...noToken, CONFLUENCE_PAT: 'a b' })).toEqual([expect.stringMatching(/^CONFLUENCE_PAT: /)]);
  });
});

describe('the kind of Confluence', () => {
  const personal = { ...noToken, CONFLUENCE_USERNAME: undefined, CONFLUENCE_PERSONAL_TOKEN: 'pat' };
  const cloudId = '11111111-2222-3333-4444-555555555555';

  it.each([
    ['an API token', { CONFLUENCE_URL: 'https://wiki.acme.com' }],
    ['a host of atlassian.net', { ...noToken, CONFLUENCE_PERSONAL_TOKEN: 'pat' }],
    [
      'a cloud id',
      { ...noToken, CONFLUENCE_PAT: 'pat', CONFLUENCE_URL: 'https://wiki.acme.com', CONFLUENCE_CLOUD_ID: cloudId },
    ],
    [
      'its name',
      { ...noToken, CONFLUENCE_PAT: 'pat', CONFLUENCE_URL: 'https://wiki.acme.com', CONFLUENCE_DEPLOYMENT: 'Cloud' },
    ],
  ])('is Cloud by %s', (_reason, variables) => {
    const { deployment, credentials, siteUrl } = configWith(variables).confluence ?? {};
    expect([deployment, credentials?.kind]).toEqual(['cloud', 'basic']);
    expect(siteUrl).toMatch(/\/wiki$/);
  });

  it.each(['wiki.acme.com', 'atlassian.net.evil.example', 'notatlassian.net'])(
    'is Data Center by a personal token alone on %s',
    (host) => {
      const config = configWith({ ...personal, CONFLUENCE_URL: `https://${host}` });
      expect(config.confluence).toMatchObject({ deployment: 'datacenter', siteUrl: `https://${host}` });
      expect(config.confluence?.credentials.kind).toBe('bearer');
      expect(config.secrets.reveal()).toEqual(['pat']);
      expect(config.warnings).toEqual([]);
    },
  );

  it('is Data Center by name, on any host', () => {
    const named = { ...personal, CONFLUENCE_DEPLOYMENT: 'datacenter' };
    expect(configWith(named).confluence).toMatchObject({
      deployment: 'datacenter',
      siteUrl: 'https://acme.atlassian.net/wiki',
    });
  });

  it.each(['https://wiki.acme.com/confluence/', 'https://wiki.acme.com/confluence'])(
    'keeps the context path of Data Center: %s',
    (CONFLUENCE_URL) => {
      expect(configWith({ ...personal, CONFLUENCE_URL }).confluence?.siteUrl).toBe('https://wiki.acme.com/confluence');
    },
  );

  it.each([
    ['/confluence/display/ENG', 'https://wiki.acme.com/confluence'],
    ['/pages/viewpage.action', 'https://wiki.acme.com'],
    ['/rest/api', 'https://wiki.acme.com'],
    ['/confluence/x/AbC', 'https://wiki.acme.com/confluence'],
    ['/wiki/login.action', 'https://wiki.acme.com/wiki'],
  ])('takes no page of Data Center for its root: %s', (path, root) => {
    const CONFLUENCE_URL = `https://wiki.acme.com${path}`;
    expect(faultLines({ ...personal, CONFLUENCE_URL })).toEqual([
      `CONFLUENCE_URL: has the path ${path}; give the root of the site, ${root}`,
    ]);
  });

  it('asks Data Center for a personal token, and says that an API token is none', () => {
    const named = { CONFLUENCE_DEPLOYMENT: 'datacenter', CONFLUENCE_URL: 'https://wiki.acme.com' };
    expect(faultLines({ ...named, ...noToken })).toEqual([
      'CONFLUENCE_PERSONAL_TOKEN: is required: a personal access token of the Data Center account, or its _FILE variant',
    ]);
    expect(faultLines(named)).toEqual([
      expect.stringMatching(/^CONFLUENCE_PERSONAL_TOKEN: is required: .*; CONFLUENCE_API_TOKEN is for Cloud$/),
    ]);
  });

  it('names both kinds of token where neither the host nor a token tells the kind', () => {
    const [line] = faultLines({ ...noToken, CONFLUENCE_URL: 'https://wiki.acme.com' });
    expect(line).toMatch(/^CONFLUENCE_API_TOKEN: is required: .*; for Data Center set CONFLUENCE_PERSONAL_TOKEN$/);
  });

  it('says that a user name has no effect on Data Center', () => {
    const named = { CONFLUENCE_USERNAME: 'bot', CONFLUENCE_URL: 'https://wiki.acme.com' };
    expect(configWith({ ...personal, ...named }).warnings).toEqual([
      expect.stringMatching(/CONFLUENCE_USERNAME has no effect/),
    ]);
  });
});

describe("Atlassian's API gateway", () => {
  const cloudId = '11111111-2222-3333-4444-555555555555';

  it('is used with a cloud id, and not without', () => {
    expect(configWith().confluence?.gateway).toBeUndefined();
    expect(configWith({ CONFLUENCE_CLOUD_ID: cloudId }).confluence?.gateway).toEqual({
      url: 'https://api.atlassian.com',
      cloudId,
    });
  });

  it('can look the id up, and be elsewhere', () => {
    const elsewhere = { ATLASSIAN_OAUTH_CLOUD_ID: 'Auto', ATLASSIAN_API_URL: 'http://127.0.0.1:1/api/' };
    expect(configWith(elsewhere).confluence?.gateway).toEqual({ url: 'http://127.0.0.1:1/api', cloudId: 'auto' });
  });

  it.each(['yes', '../admin', 'a b'])('takes no %j for an id', (CONFLUENCE_CLOUD_ID) => {
    expect(faultLines({ CONFLUENCE_CLOUD_ID })).toEqual([
      'CONFLUENCE_CLOUD_ID: must be the id of a Cloud site, or auto',
    ]);
  });

  it('is not for Data Center', () => {
    const named = { CONFLUENCE_DEPLOYMENT: 'datacenter', CONFLUENCE_USERNAME: undefined, CONFLUENCE_PAT: 'pat' };
    expect(faultLines({ ...noToken, ...named, CONFLUENCE_CLOUD_ID: cloudId })).toEqual([
      expect.stringMatching(/^CONFLUENCE_CLOUD_ID: is for Cloud/),
    ]);
  });
});
