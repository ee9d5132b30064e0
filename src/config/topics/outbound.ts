import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { hostPattern, listOf, text } from '../formats.js';
import { Secret, urlSecrets } from '../secret.js';
import type { Report } from '../report.js';
import type { SettingTable, SettingValues } from '../setting.js';
import { readTextFile } from '../json-file.js';

/** May carry a user name and password, so it is kept like a secret. A lone `host:port` means http, as curl takes it. */
const proxyUrl = z.string().transform((given, context): Secret => {
  const url = /^[a-z][\w+.-]*:\/\//i.test(given) ? given : `http://${given}`;
  if (/^https?:/i.test(url) && URL.canParse(url)) return new Secret(new URL(url).href);
  context.addIssue('must be the URL of an http or https proxy, e.g. http://proxy.example.com:3128');
  return z.NEVER;
});

/** The way out, by the variables that curl and Node know; they hold for Confluence, logins and API tools alike. */
export const outboundSettings = {
  SSL_CERT_FILE: {
    schema: text,
    unset: "the system's bundle where there is one, else Node's own roots",
    example: '/etc/ssl/certs/ca-certificates.crt',
    aliases: ['NODE_EXTRA_CA_CERTS'],
    description: "Bundle of certificate authorities (PEM) that is added to Node's for every outbound connection.",
  },
  HTTPS_PROXY: {
    schema: proxyUrl,
    secret: true,
    unset: 'no proxy',
    example: 'http://proxy.example.com:3128',
    aliases: ['https_proxy'],
    description: 'Proxy for outbound https.',
  },
  HTTP_PROXY: {
    schema: proxyUrl,
    secret: true,
    unset: 'no proxy',
    example: 'http://proxy.example.com:3128',
    aliases: ['http_proxy'],
    description: 'Proxy for outbound http.',
  },
  NO_PROXY: {
    schema: text,
    unset: 'every host goes through the proxy',
    example: 'localhost,127.0.0.1,.internal.example.com',
    aliases: ['no_proxy'],
    description:
      'Comma list of what is reached without the proxy: names (with every name below them), name:port, addresses, CIDR ranges, or *.',
  },
  OUTBOUND_ALLOWED_HOSTS: {
    schema: listOf(hostPattern.refine((host) => host !== '*', 'takes names, not a lone *')),
    unset: 'none',
    example: 'client.example.com,*.example.org',
    description:
      'Hosts that guarded fetches (client metadata documents, downloads from other origins) may reach through a proxy.',
  },
} as const satisfies SettingTable;

/** How every outbound connection is made. */
export interface OutboundConfig {
  /** CA bundle added to Node's, known to be readable; undefined leaves it to the system's own. */
  readonly caFile: string | undefined;
  readonly proxy: ProxyConfig;
  /** Lower-case host names that guarded fetches may reach through a proxy, `*.suffix` allowed. */
  readonly allowedHosts: readonly string[];
}

/** Proxies by the scheme of the target. The URLs may carry a password. */
interface ProxyConfig {
  readonly https?: Secret;
  readonly http?: Secret;
  /** As written in NO_PROXY. */
  readonly noProxy?: string;
}

/** The CA bundle is opened here once, so that a wrong path is a fault at start and not a TLS riddle later. */
export function toOutbound(values: SettingValues<typeof outboundSettings>, report: Report): OutboundConfig {
  const { SSL_CERT_FILE: given, HTTPS_PROXY: https, HTTP_PROXY: http, NO_PROXY: noProxy } = values;
  if (given !== undefined && !hasCertificate(given)) {
    report.fault('SSL_CERT_FILE', `names ${given}, which is not a readable PEM bundle of certificates`);
  }
  return {
    caFile: given,
    proxy: { ...(https && { https }), ...(http && { http }), ...(noProxy && { noProxy }) },
    allowedHosts: values.OUTBOUND_ALLOWED_HOSTS ?? [],
  };
}

function hasCertificate(path: string): boolean {
  try {
    return new X509Certificate(readTextFile(path) ?? '').subject !== undefined;
  } catch {
    return false;
  }
}

/** Every text that a log must not show: passwords of proxies, in each spelling and as a Basic header has them. */
export function outboundSecrets({ proxy }: OutboundConfig): readonly string[] {
  return [proxy.https, proxy.http].flatMap((url) => (url === undefined ? [] : urlSecrets(url)));
}
