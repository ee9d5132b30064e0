import { readFileSync } from 'node:fs';

/** Where the usual systems keep the authorities that they trust, an operator's own included. */
const usualPlaces: readonly string[] = [
  '/etc/ssl/certs/ca-certificates.crt', // Debian, Ubuntu, Alpine with ca-certificates
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem', // RHEL, UBI, Fedora
  '/etc/pki/tls/certs/ca-bundle.crt', // the older place of the same
  '/etc/ssl/cert.pem', // Alpine
];

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
