import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogue } from '../../src/mcp/index.js';
import { deployments, type Deployment } from '../support/deployments.js';
import { isThorough } from '../support/thorough.js';
import { openToolClient, type ToolClient } from '../support/tool-client.js';
import { withToolClient, failure, isRead, shareToolClient } from './with-tool-client.js';
import { describeUpstreamTrouble, firstCallOf } from './describe-upstream-trouble.js';
import { absentToolsOf, toolCalls, toolCallsOf, unsupportedToolsOf, type ToolCall } from './tool-calls.js';
import { until } from '../support/until.js';
import { upstreamWrites } from '../support/upstream-writes.js';

/** What holds for every tool, called over HTTP through the whole service in front of one kind of Confluence. */
export function describeEveryTool(deployment: Deployment): void {
  const calls = toolCallsOf(deployment);

  it('has a case for every tool that asks Confluence', () => {
    const asking = catalogue.filter(({ toolset }) => toolset !== 'examples').map(({ name }) => name);
    const covered = [...Object.keys(calls), ...absentToolsOf(deployment), ...unsupportedToolsOf(deployment)];
    expect(covered.sort()).toEqual(asking.sort());
  });

  it('lists the tools that this deployment can have, and does not know the others', async () => {
    await withToolClient(deployment, async (client) => {
      const absent = absentToolsOf(deployment);
      const there = catalogue.map(({ name }) => name).filter((name) => !absent.includes(name));
      expect(await client.listTools()).toEqual(there);
      for (const name of absent) await expect(client.call(name, {})).rejects.toThrow(`Unknown tool: ${name}`);
    });
  });

  it('says what to do instead of what this deployment has no API for', async () => {
    await withToolClient(deployment, async (client) => {
      for (const name of unsupportedToolsOf(deployment)) {
        expect(await client.text(name, toolCalls[name]?.args ?? {})).toMatch(/^NOT_SUPPORTED: .*\. [A-Z].*\.$/);
      }
      expect(client.writes()).toEqual([]);
    });
  });

  const shared = shareToolClient(deployment);
  describe.each(Object.entries(calls))('%s', (name, call) => {
    it('succeeds, and writes only when it is a writer', async () => {
      const { result, progress, requests, outcomes } = await firstCallOf(deployment, name, call);
      expect(result.content[0]?.text).not.toMatch(failure);
      expect(result.isError).toBeUndefined();
      // A model pays for every word: an acknowledgement never repeats what was written. What goes with it is named.
      const most = result.structuredContent?.['warnings'] === undefined ? 1000 : 1200;
      if (!isRead(name)) expect(JSON.stringify(result).length).toBeLessThan(most);
      expect(upstreamWrites(requests)).toHaveLength(isRead(name) ? 0 : (call.writes ?? 1));
      expect(outcomes).toEqual(['ok']);
      // Whoever waits for several requests is told that the work goes on.
      if (requests.length > 1) expect(progress).not.toEqual([]);
    });

    describeUpstreamTrouble(shared, deployment, name, call);
  });

  it.each(having(calls, 'versioned'))(
    '[C18] %s never writes over what somebody else wrote meanwhile',
    async (name, call) => {
      await withToolClient(deployment, (client) => race(client, name, call));
    },
  );

  describeRefusals(deployment, calls);
}

/** The calls of which something is told. */
function having(calls: Readonly<Record<string, ToolCall>>, what: keyof ToolCall): [string, ToolCall][] {
  return Object.entries(calls).filter(([, call]) => call[what] !== undefined);
}

/** Calls that change nothing can share their service. */
function describeRefusals(deployment: Deployment, calls: Readonly<Record<string, ToolCall>>): void {
  const clients = {} as Record<'service' | 'omar' | 'priya', ToolClient>;
  beforeAll(async () => {
    clients.service = await openToolClient(deployment);
    clients.omar = await openToolClient(deployment, { person: 'omar' });
    clients.priya = await openToolClient(deployment, { person: 'priya' });
    // Data Center is asked once who this is; a caller who leaves during that leaves the question to the others.
    await clients.service.call('confluence_get_current_user', {});
  });
  afterEach(() => clients.service.sandbox.faults.clear());
  afterAll(() => Promise.all(Object.values(clients).map((client) => client.close())));

  it.each(having(calls, 'missing'))('%s says so when what it names is not there', async (name, { args, missing }) => {
    expect(await clients.service.text(name, { ...args, ...missing })).toMatch(/^NOT_FOUND: /);
  });

  // Templates of the whole site are hidden from nobody.
  const hidden = having(calls, 'missing').filter(([, { missing }]) => !('template_id' in (missing ?? {})));
  it.each(hidden)('%s says of what is hidden that it is not there', async (name, { args }) => {
    expect(await clients.omar.text(name, args)).toMatch(/^NOT_FOUND: /);
  });

  it.each(having(calls, 'forbidden'))(
    '%s says so when the account may see it but not do it',
    async (name, { args }) => {
      expect(await clients.priya.text(name, args)).toMatch(/^FORBIDDEN: /);
    },
  );

  // Parameters and a caller's signal go the same way to both deployments: unless all is tried, each tool has them tried on one, in turns.
  const turn = deployments.indexOf(deployment);
  const inTurns = Object.entries(calls).filter(([name]) => isThorough || turnOf(name) === turn);
  describe.each(inTurns)('%s, refused,', (name, { args }) => {
    it('asks nothing for a parameter that it does not know', async () => {
      const { sandbox } = clients.service;
      sandbox.requests.length = 0;
      expect(await clients.service.text(name, { ...args, surprise: 1 })).toMatch(
        /^INVALID_INPUT: .*"?surprise|no parameters/,
      );
      expect(sandbox.requests).toEqual([]);
    });

    it('[H17] ends its request when the caller goes away', async () => {
      const { sandbox } = clients.service;
      const outcomes = () => clients.service.outcomes();
      sandbox.requests.length = 0;
      const before = outcomes().length;
      sandbox.faults.add({ kind: 'hang' });
      const controller = new AbortController();
      const answer = clients.service.call(name, args, { signal: controller.signal });
      await until(() => sandbox.requests.length > 0);
      controller.abort();
      await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
      await until(() => outcomes().length > before && sandbox.requests.every(({ isOver }) => isOver));
      expect(outcomes().slice(before)).toEqual(['CANCELLED']);
      // Nothing hangs on upstream, and nothing was asked after the caller had gone.
      expect(sandbox.requests.map(({ status, isOver }) => ({ status, isOver }))).toEqual(
        sandbox.requests.map(() => ({ status: undefined, isOver: true })),
      );
    });
  });
}

/** Whose turn it is to try a tool; the one that has it, where only one has. */
function turnOf(name: string): number {
  const having = deployments.filter((one) => name in toolCallsOf(one));
  const at = Object.keys(toolCalls).indexOf(name) % having.length;
  return deployments.indexOf(having[at] as Deployment);
}

/** A second at most: what is then still not so fails the test. */
type Versioned = NonNullable<ToolCall['versioned']>;

/** Somebody saves a new version just before each write arrives. */
async function race(client: ToolClient, name: string, { args, versioned = { page: '' } }: ToolCall): Promise<void> {
  const { faults, requests } = client.sandbox;
  for (const method of ['PUT', 'POST']) faults.add({ kind: 'latency', latencyMs: 40, match: { method } });
  let isAnswered = false;
  const answer = client.text(name, args).finally(() => (isAnswered = true));
  for (let seen = 0; !isAnswered; await sleep(2)) {
    const arrived = requests.filter(({ method }) => method === 'PUT' || method === 'POST').length;
    if (arrived > seen) saveMeanwhile(client, versioned);
    seen = arrived;
  }
  const newest = revisionsOf(client, versioned).at(-1);
  expect(newest?.storage).toBe('<p>Meanwhile</p>');
  expect(await answer).toMatch(new RegExp(`^VERSION_CONFLICT: .*version ${String(newest?.number)}\\b`));
}

function revisionsOf({ sandbox: { world } }: ToolClient, versioned: Versioned) {
  return 'page' in versioned ? world.page(versioned.page).revisions : world.comment(versioned.comment).revisions;
}

function saveMeanwhile(client: ToolClient, versioned: Versioned): void {
  const revisions = revisionsOf(client, versioned);
  const newest = revisions.at(-1);
  if (newest !== undefined) revisions.push({ ...newest, number: newest.number + 1, storage: '<p>Meanwhile</p>' });
}
