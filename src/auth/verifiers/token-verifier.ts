import type { AuthMode, Principal } from '../principal.js';

/** One way to prove who is calling. */
export interface TokenVerifier {
  readonly mode: AuthMode;
  /** Issuers whose JWTs come here; empty for tokens that are no JWTs. */
  readonly issuers: readonly string[];
  /** Throws AuthError; the answer is final. */
  verify(token: string): Promise<Principal>;
  /** Whether tokens could be verified now, where that depends on others. Throws AppError UPSTREAM_UNAVAILABLE. */
  readonly checkKeys?: () => Promise<void>;
}
