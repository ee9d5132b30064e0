import type { RecordedRequest } from '../../src/sandbox/index.js';
import type { TestSite } from './test-site.js';

/**
 * A site whose tests also fail when a request of the client is none that the vendor's description of the API knows.
 *
 * @param faultsOf what is wrong with one request, by the description; absent where the descriptions are not beside the checkout
 */
export function byTheLetter(
  start: () => Promise<TestSite>,
  faultsOf: ((request: RecordedRequest) => string[]) | undefined,
): () => Promise<TestSite> {
  if (!faultsOf) {
    console.warn('SKIPPED: no API descriptions are beside the checkout, so no request was held against them.');
    return start;
  }
  return async () => {
    const site = await start();
    const stop = async (): Promise<void> => {
      await site.stop();
      const faults = site.sandbox.requests.flatMap((request) =>
        faultsOf(request).map((fault) => `${request.method} ${request.path}: ${fault}`),
      );
      if (faults.length > 0) throw new Error(`requests that the API description does not allow:\n${faults.join('\n')}`);
    };
    return { ...site, stop };
  };
}
