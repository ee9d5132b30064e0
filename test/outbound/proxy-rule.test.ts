import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { createProxyRule } from '../../src/outbound/proxy-rule.js';

const proxies = { https: 'http://secure.proxy:3128', http: 'http://plain.proxy:8080' };
const isProxied = (url: string, noProxy?: string): boolean =>
  createProxyRule({ ...proxies, noProxy })(new URL(url)) !== undefined;

describe('the proxy rule', () => {
  it('has one proxy for https and one for plain http, and none that was not named', () => {
    const rule = createProxyRule(proxies);
    expect(rule(new URL('https://a.com'))?.url.host).toBe('secure.proxy:3128');
    expect(rule(new URL('http://a.com'))?.url.host).toBe('plain.proxy:8080');
    expect(createProxyRule({ https: proxies.https })(new URL('http://a.com'))).toBeUndefined();
    expect(createProxyRule({ https: '' })(new URL('https://a.com'))).toBeUndefined();
    expect(createProxyRule()(new URL('https://a.com'))).toBeUndefined();
  });

  it.each([
    ['acme.com', 'https://acme.com/x', false],
    ['acme.com', 'https://wiki.acme.com', false],
    ['.acme.com', 'https://wiki.acme.com', false],
    ['*.acme.com', 'https://wiki.acme.com', false],
    ['ACME.com', 'https://Wiki.acme.COM.', false],
    ['acme.com', 'https://evil-acme.com', true],
    ['acme.com', 'https://acme.com.evil.org', true],
    ['other.com, acme.com', 'https://acme.com', false],
    ['other.com acme.com', 'https://acme.com', false],
    ['acme.com:8443', 'https://acme.com:8443', false],
    ['acme.com:8443', 'https://acme.com', true],
    ['acme.com:443', 'https://acme.com', false],
    ['acme.com:80', 'http://acme.com', false],
    ['10.1.2.3', 'https://10.1.2.3', false],
    ['2.3', 'https://10.1.2.3', true],
    ['10.0.0.0/8', 'https://10.1.2.3', false],
    ['10.0.0.0/8', 'https://11.1.2.3', true],
    ['10.0.0.0/8', 'https://ten.acme.com', true],
    ['10.0.0.0/99', 'https://10.1.2.3', true],
    ['fd00::/8', 'https://[fd12::1]', false],
    ['[fd12::1]:8443', 'https://[fd12::1]:8443', false],
    ['fd12::1', 'https://[fd12::1]', false],
    ['*', 'https://acme.com', false],
    [' , ', 'https://acme.com', true],
  ])('reads NO_PROXY=%s for %s', (noProxy, url, expected) => expect(isProxied(url, noProxy)).toBe(expected));

  it.each(['http://localhost:1', 'http://a.localhost', 'http://127.0.0.1:1', 'http://[::1]:1'])(
    'keeps plain http to this machine off the proxy: %s',
    (url) => expect(isProxied(url)).toBe(false),
  );

  it('keeps the credentials out of whatever prints the proxy', () => {
    const proxy = createProxyRule({ https: 'me%40acme:p%3Ass@secure.proxy:3128' })(new URL('https://a.com'));
    expect(proxy?.authorization).toBe(`Basic ${Buffer.from('me@acme:p:ss').toString('base64')}`);
    expect(inspect(proxy?.url)).not.toMatch(/acme|ss@/);
  });

  it.each(['socks5://me:s3cret@proxy:1080', 'http://me:s3cret@', 'ftp://me:s3cret@proxy'])(
    'refuses %s without repeating it',
    (https) => {
      const error = (() => {
        try {
          return createProxyRule({ https });
        } catch (thrown) {
          return thrown;
        }
      })();
      expect(error).toMatchObject({ code: 'INVALID_INPUT' });
      expect(inspect(error)).not.toContain('s3cret');
    },
  );
});
