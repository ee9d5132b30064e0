import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../../src/mcp/index.js';
import type { Fault } from '../../src/sandbox/index.js';
import { openWorkbench } from '../mcp/fixtures/workbench.js';
import type { Workbench } from '../mcp/fixtures/workbench.js';
import { toolCalls } from './tool-calls.js';

async function onBench<T>(work: (bench: Workbench) => Promise<T>, person?: string): Promise<T> {
  const bench = await openWorkbench(person);
  try {
    return await work(bench);
  } finally {
    await bench.close();
  }
}

const read = (name: string) => catalogue.find((tool) => tool.name === name)?.effect === 'read';
const textAfter = (name: string, args: Record<string, unknown>, fault?: Fault, person?: string) =>
  onBench(async (bench) => {
    if (fault !== undefined) bench.sandbox.faults.add(fault);
    return bench.text(name, args);
  }, person);

it('has a case for every tool that asks Confluence', () => {
  const asking = catalogue.filter(({ toolset }) => toolset !== 'examples').map(({ name }) => name);
  expect(Object.keys(toolCalls).sort()).toEqual(asking.sort());
});

describe.each(Object.entries(toolCalls))('%s', (name, { args, missing, forbidden }) => {
  it('succeeds, and writes only when it is a writer', async () => {
    await onBench(async (bench) => {
      const result = await bench.call(name, args);
      expect(result.content[0].text).not.toMatch(/^[A-Z_]+: /);
      expect(result.isError).toBeUndefined();
      // A model pays for every word: an acknowledgement never repeats what was written.
      if (!read(name)) expect(JSON.stringify(result).length).toBeLessThan(1000);
      const changing = bench.writes().filter(({ path }) => !path.endsWith('/permission/check'));
      expect(changing).toHaveLength(read(name) ? 0 : 1);
    });
  });

  it('says so when what it names is not there, or is hidden', async () => {
    if (missing === undefined) return;
    expect(await textAfter(name, { ...args, ...missing })).toMatch(/^NOT_FOUND: /);
    if ('template_id' in missing) return;
    expect(await textAfter(name, args, undefined, 'omar')).toMatch(/^NOT_FOUND: /);
  });

  it('says so when the account may see it but not do it', async () => {
    if (forbidden === undefined) return;
    expect(await textAfter(name, args, undefined, 'priya')).toMatch(/^FORBIDDEN: /);
  });

  it('asks nothing for a parameter that it does not know', async () => {
    await onBench(async (bench) => {
      expect(await bench.text(name, { ...args, surprise: 1 })).toMatch(/^INVALID_INPUT: .*"?surprise|no parameters/);
      expect(bench.sandbox.requests).toEqual([]);
    });
  });

  it('gets over a rate limit when it reads, and says so when it writes; the next call works', async () => {
    await onBench(async (bench) => {
      bench.sandbox.faults.add({ kind: 'status', status: 429, retryAfter: 0, times: 1 });
      const first = await bench.text(name, args);
      if (bench.sandbox.requests[0]?.method === 'GET') return expect(first).not.toMatch(/^[A-Z_]+: /);
      expect(first).toMatch(read(name) ? /^(?![A-Z_]+: )/ : /^RATE_LIMITED: .* Try again/);
      expect(await bench.text(name, args)).not.toMatch(/^[A-Z_]+: /);
    });
  });

  it('never takes a failure of any of its requests for an answer', async () => {
    const requests = await onBench(async (bench) => {
      await bench.call(name, args);
      return bench.sandbox.requests.map(({ method, path }) => `${method} ${path}`);
    });
    expect(requests.length).toBeGreaterThan(0);
    for (const request of new Set(requests)) {
      const [method = '', path = ''] = request.split(' ');
      const match = { method, path: new RegExp(`^${path}(\\?|$)`) };
      const text = await textAfter(name, args, { kind: 'status', status: 500, match });
      expect({ request, text }).toEqual({ request, text: expect.stringMatching(/^UPSTREAM_UNAVAILABLE: /) as unknown });
    }
  });

  it('ends its request when the caller goes away', async () => {
    await onBench(async (bench) => {
      bench.sandbox.faults.add({ kind: 'hang' });
      const controller = new AbortController();
      const reason = new Error('gone');
      const call = bench.call(name, args, controller.signal);
      const { requests } = bench.sandbox;
      while (requests.length === 0) await sleep(1);
      controller.abort(reason);
      await expect(call).rejects.toBe(reason);
      expect(bench.audit.calls.at(-1)?.outcome).toBe('CANCELLED');
    });
  });
});
