import { describe, expect, it } from '@jest/globals';
import type { Confluence } from '../../../src/confluence/index.js';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { caught } from '../caught.js';
import { leaveCall } from '../leave-call.js';
import type { TestSite, UseSite } from '../test-site.js';

type Call = (confluence: Confluence, people: TestSite['people']) => Promise<unknown>;

const page = ids.onboarding;
const file = { filename: 'a.txt', mediaType: 'text/plain', bytes: Buffer.from('a') };
const copy = { title: 'A copy', parentId: page, includeAttachments: false, includeLabels: false };

export const reads: [string, Call][] = [
  ['pages.tree', ({ pages }) => pages.tree('ENG', { depth: 2, limit: 5 })],
  ['pages.ancestors', ({ pages }) => pages.ancestors(page)],
  ['users.search', ({ users }) => users.search('Amina', 5)],
  ['users.missingGroups', ({ users }) => users.missingGroups(['people-team', 'no-such-group'])],
  ['attachments.list', ({ attachments }) => attachments.list(page, { limit: 5 })],
  ['attachments.get', ({ attachments }) => attachments.get(ids.capacityCsv)],
  ['attachments.download', ({ attachments }) => attachments.download(ids.capacityCsv, { maxBytes: 100_000 })],
  ['history.list', ({ history }) => history.list(page, { limit: 5 })],
  ['templates.list', ({ templates }) => templates.list({ limit: 5 })],
  ['templates.get', ({ templates }) => templates.get(ids.meetingTemplate)],
  ['permissions.restrictions', ({ permissions }) => permissions.restrictions(page)],
  ['permissions.ofSpace', ({ permissions }) => permissions.ofSpace('ENG', { limit: 200 })],
  ['permissions.mine', ({ permissions }) => permissions.mine({ page })],
  ['permissions.check', ({ permissions }, { amina }) => permissions.check(page, amina, 'read')],
];

export const writes: [string, Call][] = [
  ['pages.move', ({ pages }) => pages.move(page, { kind: 'child', parentId: ids.incidentReviews })],
  ['pages.copy', ({ pages }) => pages.copy(page, copy)],
  ['attachments.upload', ({ attachments }) => attachments.upload(page, file)],
  ['attachments.delete', ({ attachments }) => attachments.delete(ids.capacityCsv)],
  [
    'permissions.setRestrictions',
    ({ permissions }, { service }) => permissions.setRestrictions(page, { read: { users: [service], groups: [] } }),
  ],
];

/** What holds for every read, whatever it asks. */
export function describeEveryRead(site: UseSite, calls: [string, Call][]): void {
  describe('every read', () => {
    it.each(calls)('gets over a rate limit, and over a broken connection: %s', async (_name, call) => {
      const { confluence, sandbox, people } = site();
      const before = await call(confluence, people);
      sandbox.faults.add({ kind: 'status', status: 429, times: 1 });
      sandbox.faults.add({ kind: 'reset', times: 1 });
      expect(await call(confluence, people)).toEqual(before);
    });

    it.each(calls)('tells a server error rather than nothing at all: %s', async (_name, call) => {
      const { confluence, sandbox, people } = site();
      sandbox.faults.add({ kind: 'status', status: 500 });
      expect((await caught(call(confluence, people))).code).toBe('UPSTREAM_UNAVAILABLE');
    });

    it.each(calls)('ends with the caller who went away, and so does its request: %s', async (_name, call) => {
      await leaveCall(site(), (confluence) => call(confluence, site().people));
    });
  });
}

/** What holds for every write, whatever it changes. */
export function describeEveryWrite(site: UseSite, calls: [string, Call][]): void {
  const changing = /^(PUT|POST|DELETE)$/;
  const writesOf = () => site().sandbox.requests.filter(({ method }) => changing.test(method));
  const fail = (status: number): void => {
    for (const method of ['PUT', 'POST', 'DELETE'])
      site().sandbox.faults.add({ kind: 'status', status, match: { method } });
  };

  describe('every write', () => {
    it.each(calls)('tells a rate limit and is sent once: %s', async (_name, call) => {
      fail(429);
      expect((await caught(call(site().confluence, site().people))).code).toBe('RATE_LIMITED');
      expect(writesOf()).toHaveLength(1);
    });

    it.each(calls)('says after a server error that it may have happened, and is sent once: %s', async (_name, call) => {
      fail(500);
      const error = await caught(call(site().confluence, site().people));
      expect(error.code).toBe('UPSTREAM_UNAVAILABLE');
      expect(error.hint).toContain('may have happened');
      expect(writesOf()).toHaveLength(1);
    });

    it.each(calls)('ends with the caller who went away: %s', async (_name, call) => {
      await leaveCall(site(), (confluence) => call(confluence, site().people));
    });
  });
}
