import { describe, expect, it } from '@jest/globals';
import { configWith, faultLines } from '../support/settings.js';

const noToken = { CONFLUENCE_API_TOKEN: undefined };

describe('the Confluence site', () => {
  it.each([
    'https://acme.atlassian.net',
    'https://acme.atlassian.net/',
    'https://ACME.atlassian.net/wiki',
    'https://acme.atlassian.net/wiki/',
  ])('is the same for %s', (CONFLUENCE_URL) => {
    expect(configWith({ CONFLUENCE_URL }).confluence.siteUrl).toBe('https://acme.atlassian.net/wiki');
  });

  it('keeps its port', () => {
    expect(configWith({ CONFLUENCE_URL: 'http://127.0.0.1:8090' }).confluence.siteUrl).toBe(
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
    expect(configWith().confluence.credentials).toMatchObject({ kind: 'basic', username: 'bot@acme.com' });
  });

  it('needs both', () => {
    expect(faultLines(noToken)).toEqual([expect.stringMatching(/^CONFLUENCE_API_TOKEN: is required/)]);
    expect(faultLines({ CONFLUENCE_USERNAME: undefined })).toEqual([
      expect.stringMatching(/^CONFLUENCE_USERNAME: is required/),
    ]);
    expect(faultLines({ CONFLUENCE_USERNAME: 'bot:acme' })[0]).toMatch(/^CONFLUENCE_USERNAME: must be the e-mail/);
  });

  it('takes a personal token beside a user name on Cloud as the API token', () => {
    const { credentials } = configWith({ ...noToken, CONFLUENCE_PERSONAL_TOKEN: 'personal' }).confluence;
    expect(credentials.apiToken.reveal()).toBe('personal');
    const elsewhere = {
      CONFLUENCE_URL: 'https://wiki.acme.com',
      CONFLUENCE_DEPLOYMENT: 'cloud',
      CONFLUENCE_PAT: 'pat',
    };
    expect(configWith({ ...noToken, ...elsewhere }).confluence.credentials.apiToken.reveal()).toBe('pat');
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
  it('is Cloud by an API token on any host', () => {
    expect(configWith({ CONFLUENCE_URL: 'https://wiki.acme.com' }).confluence.deployment).toBe('cloud');
  });

  it('refuses Data Center by name', () => {
    expect(faultLines({ CONFLUENCE_DEPLOYMENT: 'datacenter' })).toEqual([
      'CONFLUENCE_DEPLOYMENT: datacenter is not in this version yet; only Confluence Cloud is',
    ]);
  });

  it('refuses Data Center by a personal token on another host than atlassian.net', () => {
    const token = { ...noToken, CONFLUENCE_PERSONAL_TOKEN: 'pat' };
    for (const host of ['wiki.acme.com', 'atlassian.net.evil.example', 'notatlassian.net']) {
      expect(faultLines({ ...token, CONFLUENCE_URL: `https://${host}` })).toEqual([
        expect.stringMatching(/^CONFLUENCE_PERSONAL_TOKEN: means Confluence Data Center .* not in this version yet/),
      ]);
    }
  });
});
