import {
  createUpstreamCredentials,
  type UpstreamCredentials,
} from '../../../../src/auth/oauth/grants/upstream-credentials.js';
import type { Upstream, UpstreamTokens } from '../../../../src/auth/oauth/upstream/upstream.js';
import { seedPeople, type CloudSandbox } from '../../../../src/sandbox/index.js';
import type { StateStore } from '../../../../src/state/index.js';
import { createMemoryLog, type LogLine } from '../../../http/memory-log.js';
import { atlassianAt, logIn } from '../upstream/atlassian-login.js';

export const grantId = 'grant-1';
export const amina = { grantId, mode: 'oauth' } as const;

/** The credentials of a replica, whose grants end in a list. */
export interface TestCredentials extends UpstreamCredentials {
  readonly revoked: string[];
  readonly lines: LogLine[];
}

export function openUpstreamCredentials(
  store: StateStore,
  upstream: Pick<Upstream, 'refresh' | 'revoke'>,
): TestCredentials {
  const [revoked, lines]: [string[], LogLine[]] = [[], []];
  const credentials = createUpstreamCredentials({
    store,
    upstream,
    log: createMemoryLog(lines),
    revokeGrant: async (id) => {
      revoked.push(id);
      await credentials.drop(id);
    },
  });
  return { ...credentials, revoked, lines };
}

/** Lets a person in, whose access token has run out by the time that it is used. */
export async function saveExpired(credentials: UpstreamCredentials, sandbox: CloudSandbox): Promise<UpstreamTokens> {
  const identity = await logIn(sandbox, seedPeople.amina, atlassianAt(sandbox));
  const tokens = { ...identity.tokens, expiresAtMs: Date.now() - 1 };
  sandbox.oauth.expireAccessTokens();
  await credentials.save(grantId, { ...identity, tokens });
  return tokens;
}
