import { hkdfSync } from 'node:crypto';
import { AppError } from '../errors.js';

const leastBytes = 32;

/** The secrets of the service, of which each purpose gets keys of its own. */
export interface Keyring {
  /** One key for this purpose from each secret (HKDF-SHA256, RFC 5869), the current one first. */
  derive(purpose: string, bytes: number): Uint8Array[];
}

/**
 * Keys for every purpose from the operator's secrets. The first secret makes what is new; the others still open
 * what they made, so that a secret is replaced by putting a new one before it.
 * Throws INVALID_INPUT without a secret, or with one shorter than 32 bytes.
 */
export function createKeyring(secrets: readonly Uint8Array[]): Keyring {
  if (secrets.length === 0 || secrets.some(({ byteLength }) => byteLength < leastBytes))
    throw new AppError('INVALID_INPUT', `A keyring needs at least one secret, each of at least ${leastBytes} bytes.`, {
      hint: 'Generate one with: openssl rand -base64 32',
    });
  return {
    derive: (purpose, bytes) =>
      secrets.map(
        (secret) => new Uint8Array(hkdfSync('sha256', secret, '', `confluence-mcp-server/${purpose}`, bytes)),
      ),
  };
}
