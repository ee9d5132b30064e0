import { describe, it } from '@jest/globals';
import { createEndpointList, isEndpointListAvailable } from '../support/data-center-endpoints.js';
import type { TestSite } from './test-site.js';
import { dataCenterCapabilities, startDataCenterSite } from './data-center.js';
import { describeConfluenceContract } from './describe-confluence-contract.js';

const name = 'Confluence Data Center by the letter of its list of endpoints';

/** The contract once more; each test also fails when a request of the client is to no endpoint that Atlassian lists. */
if (isEndpointListAvailable) {
  const endpoints = createEndpointList();
  const start = async (): Promise<TestSite> => {
    const site = await startDataCenterSite('');
    return {
      ...site,
      stop: async () => {
        await site.stop();
        const faults = site.sandbox.requests.flatMap(({ method, path, query }) =>
          endpoints.faultsOf(method, path, query),
        );
        if (faults.length > 0) throw new Error(`requests that no list of endpoints knows:\n${faults.join('\n')}`);
      },
    };
  };
  describeConfluenceContract(name, start, dataCenterCapabilities);
} else {
  console.warn('SKIPPED: the list of endpoints is not beside the checkout, so no request was held against it.');
  describe.skip(name, () => {
    it('needs ../shared/data/openapi', () => undefined);
  });
}
