import { expect, it } from '@jest/globals';
import type { Fault, RecordedRequest } from '../../src/sandbox/index.js';
import type { Deployment } from '../support/deployments.js';
import { openToolDoor, type ToolDoor } from '../support/tool-door.js';
import { isReading } from '../support/upstream-writes.js';
import { behindDoor, failure } from './behind-door.js';
import type { ToolCall } from './tool-calls.js';

type Wrong = Omit<Fault, 'match'>;

/** Answers of 200 that are not what was asked for. */
const wrongAnswers: readonly Wrong[] = [
  { kind: 'html-login' },
  { kind: 'garbage' },
  ...['<<not json', '{}', 'null', '{"results":null}', '"text"'].map((text) => ({ kind: 'answer', text }) as const),
];
const busyOnce: Wrong = { kind: 'status', status: 429, retryAfter: 0, times: 1 };

/** What holds for a tool when Confluence, or something in front of it, misbehaves. */
export function describeUpstreamTrouble(deployment: Deployment, name: string, { args }: ToolCall): void {
  it('gets over a rate limit where it reads, and says so where it writes; the next call works', async () => {
    await spoilEach(deployment, name, args, [busyOnce], async ({ text, request, door }) => {
      if (isReading(request)) return expect(text).not.toMatch(failure);
      expect(text).toMatch(/^RATE_LIMITED: .* (Try again|was created )/);
      if (text.includes('Try again')) expect(await door.text(name, args)).not.toMatch(failure);
    });
  });

  it('never takes a failure of any of its requests for an answer', async () => {
    await spoilEach(deployment, name, args, [{ kind: 'status', status: 500 }], ({ text }) => {
      expect(text).toMatch(/^UPSTREAM_UNAVAILABLE: /);
    });
  });

  it('never takes an answer that is none for an empty one, and writes nothing on the strength of it', async () => {
    await spoilEach(deployment, name, args, wrongAnswers, ({ text, request, door }) => {
      if (!isReading(request)) return;
      expect(text).toMatch(/^(UPSTREAM_UNAVAILABLE|CREDENTIALS_REJECTED): /);
      // What was asked after a write must not look like a failed write.
      if (door.writes().length > 0) expect(text).toMatch(/ itself has happened; | was created /);
    });
  });
}

interface Spoilt {
  text: string;
  /** The request that was spoilt. */
  request: Asked;
  door: ToolDoor;
}

/** Spoils each request that a call makes, one at a time, in every one of the ways. */
async function spoilEach(
  deployment: Deployment,
  name: string,
  args: Record<string, unknown>,
  faults: readonly Wrong[],
  check: (spoilt: Spoilt) => unknown,
): Promise<void> {
  const asked = await behindDoor(deployment, async (door) => {
    await door.call(name, args);
    return unique(door.sandbox.requests);
  });
  expect(asked.length).toBeGreaterThan(0);
  let door = await openToolDoor(deployment);
  const renew = async (): Promise<void> => {
    await door.close();
    door = await openToolDoor(deployment);
  };
  try {
    for (const request of asked) {
      for (const wrong of faults.filter((fault) => isFitting(fault, request))) {
        const spoil = () => checkSpoilt(door, { request, wrong, name, args, check });
        let isHit = await spoil();
        // What the service remembers it does not ask again, and what was written cannot be written again.
        if (!isHit) {
          await renew();
          isHit = await spoil();
        }
        expect({ request, isHit }).toEqual({ request, isHit: true });
        if (door.writes().length > 0) await renew();
      }
    }
  } finally {
    await door.close();
  }
}

/** The bytes of a file may be anything but a login page. */
function isFitting({ kind }: Wrong, { path }: Asked): boolean {
  return kind === 'status' || kind === 'html-login' || !/\/download\/|^\/file\//.test(path);
}

type Asked = Pick<RecordedRequest, 'method' | 'path'>;

function unique(requests: readonly RecordedRequest[]): Asked[] {
  return [...new Map(requests.map(({ method, path }) => [`${method} ${path}`, { method, path }])).values()];
}

interface Attempt {
  request: Asked;
  wrong: Wrong;
  name: string;
  args: Record<string, unknown>;
  check: (spoilt: Spoilt) => unknown;
}

/** false when nothing asked for what was to be spoilt. */
async function checkSpoilt(door: ToolDoor, { request, wrong, name, args, check }: Attempt): Promise<boolean> {
  const { faults, requests } = door.sandbox;
  requests.length = 0;
  faults.add({ ...wrong, match: { method: request.method, path: new RegExp(`^${request.path}(\\?|$)`) } });
  const text = await door.text(name, args);
  faults.clear();
  if (!requests.some(({ method, path }) => method === request.method && path === request.path)) return false;
  try {
    await check({ text, request, door });
  } catch (error) {
    throw new Error(`${JSON.stringify(wrong)} at ${request.method} ${request.path}`, { cause: error });
  }
  return true;
}
