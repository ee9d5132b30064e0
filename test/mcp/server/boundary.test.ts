import { describe, expect, it } from '@jest/globals';
import { createDocumentReader } from '../../../src/documents/index.js';
import { createContentConverter } from '../../../src/content/index.js';
import { createBoundedRead } from '../../../src/mcp/resources/index.js';
import { createBoundary } from '../../../src/mcp/server/boundary.js';
import { caller, recordingAudit, recordingLogger } from '../fixtures/callers.js';
import { stubClient } from '../fixtures/stub-client.js';

function boundary() {
  const audit = recordingAudit();
  const log = recordingLogger();
  const confluenceClient = stubClient();
  const read = createBoundedRead(
    createBoundary({ confluenceClient, content: createContentConverter(), documents: createDocumentReader(), audit }),
  );
  const controller = new AbortController();
  const call = { signal: controller.signal, progress: () => undefined };
  const ask = <T>(run: () => Promise<T>) =>
    read({ method: 'resources/read' }, call, caller(undefined, 'req-9', log), run);
  return { audit, log, confluenceClient, controller, ask };
}

describe('a request that reads', () => {
  it('has a Confluence that is bound to its signal, request and caller', async () => {
    const { confluenceClient, controller, ask } = boundary();
    expect(await ask(() => Promise.resolve('text'))).toBe('text');
    const identity = { userId: 'alice@example.com', organizationId: null };
    expect(confluenceClient.scopes).toEqual([{ signal: controller.signal, requestId: 'req-9', identity, spaces: [] }]);
  });

  it('hides a defect behind the request id and logs it', async () => {
    const { log, audit, ask } = boundary();
    await expect(ask(() => Promise.reject(new TypeError('secret page text')))).rejects.toMatchObject({
      code: -32603,
      message: 'INTERNAL: The server failed while it handled this call. Report it with request id req-9.',
    });
    expect(log.lines).toMatchObject([{ level: 'error', fields: { request_id: 'req-9' } }]);
    expect(audit.calls).toMatchObject([{ outcome: 'INTERNAL' }]);
  });

  it('rejects with the reason when it was cancelled', async () => {
    const { controller, audit, ask } = boundary();
    const reading = ask(async () => {
      controller.abort(new Error('client went away'));
      await Promise.reject(new Error('aborted'));
    });
    await expect(reading).rejects.toThrow('client went away');
    expect(audit.calls).toMatchObject([{ outcome: 'CANCELLED' }]);
  });
});
