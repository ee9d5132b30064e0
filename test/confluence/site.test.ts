import { describe, expect, it } from '@jest/globals';
import { contextRoot, createSite, wikiRoot } from '../../src/confluence/site.js';

describe('a site of Confluence Cloud', () => {
  it.each([
    'https://acme.atlassian.net',
    'https://acme.atlassian.net/',
    'https://acme.atlassian.net/wiki',
    'https://ACME.atlassian.net/wiki//',
  ])('lives below /wiki: %s', (url) => expect(wikiRoot(url)).toBe('https://acme.atlassian.net/wiki'));

  it('keeps the prefix of a gateway', () => {
    expect(wikiRoot('https://api.atlassian.com/ex/confluence/1-2')).toBe(
      'https://api.atlassian.com/ex/confluence/1-2/wiki',
    );
  });
});

describe('a site of Confluence Data Center', () => {
  it.each([
    ['https://wiki.acme.com', 'https://wiki.acme.com'],
    ['https://wiki.acme.com/', 'https://wiki.acme.com'],
    ['https://acme.com/confluence//', 'https://acme.com/confluence'],
    ['https://acme.com/tools/wiki', 'https://acme.com/tools/wiki'],
  ])('lives where its operator put it: %s', (url, root) => expect(contextRoot(url)).toBe(root));
});

describe('a site', () => {
  it('refuses what is no URL', () => {
    expect(() => wikiRoot('acme')).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    expect(() => contextRoot('acme')).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  it.each(['https://evil.example/x', '//evil.example/x', '/\\evil.example', 'javascript:alert(1)', undefined])(
    'gives its own link in place of %j',
    (webui) =>
      expect(createSite('https://a.example/wiki').link(webui, '/spaces/ENG')).toBe('https://a.example/wiki/spaces/ENG'),
  );

  it('knows which URLs are its own', () => {
    const site = createSite('https://a.example/wiki');
    expect(site.pathOf(new URL('https://a.example/wiki/x/AbC?y#z'))).toBe('/x/AbC');
    expect(site.pathOf(new URL('https://a.example/wikipedia'))).toBeUndefined();
    expect(site.pathOf(new URL('https://b.example/wiki/x'))).toBeUndefined();
  });

  it('owns every path of its host when it has no context path', () => {
    const site = createSite('https://a.example');
    expect(site.pathOf(new URL('https://a.example/display/ENG'))).toBe('/display/ENG');
    expect(site.link('/display/ENG', '')).toBe('https://a.example/display/ENG');
  });
});
