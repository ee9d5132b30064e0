import { X509Certificate } from 'node:crypto';
import type { OutboundConfig } from '../config.js';
import { readTextFile } from '../read-settings.js';
import type { Report } from '../report.js';
import type { Values } from '../settings.js';

/** The CA bundle is opened here once, so that a wrong path is a fault at start and not a TLS riddle later. */
export function toOutbound(values: Values, report: Report): OutboundConfig {
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
