import { afterAll, beforeAll, expect } from '@jest/globals';
import { folderWith } from '../api/api-server.js';
import { textOf } from '../support/clients.js';
import { openRpc, type Rpc } from '../support/rpc.js';
import { startTestService, type TestService } from '../support/service.js';
import { upstreamWrites } from '../support/upstream-writes.js';

/** A call of a tool in the name of one caller. */
export type Call = Rpc['call'];

/** A service under this write policy for all tests of a suite, and what they ask of it. */
export function usePolicedService(policy: string) {
  let service: TestService;
  beforeAll(async () => {
    const folder = folderWith({ 'policy.yaml': policy });
    service = await startTestService({ env: { WRITE_POLICY_FILE: `${folder}/policy.yaml`, TOOLSETS: 'all' } });
  });
  afterAll(() => service.close());

  const writes = (): number => upstreamWrites(service.sandbox.requests).length;
  const lastCall = (): Record<string, unknown> => service.logs().findLast(({ event }) => event === 'tool_call') ?? {};

  return {
    service: () => service,
    callerNamed: async (subject: string): Promise<Call> =>
      openRpc(service.url, await service.token('confluence:delete', { subject })).call,
    /** Writes that reached Confluence. */
    writes,
    /** The audit event of the call before. */
    lastCall,
    /** The refusal of a call and of its dry run alike, with nothing sent and the rule in the audit log. */
    expectDenied: async (call: Call, rule: string, name: string, args: Record<string, unknown>): Promise<void> => {
      const before = writes();
      for (const preview of [{}, { dry_run: true }]) {
        expect(textOf(await call(name, { ...args, ...preview }))).toMatch(
          new RegExp(`^POLICY_DENIED: The write policy does not allow it \\(rule ${rule}\\)`),
        );
        expect(lastCall()).toMatchObject({ tool: name, outcome: 'POLICY_DENIED', rule });
      }
      expect(writes()).toBe(before);
    },
  };
}
