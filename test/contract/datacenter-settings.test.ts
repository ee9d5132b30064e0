import { describe, expect, it } from '@jest/globals';
import { openConfluenceClient, openOutbound } from '../../src/compose.js';
import { startSandbox } from '../../src/sandbox/index.js';
import { configWith, type Variables } from '../support/settings.js';
import { silent } from './test-site.js';

/** Who the settings of a process make the service. */
async function whoIs(variables: Variables): Promise<{ deployment: string; name: string }> {
  const none = { CONFLUENCE_USERNAME: undefined, CONFLUENCE_API_TOKEN: undefined };
  const config = configWith({ ...none, ...variables });
  const outbound = openOutbound(config);
  const confluenceClient = await openConfluenceClient(config.confluence as NonNullable<typeof config.confluence>, {
    outbound,
    log: silent,
    version: '0',
  });
  try {
    await confluenceClient.ping();
    return { deployment: confluenceClient.deployment, name: (await confluenceClient.forCall({}).users.current()).name };
  } finally {
    confluenceClient.close();
    outbound.close();
  }
}

describe('the settings of a process', () => {
  it('open Data Center by its URL and a personal token alone', async () => {
    const sandbox = await startSandbox({ flavor: 'datacenter', contextPath: '/confluence' });
    const settings = { CONFLUENCE_URL: sandbox.url, CONFLUENCE_PAT: sandbox.credentials.personalToken };
    expect(await whoIs(settings)).toEqual({ deployment: 'datacenter', name: 'MCP Service' });
    await sandbox.close();
  });

  it('open Cloud through the gateway by a cloud id that is looked up', async () => {
    const sandbox = await startSandbox();
    const { username, apiToken } = sandbox.credentials;
    const settings = {
      ...{ CONFLUENCE_URL: sandbox.url, CONFLUENCE_USERNAME: username, CONFLUENCE_PERSONAL_TOKEN: apiToken },
      ...{ CONFLUENCE_CLOUD_ID: 'auto', ATLASSIAN_API_URL: new URL(sandbox.url).origin },
    };
    expect(await whoIs(settings)).toEqual({ deployment: 'cloud', name: 'MCP Service' });
    expect(sandbox.requests.every(({ path }) => /^\/(_edge|ex\/confluence)\//.test(path))).toBe(true);
    await sandbox.close();
  });
});
