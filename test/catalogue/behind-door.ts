import { catalogue } from '../../src/mcp/index.js';
import type { Deployment } from '../support/deployments.js';
import { openToolDoor, type ToolDoor } from '../support/tool-door.js';

/** How the text of every failure starts. */
export const failure = /^[A-Z_]+: /;

export const isRead = (name: string): boolean => catalogue.find((tool) => tool.name === name)?.effect === 'read';

/** Runs with a service and a site of its own. */
export async function behindDoor<T>(deployment: Deployment, work: (door: ToolDoor) => Promise<T>): Promise<T> {
  const door = await openToolDoor(deployment);
  try {
    return await work(door);
  } finally {
    await door.close();
  }
}
