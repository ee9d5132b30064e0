import { afterAll, describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../src/sandbox/index.js';
import { describeLiveContract } from './describe-live-contract.js';
import { readLiveSettings } from './live-site.js';

const cloud = await startSandbox();
const dataCenter = await startSandbox({ flavor: 'datacenter', contextPath: '/confluence' });

const common = { spaceKey: 'ENG', cloudId: undefined, mayWrite: true };

describeLiveContract('the contract for real sites, against the sandbox of Cloud', {
  ...{ ...common, deployment: 'cloud', url: cloud.url, credentials: { kind: 'basic', ...cloud.credentials } },
});
describeLiveContract('the contract for real sites, against the sandbox of Data Center', {
  ...{ ...common, deployment: 'datacenter', url: dataCenter.url },
  credentials: { kind: 'bearer', token: dataCenter.credentials.personalToken },
});

describe('the settings for a real site', () => {
  const least = { LIVE_CONFLUENCE_URL: 'https://acme.atlassian.net', LIVE_SPACE: 'TEST' };

  it('are none without a URL, a space and credentials', () => {
    expect(readLiveSettings({})).toBeUndefined();
    expect(readLiveSettings(least)).toBeUndefined();
    expect(readLiveSettings({ ...least, LIVE_CONFLUENCE_USERNAME: 'a@b.c' })).toBeUndefined();
  });

  it('tell the deployment by the token, and write only when told', () => {
    const account = { LIVE_CONFLUENCE_USERNAME: 'a@b.c', LIVE_CONFLUENCE_API_TOKEN: 't' };
    expect(readLiveSettings({ ...least, ...account })).toMatchObject({ deployment: 'cloud', mayWrite: false });
    expect(readLiveSettings({ ...least, LIVE_CONFLUENCE_PERSONAL_TOKEN: 't', LIVE_WRITES: 'true' })).toMatchObject({
      deployment: 'datacenter',
      mayWrite: true,
    });
  });
});

describe('the contract for real sites', () => {
  afterAll(() => Promise.all([cloud.close(), dataCenter.close()]));

  it('leaves nothing of its own behind', () => {
    const contents = [cloud, dataCenter].flatMap(({ world }) => [...world.contents.values()]);
    const own = contents.filter(({ title }) => title.includes('live test'));
    expect(own.map(({ status }) => status)).toEqual(['trashed', 'trashed']);
  });
});
