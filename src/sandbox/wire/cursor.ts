import { createHash } from 'node:crypto';
import { invalid } from '../world/refusal.js';

/**
 * A cursor is the next offset, bound to the listing it was made for and opaque to everybody else. Standard base64, so
 * that it carries `+`, `/` or `=` and a client that forgets to encode it fails.
 */
export function encodeCursor(listing: string, offset: number): string {
  return Buffer.from(`${digest(listing)}~?>:${offset}`).toString('base64');
}

/** Throws for a cursor that is damaged or belongs to another listing. */
export function decodeCursor(listing: string, cursor: string): number {
  const match = /^([0-9a-f]{12})~\?>:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8'));
  if (match?.[1] !== digest(listing)) throw invalid(`Provided value {${cursor}} for 'cursor' is not valid`);
  return Number(match[2]);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
