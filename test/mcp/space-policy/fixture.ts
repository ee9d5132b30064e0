import { afterEach, beforeEach } from '@jest/globals';
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
    const plain = await startCloudSite();
    furnish(plain.sandbox.world);
    fixture = {
      ...plain,
      under: (rules = cornerRules) => {
        const policy = createSpacePolicy(rules);
        if (policy === undefined) throw new Error('these rules restrict nothing');
        return policed(plain.confluenceClient.forCall({}), policy);
      },
      writes: () => upstreamWrites(plain.sandbox.requests),
    };
  });
  afterEach(() => fixture.stop());
  return () => fixture;
}
