import { type Confluence, type ConfluenceClient, createConfluenceClient } from '../../src/confluence/index.js';
import type { Logger } from '../../src/observability/index.js';
import { createOutbound } from '../../src/outbound/index.js';
import { type Sandbox, seedPeople, startSandbox } from '../../src/sandbox/index.js';

export const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  fatal: () => undefined,
  child: () => silent,
};

/** What callers of the port notice of the deployment behind it. */
export interface Capabilities {
  /** Comments can be put on a phrase, and their threads resolved. */
  readonly inlineComments: boolean;
  readonly minorEdits: boolean;
  /** Many names come in one request, and comments have ids for authors whose names are hidden. */
  readonly namesInBulk: boolean;
  /** The tree has folders, which are no pages. */
  readonly folders: boolean;
  /** Pages have owners beside their authors. */
  readonly owners: boolean;
  /** A page can be put before or after another. */
  readonly siblingOrder: boolean;
  /** Whether somebody may do something to a page can be asked. */
  readonly permissionChecks: boolean;
  /** People come with their addresses. */
  readonly emails: boolean;
  /** Cursors into a large tree name pages of it, which can vanish. */
  readonly cursorsNamePages: boolean;
  /** Whether pages have children is known however large the tree is. */
  readonly childrenOfLargeTrees: boolean;
}

export const cloudCapabilities: Capabilities = {
  inlineComments: true,
  minorEdits: false,
  namesInBulk: true,
  folders: true,
  owners: true,
  siblingOrder: true,
  permissionChecks: true,
  emails: true,
  cursorsNamePages: true,
  childrenOfLargeTrees: false,
};

export type Person = keyof typeof seedPeople;

/** One site with its client, fresh for every test. */
export interface TestSite {
  readonly sandbox: Sandbox<unknown>;
  /** Ids of people as the port tells them. */
  readonly people: Readonly<Record<Person, string>>;
  /** Ids of people as the world of the sandbox knows them. */
  readonly authors: Readonly<Record<Person, string>>;
  /** The id of an attachment of the sandbox's world as the port tells it. */
  attachmentId(id: string): string;
  readonly confluenceClient: ConfluenceClient;
  /** The port as the service account. */
  readonly confluence: Confluence;
  /** The port as one of the site's people: `amina` writes engineering, `priya` reads it, `omar` sees nothing. */
  as(person: string): Confluence;
  stop(): Promise<void>;
}

/** Reaches the site of the running test. */
export type UseSite = () => TestSite;

/** The service against a site, over real sockets; the sandbox unless another is named. */
export async function startCloudSite(startSite: () => Promise<Sandbox> = startSandbox): Promise<TestSite> {
  const sandbox = await startSite();
  const outbound = createOutbound();
  const opened: ConfluenceClient[] = [];
  const open = (username: string, apiToken: string): ConfluenceClient => {
    const client = createConfluenceClient({
      deployment: 'cloud',
      siteUrl: sandbox.url,
      credentials: { kind: 'basic', username, apiToken },
      timeoutMs: 10_000,
      maxConcurrency: 16,
      agents: outbound,
      log: silent,
      userAgent: 'confluence-mcp-server/test',
    });
    opened.push(client);
    return client;
  };
  const confluenceClient = open(sandbox.credentials.username, sandbox.credentials.apiToken);
  return {
    sandbox,
    people: seedPeople,
    authors: seedPeople,
    attachmentId: (id) => id,
    confluenceClient,
    confluence: confluenceClient.forCall({}),
    as: (person) => open(`${person}@sandbox.example`, `${person}-api-token`).forCall({}),
    stop: async () => {
      // Reads that nobody waits for any more go on otherwise, and are tried again, against a site that has gone.
      for (const client of opened) client.close();
      outbound.close();
      await sandbox.close();
    },
  };
}
