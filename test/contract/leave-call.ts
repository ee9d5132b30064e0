import { expect } from '@jest/globals';
import type { Confluence } from '../../src/confluence/index.js';
import { until } from '../support/until.js';
import type { TestSite } from './test-site.js';

/** Well before the client's own timeout, which would end a request too. */
export async function untilOver({ requests }: TestSite['sandbox']): Promise<void> {
  await until(() => requests.every(({ isOver }) => isOver), 5_000);
}

/** The caller of `call` goes away once its request has arrived: both end, and the call with the caller's reason. */
export async function leaveCall(
  { confluenceClient, sandbox }: TestSite,
  call: (confluence: Confluence) => Promise<unknown>,
): Promise<void> {
  sandbox.faults.add({ kind: 'hang' });
  const caller = new AbortController();
  const reason = new Error('the caller went away');
  const rejected = expect(call(confluenceClient.forCall({ signal: caller.signal }))).rejects.toBe(reason);
  await until(() => sandbox.requests.length > 0);
  caller.abort(reason);
  await rejected;
  await untilOver(sandbox);
}
