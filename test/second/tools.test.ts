/** Every tool's happy path, and the tour that shows the product, in front of a far end that this project did not write. */
import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { runTour } from '../../src/cli/tour.js';
import type { Sandbox } from '../../src/sandbox/index.js';
import { toolCallsOf } from '../catalogue/tool-calls.js';
import { failure, isRead } from '../catalogue/with-tool-client.js';
import { Capture } from '../support/capture.js';
import { deployments, type Deployment } from '../support/deployments.js';
import { startTestService } from '../support/service.js';
import { openToolClient } from '../support/tool-client.js';
import { isThere } from './emulator.js';
import { startSecond } from './second-sandbox.js';

async function onSecond<T>(deployment: Deployment, work: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  const sandbox = await startSecond(deployment, deployment === 'cloud' ? '' : '/confluence');
  try {
    return await work(sandbox as Sandbox);
  } finally {
    await sandbox.close();
  }
}

const calls = deployments.flatMap((deployment) =>
  Object.entries(toolCallsOf(deployment)).map(([name, call]) => ({ deployment, name, call })),
);

(isThere() ? describe : describe.skip)('against the second far end', () => {
  it.each(calls)('$deployment: $name succeeds, and writes only when it is a writer', ({ deployment, name, call }) =>
    onSecond(deployment, async (sandbox) => {
      const client = await openToolClient(deployment, { sandbox });
      try {
        const result = await client.call(name, call.args);
        expect(result.content[0]?.text).not.toMatch(failure);
        expect(client.writes()).toHaveLength(isRead(name) ? 0 : (call.writes ?? 1));
        expect(client.outcomes()).toEqual(['ok']);
      } finally {
        await client.close();
      }
    }),
  );

  it.each(deployments)('%s: the tour holds', (deployment) =>
    onSecond(deployment, async (sandbox) => {
      const service = await startTestService({ deployment, sandbox });
      const stdout = new Capture();
      const io = { stdin: Readable.from([]), stdout, stderr: stdout, stopped: new Promise<undefined>(() => undefined) };
      try {
        const held = await runTour(io, { url: service.url, token: await service.token() });
        expect([held, stdout.text]).toEqual([true, expect.stringContaining('steps held')]);
      } finally {
        await service.close();
      }
    }),
  );
});
