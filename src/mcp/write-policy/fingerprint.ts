import { createHash } from 'node:crypto';

/** Ids that are drawn anew each time something is worked out, and that no reader sees. */
const drawnIds = /((?:ac:macro-id|(?:ac:)?local-id)=")[^"]*|(<ac:adf-attribute key="local-id">)[^<]*/g;

/** A digest of any plain value, the same for equal values whatever the order of their keys. */
export function fingerprint(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('base64url');
}

function canonical(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.replace(drawnIds, '$1$2'));
  if (value instanceof Uint8Array) return `bytes:${createHash('sha256').update(value).digest('base64url')}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'absent';
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`)
    .join()}}`;
}
