import { createConfluenceDesk, type Confluence, type ConfluenceDesk } from '../../src/confluence/index.js';
import { createOutbound } from '../../src/outbound/index.js';
import type { Logger } from '../../src/observability/index.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';

export const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  fatal: () => undefined,
  child: () => silent,
};

/** One site with its desk, fresh for every test. */
export interface Bench {
  readonly sandbox: Sandbox;
  readonly desk: ConfluenceDesk;
  /** The port as the service account. */
  readonly confluence: Confluence;
  /** The port as one of the site's people: `amina` writes engineering, `priya` reads it, `omar` sees nothing. */
  as(person: string): Confluence;
  stop(): Promise<void>;
}

/** The service against the sandbox, over real sockets. */
export async function startCloudBench(): Promise<Bench> {
  const sandbox = await startSandbox();
  const outbound = createOutbound();
  const open = (username: string, apiToken: string): ConfluenceDesk =>
    createConfluenceDesk({
      siteUrl: sandbox.url,
      credentials: { kind: 'basic', username, apiToken },
      timeoutMs: 10_000,
      maxConcurrency: 16,
      agents: outbound,
      log: silent,
      userAgent: 'confluence-mcp-server/test',
    });
  const desk = open(sandbox.credentials.username, sandbox.credentials.apiToken);
  return {
    sandbox,
    desk,
    confluence: desk.forCall({}),
    as: (person) => open(`${person}@sandbox.example`, `${person}-api-token`).forCall({}),
    stop: async () => {
      outbound.close();
      await sandbox.close();
    },
  };
}
