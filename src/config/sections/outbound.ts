import { X509Certificate } from 'node:crypto';
import type { OutboundConfig } from '../config.js';
import { readTextFile } from '../read-settings.js';
import type { Report } from '../report.js';
import type { Values } from '../settings.js';

/** The CA bundle is opened here once, so that a wrong path is a fault at start and not a TLS riddle later. */
export function toOutbound(values: Values, report: Report): OutboundConfig {
  const caFile = values.SSL_CERT_FILE;
  if (caFile !== undefined && !hasCertificate(readTextFile(caFile) ?? '')) {
    report.fault('SSL_CERT_FILE', `names ${caFile}, which is not a readable PEM bundle of certificates`);
  }
  return { caFile };
}

function hasCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}
