import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../errors.js';
import { isJwt } from './bearer-token.js';

/** One entry of the file of static tokens. The token itself is not kept. */
export interface StaticToken {
  /** SHA-256 of the token, 32 bytes. */
  readonly digest: Buffer;
  readonly userId: string;
  readonly organizationId: string | null;
  /** Scopes and tool names, not yet checked against the tools there are. */
  readonly permissions: readonly string[];
  /** Place in the file, from 1: the only name of an entry that may be shown. */
  readonly position: number;
}

/** The entries in the order of the file. */
export type StaticTokens = readonly StaticToken[];

const text = z
  .string()
  .min(1)
  .max(255)
  .regex(/^\P{Cc}*$/u);
const owner = z.strictObject({
  user_id: text,
  organization_id: text.nullish(),
  permissions: z.array(text),
});

const digestForm = /^sha256:([0-9a-f]{64})$/i;
const tokenForm = /^[A-Za-z0-9\-._~+/]{32,4096}=*$/;

/** The form in which a token can stand in the static-token file: `sha256:` and 64 hex digits. */
export function hashToken(token: string): string {
  return `sha256:${createHash('sha256').update(token).digest('hex')}`;
}

/**
 * The static-token file: `{"<token or sha256:hex>": {user_id, organization_id?, permissions}}`. Throws AppError
 * INVALID_INPUT, which names entries by their position and never shows a token.
 */
export function parseStaticTokens(json: unknown): StaticTokens {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new AppError('INVALID_INPUT', 'The static tokens are not a JSON object of tokens.');
  }
  const tokens = Object.entries(json).map(([key, value], index) => parseEntry(key, value, index + 1));
  if (tokens.length === 0) throw new AppError('INVALID_INPUT', 'The static tokens hold no token.');
  const positions = new Map<string, number>();
  for (const { digest, position } of tokens) {
    const earlier = positions.get(digest.toString('hex'));
    if (earlier !== undefined) throw fault(position, `is the same token as entry ${earlier}.`);
    positions.set(digest.toString('hex'), position);
  }
  return tokens;
}

function parseEntry(key: string, value: unknown, position: number): StaticToken {
  const parsed = owner.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw fault(position, `has a wrong form${issue?.path.length ? ` at ${issue.path.join('.')}` : ''}.`);
  }
  const { user_id: userId, organization_id: organizationId = null, permissions } = parsed.data;
  return { digest: parseDigest(key, position), userId, organizationId, permissions, position };
}

function parseDigest(key: string, position: number): Buffer {
  const hex = digestForm.exec(key)?.[1];
  if (hex !== undefined) return Buffer.from(hex, 'hex');
  if (key.startsWith('sha256:')) throw fault(position, 'is not "sha256:" and 64 hex digits.');
  if (!tokenForm.test(key)) {
    throw fault(position, 'needs a token of 32 to 4096 letters, digits or - . _ ~ + / characters.');
  }
  if (isJwt(key)) throw fault(position, 'is a JWT, which is never looked up here.');
  return createHash('sha256').update(key).digest();
}

function fault(position: number, what: string): AppError {
  return new AppError('INVALID_INPUT', `Entry ${position} of the static tokens ${what}`, {
    hint:
      'Each entry is "<token or sha256:hex>": {"user_id": "…", "organization_id": "…", "permissions": ["…"]}, ' +
      'with a token of 32 characters or more.',
  });
}
