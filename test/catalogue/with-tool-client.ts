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
