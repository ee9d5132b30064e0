import { afterAll, describe, expect, it } from '@jest/globals';
import { people } from '../../src/sandbox/seed/people.js';
import { deployments, type Deployment } from '../support/deployments.js';
import { attempts } from './dry-run-attempts.js';
import type { Attempt } from './dry-run-rights.js';
import { isThorough } from '../support/thorough.js';
import { openToolClient, type ToolClient } from '../support/tool-client.js';
import { toolCallsOf } from './tool-calls.js';
import { isRead } from './with-tool-client.js';

/** Services whose site is still as it was made, by who they are and how they are set: what only refuses can share one. */
const clean = new Map<string, ToolClient>();
afterAll(() => Promise.all([...clean.values()].map((client) => client.close())));

/** What a preview says, and then the write on the same site, which the preview left as it was: `done`, or the code of the refusal. */
async function outcomesOf({ tool, args, prepare, person, env = {} }: Attempt, deployment: Deployment) {
  const key = JSON.stringify([deployment, person, env]);
  const client = clean.get(key) ?? (await openToolClient(deployment, { person, env }));
  clean.delete(key);
  client.sandbox.requests.length = 0;
  const outcomeOf = async (more: Record<string, unknown>) => {
    const { content, isError } = await client.call(tool, { ...args, ...more });
    return isError === true ? (content[0]?.text ?? '').replace(/:.*/s, '') : 'done';
  };
  let isClean = false;
  try {
    prepare?.(client);
    const previewed = await outcomeOf({ dry_run: true });
    expect(client.writes()).toEqual([]);
    const done = await outcomeOf({});
    isClean = prepare === undefined && client.writes().length === 0;
    return { previewed, done };
  } finally {
    if (isClean) clean.set(key, client);
    else await client.close();
  }
}

/** The same attempt with the ids that people have there. */
function ownOf(deployment: Deployment, attempt: Attempt): Attempt {
  const self = deployment === 'cloud' ? people.service : 'mcp-service';
  const args = JSON.parse(JSON.stringify(attempt.args).replaceAll('SELF', self)) as Record<string, unknown>;
  return { ...attempt, args };
}

async function expectSame(attempt: Attempt, deployment: Deployment): Promise<void> {
  const { previewed, done } = await outcomesOf(attempt, deployment);
  expect({ preview: previewed === 'done' ? 'done' : 'refused' }).toEqual({
    preview: done === 'done' ? 'done' : 'refused',
  });
}

describe.each(deployments)('a dry run says what the write does, on %s:', (deployment) => {
  const own = toolCallsOf(deployment);
  const here = Object.entries(attempts)
    .filter(([, { tool, on = deployment }]) => on === deployment && tool in own)
    .map(([what, attempt]) => [what, ownOf(deployment, attempt)] as const);
  it.each(here)('%s', (_what, attempt) => expectSame(attempt, deployment));

  // What a preview of each writer and the write make of the site as it is, nothing-else.test.ts compares; of a space that is read-only,
  // and of one that is hidden, describe-space-policy.ts. Unless all is tried, one deployment says what is not there, in turns.
  const missing = Object.entries(own).filter(([name, call]) => !isRead(name) && call.missing !== undefined);
  const inTurns = missing.filter(
    (_call, turn) => isThorough || turn % deployments.length === deployments.indexOf(deployment),
  );
  it.each(inTurns)('%s of what is not there', (tool, call) =>
    expectSame({ tool, args: { ...call.args, ...call.missing } }, deployment),
  );
});

describe('without the right to write, a dry run is refused as the write is:', () => {
  const refused = deployments.flatMap((deployment) =>
    Object.entries(toolCallsOf(deployment))
      .filter(([name, { args }]) => !isRead(name) && (deployment === 'cloud' || isToldByDataCenter(name, args)))
      .map(([tool, { args }]) => ({ tool, args, deployment })),
  );
  it.each(refused)('$tool on $deployment', async ({ tool, args, deployment }) => {
    const { previewed, done } = await outcomesOf({ tool, args, person: 'priya' }, deployment);
    expect(previewed).toBe('FORBIDDEN');
    expect(done).toMatch(/^(?:FORBIDDEN|NOT_FOUND)$/);
  });
});

/** It tells what may be done with content that is there, and of spaces nothing: whether one may create or comment there. */
function isToldByDataCenter(name: string, args: Record<string, unknown>): boolean {
  return !('space_key' in args) && !/copy|add_comment|resolve_comment/.test(name);
}
