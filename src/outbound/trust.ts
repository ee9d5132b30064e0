import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { AppError } from '../errors.js';

/** The authorities that TLS connections trust, as Node takes them; undefined stands for Node's own. */
export type Trust = () => SecureContext | undefined;

/**
 * Node's roots and the certificates of a PEM bundle. The context is made when the first connection needs it, and once:
 * Node would otherwise parse every certificate again for every connection. A bundle that cannot be used is INVALID_INPUT.
 */
export function createTrust(caFile?: string): Trust {
  if (caFile === undefined) return () => undefined;
  try {
    return trustOf(readFileSync(caFile, 'utf8'));
  } catch (cause) {
    throw new AppError('INVALID_INPUT', `The CA bundle ${caFile} cannot be used.`, {
      hint: 'Give a readable file with one or more PEM certificates.',
      cause,
    });
  }
}

/**
 * What this system trusts beside Node's roots, by the first of the places that holds certificates. It is read when the first
 * connection needs it, since a start would wait for it; one that cannot be used is INVALID_INPUT then. Who asks for the usual
 * places shares what was read.
 */
export function createSystemTrust(places?: readonly string[]): Trust {
  return places === undefined ? usualTrust : readLate(places);
}

/** Where the usual systems keep the authorities that they trust, an operator's own included. */
const usualPlaces: readonly string[] = [
  '/etc/ssl/certs/ca-certificates.crt', // Debian, Ubuntu, Alpine with ca-certificates
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem', // RHEL, UBI, Fedora
  '/etc/pki/tls/certs/ca-bundle.crt', // the older place of the same
  '/etc/ssl/cert.pem', // Alpine
];

const usualTrust = readLate(usualPlaces);

function readLate(places: readonly string[]): Trust {
  let trust: Trust | undefined;
  return () => (trust ??= createTrust(findCaBundle(places)))();
}

/** Parsing a bundle takes longer than all the rest of a start, so whoever trusts the same one next shares its context. */
let latest: { readonly bundle: string; readonly trust: Trust } | undefined;

function trustOf(bundle: string): Trust {
  if (latest?.bundle === bundle) return latest.trust;
  const added = addedAuthorities(bundle);
  let context: SecureContext | undefined;
  const withAdded = () => (context ??= createSecureContext({ ca: [...rootCertificates, ...added] }));
  latest = { bundle, trust: added.length === 0 ? () => undefined : withAdded };
  return latest.trust;
}

const certificates = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * What the bundle has beyond Node's roots; a system's bundle is mostly the same, and parsing it would slow the start.
 * The rest is parsed here, because Node takes broken certificates in silence and trusts less than was meant.
 */
export function addedAuthorities(bundle: string): string[] {
  const found = bundle.match(certificates);
  if (found === null) throw new Error('no certificate in the file');
  const known = new Set(rootCertificates.map(withoutLineBreaks));
  return found.filter((pem) => !known.has(withoutLineBreaks(pem))).map((pem) => new X509Certificate(pem).toString());
}

function withoutLineBreaks(pem: string): string {
  return pem.replaceAll(/[\r\n]/g, '');
}

/** The first of the places that holds certificates; undefined where none does, and then Node's own roots stand alone. */
export function findCaBundle(places: readonly string[] = usualPlaces): string | undefined {
  return places.find(holdsCertificates);
}

function holdsCertificates(path: string): boolean {
  try {
    return readFileSync(path, 'utf8').includes('-----BEGIN CERTIFICATE-----');
  } catch {
    return false;
  }
}
