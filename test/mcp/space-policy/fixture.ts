import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import type { Confluence } from '../../../src/confluence/index.js';
import { createSpacePolicy, policed, type SpaceRules } from '../../../src/mcp/space-policy/index.js';
import type { RecordedRequest } from '../../../src/sandbox/index.js';
import { startCloudSite, type TestSite } from '../../contract/test-site.js';
import { cornerRules, furnish } from '../../support/three-spaces.js';
import { upstreamWrites } from '../../support/upstream-writes.js';

/** The port in front of three furnished spaces, with and without a policy. */
export interface PolicyFixture extends TestSite {
  /** As one call sees it: by default under the rules that the corners are named after. */
  under(rules?: SpaceRules): Confluence;
  /** The requests that would have changed something. */
  writes(): RecordedRequest[];
}

export function usePolicyFixture(): () => PolicyFixture {
  let fixture: PolicyFixture;
  beforeEach(async () => {
    fixture = await openPolicyFixture();
  });
  afterEach(() => fixture.stop());
  return () => fixture;
}

/** One for all tests of the surrounding block, which change nothing. */
export function sharePolicyFixture(): () => PolicyFixture {
  let fixture: PolicyFixture;
  beforeAll(async () => {
    fixture = await openPolicyFixture();
  });
  afterAll(() => fixture.stop());
  return () => fixture;
}

async function openPolicyFixture(): Promise<PolicyFixture> {
  const plain = await startCloudSite();
  furnish(plain.sandbox.world);
  return {
    ...plain,
    under: (rules = cornerRules) => {
      const policy = createSpacePolicy(rules);
      if (policy === undefined) throw new Error('these rules restrict nothing');
      return policed(plain.confluenceClient.forCall({}), policy);
    },
    writes: () => upstreamWrites(plain.sandbox.requests),
  };
}
