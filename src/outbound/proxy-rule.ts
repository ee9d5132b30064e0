import { BlockList, isIP } from 'node:net';
import { AppError } from '../errors.js';
import { networkOf, withoutBrackets } from './network-of.js';

/** Proxies as `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` spell them. */
export interface ProxySettings {
  /** For https targets: `http://user:password@proxy:3128`; the scheme and the credentials may be left out. */
  https?: string | undefined;
  /** For plain http targets. */
  http?: string | undefined;
  /** Hosts that are reached directly, separated by commas or spaces. */
  noProxy?: string | undefined;
}

/** A proxy by its URL, and what proves to it who asks (RFC 9110, 11.7.2). */
export interface Proxy {
  /** Without credentials, so that nothing that prints it gives them away. */
  readonly url: URL;
  /** The value of `Proxy-Authorization`. */
  readonly authorization: string | undefined;
}

/** Which proxy a URL is reached through; undefined: directly. Only protocol, host and port are looked at. */
export type ProxyRule = (target: URL) => Proxy | undefined;

/**
 * The one reading of the proxy settings. `NO_PROXY` is read as curl and Go do: a name stands for itself and all names
 * below it (`.name` and `*.name` too), `name:port` for that port only, an address or a CIDR range for itself, `*` for
 * everything. Plain http to this machine's own loopback never takes a proxy, which could only reach its own.
 */
export function createProxyRule({ https, http, noProxy = '' }: ProxySettings = {}): ProxyRule {
  const proxies: Record<string, Proxy | undefined> = {
    'https:': parseProxy('HTTPS_PROXY', https),
    'http:': parseProxy('HTTP_PROXY', http),
  };
  const exceptions = noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(toException);
  return (target) => {
    const proxy = proxies[target.protocol];
    if (proxy === undefined || isOwnPlainHttp(target)) return undefined;
    return exceptions.some((covers) => covers(target)) ? undefined : proxy;
  };
}

function parseProxy(name: string, setting: string | undefined): Proxy | undefined {
  if (setting === undefined || setting === '') return undefined;
  const text = setting.includes('://') ? setting : `http://${setting}`;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    // The value may carry a password, so the message cannot show it.
    throw new AppError('INVALID_INPUT', `${name} is not the URL of a proxy that can be used.`, {
      hint: 'Give it as http://host:port or https://host:port.',
    });
  }
  const given = new URL(text);
  return { url: new URL(given.origin), authorization: basicAuthorization(given) };
}

function basicAuthorization({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function isOwnPlainHttp({ protocol, hostname }: URL): boolean {
  if (protocol !== 'http:') return false;
  const host = withoutBrackets(hostname);
  return host === 'localhost' || host.endsWith('.localhost') || (isIP(host) > 0 && networkOf(host) === 'loopback');
}

type Exception = (target: URL) => boolean;

function toException(entry: string): Exception {
  if (entry === '*') return () => true;
  const range = toRange(entry);
  if (range) return range;
  const [, name = entry, port] = /^(\[.+\]|[^:]+):(\d+)$/.exec(entry) ?? [];
  const host = withoutBrackets(name).replace(/^\*?\./, '');
  return (target) => {
    const hostname = withoutBrackets(target.hostname).replace(/\.$/, '');
    const matches = hostname === host || (isIP(hostname) === 0 && hostname.endsWith(`.${host}`));
    return matches && (port === undefined || port === portOf(target));
  };
}

function toRange(entry: string): Exception | undefined {
  const [address = '', prefix = ''] = entry.split('/');
  const family = isIP(address);
  if (family === 0 || !/^\d{1,3}$/.test(prefix) || Number(prefix) > (family === 4 ? 32 : 128)) return undefined;
  const range = new BlockList();
  range.addSubnet(address, Number(prefix), `ipv${family as 4 | 6}`);
  return ({ hostname }) => {
    const host = withoutBrackets(hostname);
    const version = isIP(host);
    return version > 0 && range.check(host, `ipv${version as 4 | 6}`);
  };
}

/** The port that a URL means, its scheme's own included. */
export function portOf({ port, protocol }: URL): string {
  if (port !== '') return port;
  return protocol === 'https:' ? '443' : '80';
}
