import { afterAll } from '@jest/globals';
import { catalogue } from '../../src/mcp/index.js';
import type { Deployment } from '../support/deployments.js';
import { openToolClient, type ToolClient } from '../support/tool-client.js';

/** How the text of every failure starts. */
export const failure = /^[A-Z_]+: /;

export const isRead = (name: string): boolean => catalogue.find((tool) => tool.name === name)?.effect === 'read';

/** Runs with a service and a site of its own. */
export async function withToolClient<T>(deployment: Deployment, work: (client: ToolClient) => Promise<T>): Promise<T> {
  const client = await openToolClient(deployment);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

/** A service that one test leaves to the next, as long as its site is as it was made. */
export interface SharedClient {
  /** The one that was left, or a new one; whoever takes it leaves it or closes it. */
  readonly take: () => Promise<ToolClient>;
  readonly leave: (client: ToolClient) => void;
}

/** For the tests of the surrounding block: to open a service takes longer than most calls. */
export function shareToolClient(deployment: Deployment): SharedClient {
  let left: ToolClient | undefined;
  afterAll(() => left?.close());
  return {
    take: async () => {
      const client = left ?? (await openToolClient(deployment));
      left = undefined;
      return client;
    },
    leave: (client) => {
      left = client;
    },
  };
}
