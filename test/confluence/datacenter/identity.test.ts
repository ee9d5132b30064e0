import { describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../../src/sandbox/index.js';
import { caught } from '../../contract/caught.js';
import { openConfluenceClient } from '../open-client.js';
import { answer } from '../upstream.js';
import { useUpstreamClient } from './upstream-client.js';

const open = useUpstreamClient();
const anonymous = { type: 'anonymous', displayName: 'Anonymous' };

describe('the personal access token', () => {
  it('is asked about once, before anything else, for all calls', async () => {
    const { confluenceClient, upstream, answerWith } = open();
    answerWith({ '/api/space': () => ({ results: [] }) });
    await Promise.all([
      confluenceClient.forCall({}).spaces.list({ limit: 1 }),
      confluenceClient.forCall({}).spaces.list({ limit: 2 }),
    ]);
    await confluenceClient.forCall({}).spaces.list({ limit: 3 });
    const urls = upstream.requests.map(({ url }) => url);
    expect(urls[0]).toBe('/confluence/rest/api/user/current');
    expect(urls.filter((url) => url?.endsWith('/user/current'))).toHaveLength(1);
    expect(upstream.requests[0]?.headers.authorization).toBe('Bearer t');
  });

  it('that makes the service a visitor is rejected, and nothing is asked or written for it', async () => {
    const { confluence, upstream } = open();
    upstream.handler = (_req, res) => answer(res, 200, anonymous);
    const error = await caught(confluence.labels.add('7', ['x']));
    expect(error.code).toBe('CREDENTIALS_REJECTED');
    expect(error.hint).toContain('personal access token');
    expect(upstream.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  it('is asked about again after it was rejected', async () => {
    const { confluence, upstream, answerWith } = open();
    upstream.handler = (_req, res) => answer(res, 403, '');
    expect((await caught(confluence.spaces.list({ limit: 1 }))).code).toBe('CREDENTIALS_REJECTED');
    answerWith({ '/api/space': () => ({ results: [] }) });
    expect((await confluence.spaces.list({ limit: 1 })).items).toEqual([]);
  });

  it('is asked about by every ping', async () => {
    const { confluenceClient, upstream, answerWith } = open();
    answerWith({});
    await confluenceClient.ping();
    upstream.handler = (_req, res) => answer(res, 200, anonymous);
    expect((await caught(confluenceClient.ping())).code).toBe('CREDENTIALS_REJECTED');
    upstream.handler = (_req, res) => answer(res, 200, { type: 'known' });
    expect((await caught(confluenceClient.ping())).code).toBe('CREDENTIALS_REJECTED');
  });

  it('that is wrong is noticed although the site lets visitors in', async () => {
    const sandbox = await startSandbox({ flavor: 'datacenter', anonymousAccess: true });
    const confluenceClient = openConfluenceClient(open().upstream, {
      deployment: 'datacenter',
      siteUrl: sandbox.url,
      credentials: { kind: 'bearer', token: 'expired' },
    });
    expect((await caught(confluenceClient.forCall({}).spaces.list({ limit: 5 }))).code).toBe('CREDENTIALS_REJECTED');
    expect(sandbox.requests.map(({ path }) => path)).toEqual(['/rest/api/user/current']);
    await sandbox.close();
  });
});
