import type { Confluence, ConfluenceClient } from '../../confluence/index.js';
import type { TableScope } from '../call-scope.js';
import { policed } from './policed.js';
import { createSpacePolicy, intersect } from './space-policy.js';
import type { SpacePolicy } from './space-policy.js';
import { SpelledKeys } from './spelled-keys.js';

/** A client that knows to which spaces a caller is narrowed. */
export interface PolicedClient extends ConfluenceClient {
  forCall(scope: TableScope): Confluence;
}

/**
 * A client that hands out nothing but what the policy and the caller's own spaces both allow; where neither restricts,
 * what the client itself hands out. Callers can only be narrowed: what is denied or read-only stays so for all.
 */
export function policedClient(confluenceClient: ConfluenceClient, policy: SpacePolicy | undefined): PolicedClient {
  const shared = new SpelledKeys();
  return {
    ...confluenceClient,
    forCall: ({ spaces, ...scope }) => {
      const own = spaces ? createSpacePolicy({ filter: [...spaces] }) : undefined;
      const allowed = intersect(policy, own);
      const confluence = confluenceClient.forCall(scope);
      // With accounts of their own, callers see different spaces: one must not learn from another which there are.
      const spelled = scope.account === undefined ? shared : new SpelledKeys();
      return allowed === undefined ? confluence : policed(confluence, allowed, spelled);
    },
  };
}
