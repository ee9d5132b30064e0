import { z } from 'zod';
import { Secret } from '../secret.js';

const leastBytes = 32;

/** One or more keys of 32 bytes or more, as hex or base64url, the newest first. Messages never repeat one. */
export const signingKeys = z.string().transform((given, context): Secret<readonly Uint8Array[]> => {
  const texts = given.split(',').map((text) => text.trim());
  const keys = texts.map(decodeKey);
  if (keys.every((key) => key !== undefined)) return new Secret(Object.freeze(keys));
  const place = texts.length === 1 ? '' : ` (see item ${keys.indexOf(undefined) + 1})`;
  context.addIssue(
    `must be base64url or hex of ${leastBytes} bytes or more, e.g. from: openssl rand -hex ${leastBytes}${place}`,
  );
  return z.NEVER;
});

function decodeKey(text: string): Uint8Array | undefined {
  // What is all hex is hex, also when it is too short: read as base64 it would pass for longer than it is.
  const key = /^[0-9a-f]+$/i.test(text) ? Buffer.from(text, 'hex') : fromBase64(text);
  return key !== undefined && key.length >= leastBytes ? key : undefined;
}

/** Takes the other base64 alphabet and padding too: that is what common tools print. */
function fromBase64(text: string): Uint8Array | undefined {
  return /^[\w+/-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64url') : undefined;
}
