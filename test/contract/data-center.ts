import { afterEach, beforeEach } from '@jest/globals';
import { type ConfluenceClient, createConfluenceClient } from '../../src/confluence/index.js';
import { createOutbound } from '../../src/outbound/index.js';
import { seedPeople, startSandbox, type DataCenterSandbox, type World } from '../../src/sandbox/index.js';
import { userKeys } from '../../src/sandbox/seed/data-center.js';
import { type TestSite, type Capabilities, type Person, silent } from './test-site.js';

export const dataCenterCapabilities: Capabilities = {
  inlineComments: true,
  minorEdits: true,
  namesInBulk: false,
  folders: false,
  owners: false,
  siblingOrder: false,
  permissionChecks: false,
  emails: false,
  cursorsNamePages: false,
  childrenOfLargeTrees: true,
};

const userNames = {
  service: 'mcp-service',
  amina: 'amina',
  jonas: 'jonas',
  yuki: 'yuki',
  priya: 'priya',
  omar: 'omar',
};

/** Tests add pages by people whom the seed's own ids name, whatever the flavor. */
export function plantAsKnownPeople(world: World): void {
  const keys = new Map(Object.entries(seedPeople).map(([name, id]) => [id as string, userKeys[name as Person]]));
  const find = world.user.bind(world);
  world.user = (id) => find(keys.get(id) ?? id);
}

const startDataCenter = (contextPath: '' | '/confluence'): Promise<DataCenterSandbox> =>
  startSandbox({ flavor: 'datacenter', contextPath });

/** The service against a Data Center site at `contextPath`, whose first question, who the token belongs to, is behind it. */
export async function startDataCenterSite(
  contextPath: '' | '/confluence' = '/confluence',
  startSite: typeof startDataCenter = startDataCenter,
): Promise<TestSite> {
  const sandbox = await startSite(contextPath);
  plantAsKnownPeople(sandbox.world);
  const outbound = createOutbound();
  const opened: ConfluenceClient[] = [];
  const open = (token: string): ConfluenceClient => {
    const client = createConfluenceClient({
      deployment: 'datacenter',
      siteUrl: sandbox.url,
      credentials: { kind: 'bearer', token },
      timeoutMs: 10_000,
      maxConcurrency: 16,
      agents: outbound,
      log: silent,
      userAgent: 'confluence-mcp-server/test',
    });
    opened.push(client);
    return client;
  };
  const confluenceClient = open(sandbox.credentials.personalToken);
  await confluenceClient.forCall({}).users.current();
  sandbox.requests.length = 0;
  return {
    sandbox,
    people: userNames,
    authors: userKeys,
    attachmentId: (id) => id.replace(/^att/, ''),
    confluenceClient,
    confluence: confluenceClient.forCall({}),
    as: (person) => open(`${person}-personal-token`).forCall({}),
    stop: async () => {
      for (const client of opened) client.close();
      outbound.close();
      await sandbox.close();
    },
  };
}

/** A fresh Data Center site with its client for every test of the surrounding block. */
export function useDataCenter(contextPath?: '' | '/confluence'): () => TestSite {
  let site: TestSite;
  beforeEach(async () => {
    site = await startDataCenterSite(contextPath);
  });
  afterEach(() => site.stop());
  return () => site;
}
