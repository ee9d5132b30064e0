import { expect, it } from '@jest/globals';
import type { Fault, RecordedRequest } from '../../src/sandbox/index.js';
import type { Deployment } from '../support/deployments.js';
import type { ToolAnswer } from '../support/clients.js';
import { openToolClient, type ToolClient } from '../support/tool-client.js';
import { isThorough } from '../support/thorough.js';
import { isReading } from '../support/upstream-writes.js';
import { withToolClient, failure, type SharedClient } from './with-tool-client.js';
import type { ToolCall } from './tool-calls.js';

type Wrong = Omit<Fault, 'match'>;

/** Answers of 200 that are not what was asked for: no JSON at all, or JSON of another kind. */
const text = (of: string): Wrong => ({ kind: 'answer', text: of });
const telling = text('{}');
const noJson: readonly Wrong[] = [{ kind: 'html-login' }, { kind: 'garbage' }, text('<<not json')];
const otherJson: readonly Wrong[] = [text('null'), text('{"results":null}'), text('"text"')];

/** By deployment and wrong: what was spoilt so already. Whoever asks for it sends it by the same transport and reads it by the same schema. */
const tried = new Set<string>();

/** Whether a request of this kind was spoilt so before. */
function isTried(deployment: Deployment, how: string, { method, path }: Asked): boolean {
  const kind = `${deployment} ${how} ${method} ${path.replaceAll(/\d{4,}|[\da-f-]{24,}/g, 'ID')}`;
  if (tried.has(kind)) return !isThorough;
  tried.add(kind);
  return false;
}

/**
 * A tool makes of any answer that is none what it makes of one; how a kind of answer is read is seen where it is first asked for.
 * Unless all is tried, the kinds of answers take the wrong ones in turns.
 */
function wrongAnswersTo(deployment: Deployment, request: Asked): readonly Wrong[] {
  if (isTried(deployment, 'answer', request)) return [telling];
  const inTurns = [noJson, otherJson].flatMap((wrongs) =>
    wrongs.filter((_wrong, at) => isThorough || at === tried.size % wrongs.length),
  );
  return [telling, ...inTurns];
}

/** Who calls, a client on Data Center asks once, whatever tool it is asked for by: unless all is tried, the first tool stands for the others. */
function isOfNoTool(deployment: Deployment, how: string, name: string, request: Asked): boolean {
  if (name === 'confluence_get_current_user' || !/\/rest\/api\/user\/current$/.test(request.path)) return false;
  return deployment === 'datacenter' && isTried(deployment, `${how} of a client`, request);
}

const busyOnce: Wrong = { kind: 'status', status: 429, retryAfter: 0, times: 1 };

/** The transport repeats a read, whatever tool it is for; a tool says of its write that it was not made. */
const rateLimitOf = (deployment: Deployment, request: Asked): readonly Wrong[] =>
  isReading(request) && isTried(deployment, 'rate limit', request) ? [] : [busyOnce];

/** What holds for a tool when Confluence, or something in front of it, misbehaves. */
export function describeUpstreamTrouble(
  shared: SharedClient,
  deployment: Deployment,
  name: string,
  { args }: ToolCall,
): void {
  const call = { shared, deployment, name, args };
  it('gets over a rate limit where it reads, and says so where it writes; the next call works', async () => {
    await spoilEach(
      call,
      (request) => rateLimitOf(deployment, request),
      async ({ text, request, client }) => {
        if (isReading(request)) return expect(text).not.toMatch(failure);
        expect(text).toMatch(/^RATE_LIMITED: .* (Try again|was created )/);
        if (text.includes('Try again')) expect(await client.text(name, args)).not.toMatch(failure);
      },
    );
  });

  it('never takes a failure of any of its requests for an answer', async () => {
    await spoilEach(
      call,
      (request) => (isOfNoTool(deployment, 'failure', name, request) ? [] : [{ kind: 'status', status: 500 }]),
      ({ text }) => {
        expect(text).toMatch(/^UPSTREAM_UNAVAILABLE: /);
      },
    );
  });

  it('never takes an answer that is none for an empty one, and writes nothing on the strength of it', async () => {
    const faults = (request: Asked) =>
      isOfNoTool(deployment, 'answer', name, request) ? [] : wrongAnswersTo(deployment, request);
    await spoilEach(call, faults, ({ text, request, client }) => {
      if (!isReading(request)) return;
      expect(text).toMatch(/^(UPSTREAM_UNAVAILABLE|CREDENTIALS_REJECTED): /);
      // What was asked after a write must not look like a failed write.
      if (client.writes().length > 0) expect(text).toMatch(/ itself has happened; | was created /);
    });
  });
}

interface Spoilt {
  text: string;
  /** The request that was spoilt. */
  request: Asked;
  client: ToolClient;
}

interface FirstCall {
  readonly result: ToolAnswer;
  readonly progress: readonly string[];
  readonly requests: readonly RecordedRequest[];
  readonly outcomes: readonly unknown[];
}

/** By the deployment and the tool: several tests look at each. */
const firstCalls = new Map<string, Promise<FirstCall>>();

/** A call when all is well, in a service that remembers nothing. */
export function firstCallOf(
  deployment: Deployment,
  name: string,
  { args }: Pick<ToolCall, 'args'>,
): Promise<FirstCall> {
  const key = `${deployment} ${name}`;
  const first =
    firstCalls.get(key) ??
    withToolClient(deployment, async (client) => {
      const progress: string[] = [];
      const result = await client.call(name, args, { onProgress: (message) => progress.push(message) });
      return { result, progress, requests: [...client.sandbox.requests], outcomes: client.outcomes() };
    });
  firstCalls.set(key, first);
  return first;
}

interface SharedCall {
  readonly shared: SharedClient;
  readonly deployment: Deployment;
  readonly name: string;
  readonly args: Record<string, unknown>;
}

/** Spoils each request that a call makes, one at a time, in every one of the ways that are given for it. */
async function spoilEach(
  { shared, deployment, name, args }: SharedCall,
  faultsOf: (request: Asked) => readonly Wrong[],
  check: (spoilt: Spoilt) => unknown,
): Promise<void> {
  const asked = unique((await firstCallOf(deployment, name, { args })).requests);
  expect(asked.length).toBeGreaterThan(0);
  const attempts = asked.map(
    (request) => [request, faultsOf(request).filter((fault) => isFitting(fault, request))] as const,
  );
  if (attempts.every(([, wrongs]) => wrongs.length === 0)) return;
  let client = await shared.take();
  let isAsMade = false;
  const renew = async (): Promise<void> => {
    await client.close();
    client = await openToolClient(deployment);
  };
  try {
    for (const [request, wrongs] of attempts) {
      for (const wrong of wrongs) {
        const spoil = () => checkSpoilt(client, { request, wrong, name, args, check });
        let isHit = await spoil();
        // What the service remembers it does not ask again, and what was written cannot be written again.
        if (!isHit) {
          await renew();
          isHit = await spoil();
        }
        expect({ request, isHit }).toEqual({ request, isHit: true });
        if (client.writes().some((write) => !isSpoilt(write, request, wrong))) await renew();
      }
    }
    isAsMade = true;
  } finally {
    if (isAsMade) shared.leave(client);
    else await client.close();
  }
}

/** Whether a request was answered by the fault, which did not let it reach the site. */
function isSpoilt({ method, path, status }: RecordedRequest, request: Asked, wrong: Wrong): boolean {
  return method === request.method && path === request.path && (wrong.times === undefined || status === wrong.status);
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
async function checkSpoilt(client: ToolClient, { request, wrong, name, args, check }: Attempt): Promise<boolean> {
  const { faults, requests } = client.sandbox;
  requests.length = 0;
  faults.add({ ...wrong, match: { method: request.method, path: new RegExp(`^${request.path}(\\?|$)`) } });
  const text = await client.text(name, args);
  faults.clear();
  if (!requests.some(({ method, path }) => method === request.method && path === request.path)) return false;
  try {
    await check({ text, request, client });
  } catch (error) {
    throw new Error(`${JSON.stringify(wrong)} at ${request.method} ${request.path}`, { cause: error });
  }
  return true;
}
