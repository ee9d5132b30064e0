import type { UpstreamIdentity } from './upstream/upstream.js';

/** Keeps what the upstream gave for a grant, for as long as the grant lives. */
export interface UpstreamTokenVault {
  save(grantId: string, identity: UpstreamIdentity): Promise<void>;
  /** Forgets it here and at the upstream; forgetting twice is no fault. */
  drop(grantId: string): Promise<void>;
}
