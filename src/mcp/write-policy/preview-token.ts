import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const lifetimeMs = 10 * 60_000;

/** What a token stands for: a caller's call, and the writes that a dry run of it has shown. */
export interface Preview {
  readonly principal: string;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Fingerprints of the writes. */
  readonly writes: readonly string[];
}

/**
 * Tokens that say which writes a dry run has shown. They are sealed over everything in a preview and ten minutes of
 * time, so that no other caller, call, or state of the page has the same one. They hold nothing: whoever checks one
 * makes the preview anew.
 */
export interface PreviewTokens {
  issue(preview: Preview): string;
  isFor(token: string, preview: Preview): boolean;
}

/** `keys`: the first one seals, the others still open. */
export function createPreviewTokens(keys: readonly Uint8Array[]): PreviewTokens {
  const [first] = keys;
  if (first === undefined) throw new Error('Preview tokens need a key.');
  return {
    issue: (preview) => {
      const expiresAtMs = Date.now() + lifetimeMs;
      return `${expiresAtMs.toString(36)}.${seal(first, preview, expiresAtMs).toString('base64url')}`;
    },
    isFor: (token, preview) => {
      const [, expiry = '', mark = ''] = /^([\da-z]{1,12})\.([\w-]{43})$/.exec(token) ?? [];
      const expiresAtMs = Number.parseInt(expiry, 36);
      if (!(expiresAtMs > Date.now())) return false;
      const given = Buffer.from(mark, 'base64url');
      return keys.some((key) => timingSafeEqual(given, seal(key, preview, expiresAtMs)));
    },
  };
}

function seal(key: Uint8Array, { principal, tool, args, writes }: Preview, expiresAtMs: number): Buffer {
  const parts = [principal, tool, fingerprint(args), [...writes].sort(), expiresAtMs];
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest();
}

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
