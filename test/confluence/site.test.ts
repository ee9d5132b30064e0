import { describe, expect, it } from '@jest/globals';
import { createSite, wikiRoot } from '../../src/confluence/site.js';

describe('a site', () => {
  it.each([
    'https://acme.atlassian.net',
    'https://acme.atlassian.net/',
    'https://acme.atlassian.net/wiki',
    'https://ACME.atlassian.net/wiki//',
  ])('lives below /wiki: %s', (url) => expect(createSite(url).root).toBe('https://acme.atlassian.net/wiki'));

  it('keeps the prefix of a gateway', () => {
    expect(wikiRoot('https://api.atlassian.com/ex/confluence/1-2')).toBe(
      'https://api.atlassian.com/ex/confluence/1-2/wiki',
    );
  });

  it('refuses what is no URL', () => {
    expect(() => createSite('acme')).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  it.each(['https://evil.example/x', '//evil.example/x', '/\\evil.example', 'javascript:alert(1)', undefined])(
    'gives its own link in place of %j',
    (webui) =>
      expect(createSite('https://a.example').link(webui, '/spaces/ENG')).toBe('https://a.example/wiki/spaces/ENG'),
  );

  it('knows which URLs are its own', () => {
    const site = createSite('https://a.example');
    expect(site.pathOf(new URL('https://a.example/wiki/x/AbC?y#z'))).toBe('/x/AbC');
    expect(site.pathOf(new URL('https://a.example/wikipedia'))).toBeUndefined();
    expect(site.pathOf(new URL('https://b.example/wiki/x'))).toBeUndefined();
  });
});
