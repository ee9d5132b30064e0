import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../src/sandbox/seed/ids.js';
import type { Fault } from '../../../src/sandbox/index.js';
import { until } from '../../support/until.js';
import { caught } from '../caught.js';
import { leaveCall, untilOver } from '../leave-call.js';
import type { UseSite } from '../test-site.js';

const change = { type: 'page', expectedVersion: 2, title: 'Onboarding', body: '<p>n</p>', status: 'current' } as const;

export function describeFailures(site: UseSite): void {
  describe('when Confluence fails', () => {
    it.each<[string, Fault]>([
      ['a rate limit', { kind: 'status', status: 429, retryAfter: 1 }],
      ['a bad gateway', { kind: 'status', status: 502 }],
      ['a broken connection', { kind: 'reset' }],
    ])('reads get over %s by themselves', async (_name, fault) => {
      const { confluence, sandbox } = site();
      sandbox.faults.add({ ...fault, times: 1 });
      expect((await confluence.pages.get(ids.onboarding)).title).toBe('Onboarding');
    });

    it.each<[string, Fault, string]>([
      ['a server error', { kind: 'status', status: 500 }, 'UPSTREAM_UNAVAILABLE'],
      ['a login page', { kind: 'html-login' }, 'CREDENTIALS_REJECTED'],
      ['garbage', { kind: 'garbage' }, 'UPSTREAM_UNAVAILABLE'],
      ['an endless body', { kind: 'huge' }, 'UPSTREAM_UNAVAILABLE'],
      ['a rejection', { kind: 'status', status: 401 }, 'CREDENTIALS_REJECTED'],
      ['a removed API', { kind: 'status', status: 410 }, 'NOT_SUPPORTED'],
      ['a wait longer than the budget', { kind: 'status', status: 429, retryAfter: 3600 }, 'RATE_LIMITED'],
    ])('tells %s by its code, shows nothing of it, and the next call works', async (_name, fault, code) => {
      const { confluence, sandbox } = site();
      sandbox.faults.add({ ...fault, times: 1 });
      const error = await caught(confluence.pages.get(ids.onboarding));
      expect(error.code).toBe(code);
      expect(`${error.message} ${error.hint ?? ''}`).not.toMatch(/<|xxx|html|127\.0\.0\.1/);
      expect((await confluence.pages.get(ids.onboarding)).title).toBe('Onboarding');
    });

    it.each<[string, Fault]>([
      ['a server error', { kind: 'status', status: 503, retryAfter: 1 }],
      ['a broken connection', { kind: 'reset' }],
    ])('never repeats a write after %s, and says that it may have happened', async (_name, fault) => {
      const { confluence, sandbox } = site();
      sandbox.faults.add({ ...fault, beforeEffect: false, match: { method: 'PUT' } });
      const error = await caught(confluence.pages.update(ids.onboarding, change));
      expect(error.code).toBe('UPSTREAM_UNAVAILABLE');
      expect(error.hint).toContain('may have happened');
      expect(sandbox.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
      expect(sandbox.world.page(ids.onboarding).version.number).toBe(3);
    });

    it('ends an upstream request whose caller went away, with the reason of the caller', async () => {
      await leaveCall(site(), ({ pages }) => pages.get(ids.onboarding));
      expect(site().sandbox.requests).toHaveLength(1);
    });

    it('sends nothing for a call that was cancelled before', async () => {
      const { confluenceClient, sandbox } = site();
      const call = confluenceClient.forCall({ signal: AbortSignal.abort() }).spaces.list({ limit: 5 });
      await expect(call).rejects.toMatchObject({ name: 'AbortError' });
      expect(sandbox.requests).toHaveLength(0);
    });

    it('is reachable and accepted, or says which of the two it is not', async () => {
      const { confluenceClient, sandbox } = site();
      await confluenceClient.ping();
      sandbox.faults.add({ kind: 'status', status: 401, times: 1 });
      const refused = await caught(confluenceClient.ping());
      expect(refused.code).toBe('CREDENTIALS_REJECTED');
      // A site that has no user name and no cloud id was sent looking for them.
      expect(refused.hint).toMatch(/user name and API token.*personal access token/);
      await sandbox.close();
      expect((await caught(confluenceClient.ping())).code).toBe('UPSTREAM_UNAVAILABLE');
    });

    it('cancels what is in flight when the client closes', async () => {
      const { confluenceClient, sandbox, confluence } = site();
      sandbox.faults.add({ kind: 'hang' });
      const rejected = expect(confluence.spaces.list({ limit: 5 })).rejects.toMatchObject({ name: 'AbortError' });
      await until(() => sandbox.requests.length > 0);
      confluenceClient.close();
      await rejected;
      await untilOver(sandbox);
    });
  });
}
