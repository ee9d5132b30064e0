/** Previews and the writes that they are of, in front of a far end that this project did not write. */
import { describe, expect, it } from '@jest/globals';
import type { Sandbox } from '../../src/sandbox/index.js';
import { people } from '../../src/sandbox/seed/people.js';
import { attempts } from '../catalogue/dry-run-attempts.js';
import { toolCallsOf } from '../catalogue/tool-calls.js';
import { isRead } from '../catalogue/with-tool-client.js';
import { deployments, type Deployment } from '../support/deployments.js';
import { openToolClient } from '../support/tool-client.js';
import { isThere } from './emulator.js';
import { startSecond } from './second-sandbox.js';

type Row = readonly [deployment: Deployment, what: string, tool: string, args: Record<string, unknown>];

/** What needs no preparation: every attempt, every writer's own call, and each of what is not there. */
const rows = deployments.flatMap((deployment): Row[] => {
  const calls = toolCallsOf(deployment);
  const self = deployment === 'cloud' ? people.service : 'mcp-service';
  const own = <T>(args: T): T => JSON.parse(JSON.stringify(args).replaceAll('SELF', self)) as T;
  const tried = Object.entries(attempts)
    .filter(([, { tool, on = deployment, prepare }]) => on === deployment && tool in calls && prepare === undefined)
    .map(([what, { tool, args }]): Row => [deployment, what, tool, own(args)]);
  const writers = Object.entries(calls).filter(([name]) => !isRead(name));
  return [
    ...tried,
    ...writers.map(([name, { args }]): Row => [deployment, `${name} as it is`, name, args]),
    ...writers.flatMap(([name, { args, missing }]): Row[] =>
      missing === undefined ? [] : [[deployment, `${name} of what is not there`, name, { ...args, ...missing }]],
    ),
  ];
});

(isThere() ? describe : describe.skip)('against the second far end a dry run says what the write does:', () => {
  it.each(rows)('on %s, %s', async (deployment, _what, tool, args) => {
    const sandbox = (await startSecond(deployment, deployment === 'cloud' ? '' : '/confluence')) as Sandbox;
    const client = await openToolClient(deployment, { sandbox });
    try {
      const outcome = async (more: object) => {
        const { content, isError } = await client.call(tool, { ...args, ...more });
        return { isDone: isError !== true, text: content[0]?.text };
      };
      const previewed = await outcome({ dry_run: true });
      expect(client.writes()).toEqual([]);
      const done = await outcome({});
      expect({ previewed, done }).toMatchObject({ previewed: { isDone: done.isDone } });
    } finally {
      await client.close();
      await sandbox.close();
    }
  });
});
