import { createConfluenceClient, type Confluence, type ConfluenceClient } from '../../src/confluence/index.js';
import { createOutbound } from '../../src/outbound/index.js';
import { silent } from '../contract/test-site.js';

/** A real site, told by variables of the process. */
export interface LiveSettings {
  readonly deployment: ConfluenceClient['deployment'];
  readonly url: string;
  /** The space whose pages are read, and in which a page of this test's own may be written. */
  readonly spaceKey: string;
  readonly credentials: Parameters<typeof createConfluenceClient>[0]['credentials'];
  readonly cloudId: string | undefined;
  /** Whether a page may be made (and deleted again). */
  readonly mayWrite: boolean;
}

/** What to set: LIVE_CONFLUENCE_URL, LIVE_SPACE, and LIVE_CONFLUENCE_USERNAME with LIVE_CONFLUENCE_API_TOKEN or LIVE_CONFLUENCE_PERSONAL_TOKEN. */
export function readLiveSettings(env: NodeJS.ProcessEnv): LiveSettings | undefined {
  const { LIVE_CONFLUENCE_URL: url, LIVE_SPACE: spaceKey, LIVE_CONFLUENCE_PERSONAL_TOKEN: token } = env;
  const { LIVE_CONFLUENCE_USERNAME: username, LIVE_CONFLUENCE_API_TOKEN: apiToken } = env;
  if (!url || !spaceKey) return undefined;
  const common = { url, spaceKey, cloudId: env['LIVE_CONFLUENCE_CLOUD_ID'], mayWrite: env['LIVE_WRITES'] === 'true' };
  if (token) return { ...common, deployment: 'datacenter', credentials: { kind: 'bearer', token } };
  if (!username || !apiToken) return undefined;
  return { ...common, deployment: 'cloud', credentials: { kind: 'basic', username, apiToken } };
}

export interface LiveSite extends LiveSettings {
  readonly confluenceClient: ConfluenceClient;
  readonly confluence: Confluence;
  stop(): void;
}

export function openLiveSite(settings: LiveSettings): LiveSite {
  const agents = createOutbound();
  const { cloudId } = settings;
  const confluenceClient = createConfluenceClient({
    deployment: settings.deployment,
    siteUrl: settings.url,
    gateway: cloudId === undefined ? undefined : { url: 'https://api.atlassian.com', cloudId },
    credentials: settings.credentials,
    timeoutMs: 30_000,
    maxConcurrency: 4,
    agents,
    log: silent,
    userAgent: 'confluence-mcp-server/live-test',
  });
  const stop = (): void => {
    confluenceClient.close();
    agents.close();
  };
  return { ...settings, confluenceClient, confluence: confluenceClient.forCall({}), stop };
}
