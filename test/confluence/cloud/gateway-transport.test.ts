import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createConfluenceClient, type ConfluenceClient } from '../../../src/confluence/index.js';
import { createOutbound, type Outbound } from '../../../src/outbound/index.js';
import { cloudId } from '../../../src/sandbox/cloud/gateway.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/index.js';
import { silent } from '../../contract/test-site.js';
import { caught } from '../../contract/caught.js';

let sandbox: Sandbox;
let outbound: Outbound;
beforeEach(async () => {
  sandbox = await startSandbox();
  outbound = createOutbound();
});
afterEach(async () => {
  outbound.close();
  await sandbox.close();
});

const open = (id: string, siteUrl = sandbox.url): ConfluenceClient =>
  createConfluenceClient({
    deployment: 'cloud',
    siteUrl,
    gateway: { url: new URL(sandbox.url).origin, cloudId: id },
    credentials: { kind: 'basic', ...sandbox.credentials },
    timeoutMs: 5_000,
    maxConcurrency: 4,
    agents: outbound,
    log: silent,
    userAgent: 'test/1',
  });

const paths = (): string[] => sandbox.requests.map(({ path }) => path);

describe("Atlassian's API gateway", () => {
  it('is asked in place of the site, whose links people get all the same', async () => {
    const space = await open(cloudId).forCall({}).spaces.get('ENG');
    expect(space.url).toBe(`${sandbox.url}/spaces/ENG`);
    expect(paths()).toEqual([`/ex/confluence/${cloudId}/wiki/api/v2/spaces`]);
  });

  it('is found by asking the site once, which is shown no credentials', async () => {
    const confluenceClient = open('auto');
    const { spaces, users } = confluenceClient.forCall({});
    await Promise.all([spaces.get('ENG'), users.current(), confluenceClient.ping()]);
    expect(paths().filter((path) => path.startsWith('/_edge'))).toEqual(['/_edge/tenant_info']);
    expect(sandbox.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(paths().filter((path) => path.startsWith(`/ex/confluence/${cloudId}/wiki/`))).toHaveLength(3);
  });

  it('is looked for again after the site could not be asked', async () => {
    const { users } = open('auto').forCall({});
    sandbox.faults.add({ kind: 'status', status: 500, times: 1 });
    expect((await caught(users.current())).code).toBe('UPSTREAM_UNAVAILABLE');
    expect((await users.current()).name).toBe('MCP Service');
  });

  it('cannot be found through a site that tells no id', async () => {
    const { users } = open('auto').forCall({});
    sandbox.faults.add({ kind: 'status', status: 404, match: { path: /_edge/ } });
    const error = await caught(users.current());
    expect(error).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message: 'The cloud id of the site could not be found.',
    });
    expect(error.hint).toContain('CONFLUENCE_CLOUD_ID');
  });

  it('ends what is in flight when the client closes, before and after it was found', async () => {
    for (const first of [true, false]) {
      const confluenceClient = open('auto');
      if (!first) await confluenceClient.ping();
      sandbox.faults.add({ kind: 'hang' });
      setTimeout(() => confluenceClient.close(), 30);
      await expect(confluenceClient.forCall({}).users.current()).rejects.toMatchObject({ name: 'AbortError' });
      sandbox.faults.clear();
    }
  });
});
