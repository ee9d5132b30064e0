import { createUpstreamTokens, type UpstreamTokensVault } from '../../../../src/auth/oauth/upstream-tokens.js';
import type { Upstream, UpstreamTokens } from '../../../../src/auth/oauth/upstream/upstream.js';
import { seedPeople, type CloudSandbox } from '../../../../src/sandbox/index.js';
import type { StateStore } from '../../../../src/state/index.js';
import { createMemoryLog, type LogLine } from '../../../http/memory-log.js';
import { atlassianAt, logIn } from './atlassian-login.js';

export const grantId = 'grant-1';
export const amina = { grantId, mode: 'oauth' } as const;

/** A replica's vault, whose grants end in a list. */
export interface TestVault extends UpstreamTokensVault {
  readonly revoked: string[];
  readonly lines: LogLine[];
}

export function openVault(store: StateStore, upstream: Pick<Upstream, 'refresh' | 'revoke'>): TestVault {
  const [revoked, lines]: [string[], LogLine[]] = [[], []];
  const vault = createUpstreamTokens({
    store,
    upstream,
    log: createMemoryLog(lines),
    revokeGrant: async (id) => {
      revoked.push(id);
      await vault.drop(id);
    },
  });
  return { ...vault, revoked, lines };
}

/** Lets a person in, whose access token has run out by the time that it is used. */
export async function saveExpired(vault: UpstreamTokensVault, sandbox: CloudSandbox): Promise<UpstreamTokens> {
  const identity = await logIn(sandbox, seedPeople.amina, atlassianAt(sandbox));
  const tokens = { ...identity.tokens, expiresAtMs: Date.now() - 1 };
  sandbox.oauth.expireAccessTokens();
  await vault.save(grantId, { ...identity, tokens });
  return tokens;
}
