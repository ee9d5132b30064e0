import { describe, it } from '@jest/globals';
import { describeLiveContract } from './describe-live-contract.js';
import { readLiveSettings } from './live-site.js';

const settings = readLiveSettings(process.env);

if (settings === undefined) {
  console.warn(
    'SKIPPED: no real Confluence was asked. Set LIVE_CONFLUENCE_URL, LIVE_SPACE and LIVE_CONFLUENCE_USERNAME with ' +
      'LIVE_CONFLUENCE_API_TOKEN, or LIVE_CONFLUENCE_PERSONAL_TOKEN; with LIVE_WRITES=true a page is made and deleted.',
  );
  describe.skip('a real Confluence', () => {
    it('needs LIVE_CONFLUENCE_URL and credentials', () => undefined);
  });
} else {
  describeLiveContract(`a real Confluence (${settings.deployment})`, settings);
}
