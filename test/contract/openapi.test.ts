import { describe, it } from '@jest/globals';
import type { RecordedRequest } from '../../src/sandbox/index.js';
import { createOpenApiValidator, isOpenApiAvailable } from '../support/openapi.js';
import { cloudCapabilities, startCloudSite, type TestSite } from './test-site.js';
import { describeConfluenceContract } from './describe-confluence-contract.js';
import { describeCloudGroups } from './groups/cloud-groups.js';

/** The signed addresses that downloads are redirected to are described nowhere. */
function isOfTheApi({ path }: RecordedRequest): boolean {
  return !path.startsWith('/media/');
}

/** The contract once more; each test also fails when a request of the client is none that Atlassian's descriptions know. */
if (isOpenApiAvailable) {
  const validator = createOpenApiValidator();
  const start = async (): Promise<TestSite> => {
    const site = await startCloudSite();
    return {
      ...site,
      stop: async () => {
        await site.stop();
        const faults = site.sandbox.requests
          .filter(isOfTheApi)
          .flatMap(({ method, path, query, body }) =>
            validator.validateRequest(method, path, query, body).map((fault) => `${method} ${path}: ${fault}`),
          );
        if (faults.length > 0)
          throw new Error(`requests that the API description does not allow:\n${faults.join('\n')}`);
      },
    };
  };
  describeConfluenceContract(
    "Confluence Cloud by the letter of Atlassian's API descriptions",
    start,
    cloudCapabilities,
    [describeCloudGroups],
  );
} else {
  console.warn(
    "SKIPPED: Atlassian's API descriptions are not beside the checkout, so no request was held against them.",
  );
  describe.skip("Confluence Cloud by the letter of Atlassian's API descriptions", () => {
    it('needs ../shared/data/openapi', () => undefined);
  });
}
