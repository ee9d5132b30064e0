import { describe, expect, it, jest } from '@jest/globals';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StreamableHTTPClientTransport as OldHttpTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { asked, capabilities, connections, name, oldClient, open, requestInit } from '../fixtures/asking-clients.js';
import type { Served } from '../fixtures/serve.js';
import { until } from '../../support/until.js';

/** What a person is asked about, and how the question begins. */
const destructive: [string, Record<string, unknown>, RegExp][] = [
  [
    'confluence_delete_page',
    { page_id: ids.onboarding },
    /^Move the page ".+" \(id 131076, space ENG, version \d+\) to the trash\?$/,
  ],
  ['confluence_delete_comment', { comment_id: ids.footerComment }, /^Delete the comment of .+ for good: ".+"\?$/],
  [
    'confluence_delete_attachment',
    { attachment_id: ids.capacityCsv },
    /^Move the file ".+\.csv" of page \d+ to the trash/,
  ],
  [
    'confluence_set_page_restrictions',
    {
      page_id: ids.onboarding,
      read_groups: ['engineering'],
      read_users: ['557058:0b6c3f52-6d1e-4f0a-9f3e-5a2d7c8e1b90'],
    },
    /^Change who may see or edit the page ".+" \(id 131076\)\?\nread: no longer open to everybody in the space, only to these\nread: \+ user /,
  ],
  [
    'confluence_update_page',
    { page_id: ids.checkoutArchitecture, content: 'Nothing is left.', expected_version: 1, allow_loss: true },
    /^Change the page ".+" \(id 131074, version \d+\) and lose content\? This will be lost:\n- /,
  ],
];

describe.each(Object.entries(connections))('over %s, a person', (_how, connect) => {
  it('is asked before what cannot be taken back, and agrees', async () => {
    const at = await open();
    const questions: string[] = [];
    const client = await connect(at, 'accept', questions);
    at.site.sandbox.world.page(ids.checkoutArchitecture).revisions.splice(1);
    for (const [tool, args, question] of destructive) {
      questions.length = 0;
      expect(await client.call(tool, args)).toMatch(/^Done, /);
      expect(questions).toEqual([expect.stringMatching(question)]);
    }
    const outcomes = at.audit.calls.map(({ outcome }) => outcome);
    expect(outcomes).toEqual(destructive.flatMap(() => ['INPUT_REQUIRED', 'ok']));
  });

  it.each(['decline', 'cancel'] as const)('says %s, and nothing is written', async (action) => {
    const at = await open();
    const client = await connect(at, action, []);
    at.site.sandbox.world.page(ids.checkoutArchitecture).revisions.splice(1);
    for (const [tool, args] of destructive)
      expect(await client.call(tool, args)).toMatch(/^POLICY_DENIED: The person /);
    const { requests } = at.site.sandbox;
    expect(requests.filter(({ method }) => method !== 'GET').map(({ path }) => path)).not.toContainEqual(
      expect.not.stringMatching(/users-bulk$/),
    );
  });

  it('is not asked about previews and ordinary writes, nor where the operator says never', async () => {
    const at = await open('never');
    const questions: string[] = [];
    expect(
      await (await connect(at, 'decline', questions)).call('confluence_delete_page', { page_id: ids.onboarding }),
    ).toMatch(/^Done/);
    const other = await open('required');
    const client = await connect(other, 'decline', questions);
    expect(await client.call('confluence_delete_page', { page_id: ids.onboarding, dry_run: true })).toMatch(/^Preview/);
    expect(await client.call('confluence_add_labels', { page_id: ids.onboarding, labels: ['x'] })).toMatch(/^Done/);
    const rename = { page_id: ids.onboarding, title: 'Renamed', allow_loss: true };
    expect(await client.call('confluence_update_page', rename)).toMatch(/^Done/);
    expect(questions).toEqual([]);
  });
});

describe.each(Object.entries(connections).filter(([how]) => !how.startsWith('HTTP of')))(
  'over %s, a question that nobody answers',
  (_how, connect) => {
    /** Asks to delete a page, and comes back when the question is put; its person agrees by `agree`. */
    async function put(options?: object) {
      const at = await open();
      const questions: string[] = [];
      let agree: () => void = () => undefined;
      const person = new Promise<'accept'>((resolve) => (agree = () => resolve('accept')));
      const client = await connect(at, person, questions);
      const keep = [
        'nextTick',
        'setImmediate',
        'setInterval',
        'clearInterval',
        'queueMicrotask',
        'performance',
      ] as const;
      jest.useFakeTimers({ doNotFake: [...keep, 'Date', 'hrtime', 'clearImmediate'] });
      const called = client.call('confluence_delete_page', { page_id: ids.onboarding }, options);
      called.catch(() => undefined);
      const turn = () => new Promise((resolve) => setImmediate(resolve));
      while (questions.length === 0) await turn();
      const page = at.site.sandbox.world.page(ids.onboarding);
      const agreeLate = async () => {
        agree();
        for (let n = 0; n < 200; n++) await turn();
      };
      return { ...at, client, called, page, agreeLate };
    }

    it('is a no after ten minutes, and a yes that comes later writes nothing', async () => {
      const { called, page, agreeLate } = await put({ timeout: 3_600_000 });
      jest.advanceTimersByTime(601_000);
      expect(await called).toMatch(/^POLICY_DENIED: The person did not answer the question\. Nothing was written\./);
      await agreeLate();
      expect(page.status).toBe('current');
    });

    it('writes nothing when the client gives the call up, however late the yes', async () => {
      const aborter = new AbortController();
      const { called, page, agreeLate } = await put({ timeout: 3_600_000, signal: aborter.signal });
      aborter.abort();
      await expect(called).rejects.toThrow();
      await agreeLate();
      expect(page.status).toBe('current');
    });

    it('writes nothing when the client goes away, and the call is audited', async () => {
      const { client, page, audit } = await put({ timeout: 3_600_000 });
      jest.useRealTimers();
      await client.close();
      await until(() => audit.calls.length === 2);
      expect(audit.calls.map(({ outcome }) => outcome)).toEqual(['INPUT_REQUIRED', 'CANCELLED']);
      expect(page.status).toBe('current');
    });
  },
);

describe('a client that cannot ask', () => {
  const clients = {
    'HTTP of 2025': ({ served }: { served: Served }, questions: string[]) =>
      oldClient(new OldHttpTransport(served.mcpUrl, { requestInit }), 'decline', questions),
    'HTTP of 2026-07-28 without elicitation': async ({ served }: { served: Served }) => {
      const client = new Client(name, { versionNegotiation: { mode: 'auto' } });
      await client.connect(new StreamableHTTPClientTransport(served.mcpUrl, { requestInit }));
      return asked(client);
    },
    'HTTP of 2026-07-28 with addresses alone': async ({ served }: { served: Served }) => {
      const client = new Client(name, {
        capabilities: { elicitation: { url: {} } },
        versionNegotiation: { mode: 'auto' },
      });
      await client.connect(new StreamableHTTPClientTransport(served.mcpUrl, { requestInit }));
      return asked(client);
    },
  };
  it.each(Object.entries(clients))('goes on by auto, and is refused by required: %s', async (_how, connect) => {
    const args = { page_id: ids.onboarding };
    const required = await connect(await open('required'), []);
    expect(await required.call('confluence_delete_page', args)).toMatch(
      /^POLICY_DENIED: .*cannot ask for it\. Nothing was written/,
    );
    const auto = await connect(await open('auto'), []);
    expect(await auto.call('confluence_delete_page', args)).toMatch(/^Done/);
  });
});

describe('the state of a question', () => {
  it('holds for the same call by the same caller about the same version alone, and once', async () => {
    const { served, site } = await open();
    const post = async (params: Record<string, unknown>, who = 'alice') => {
      const meta = {
        'io.modelcontextprotocol/protocolVersion': '2026-07-28',
        'io.modelcontextprotocol/clientInfo': name,
        'io.modelcontextprotocol/clientCapabilities': capabilities,
      };
      const response = await fetch(served.mcpUrl, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          authorization: who,
          'mcp-protocol-version': '2026-07-28',
          'mcp-method': 'tools/call',
          'mcp-name': 'confluence_delete_page',
        },
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'tools/call',
          params: { name: 'confluence_delete_page', ...params, _meta: meta },
        }),
      });
      return ((await response.json()) as { result: { resultType: string; requestState: string } }).result;
    };
    const args = { arguments: { page_id: ids.onboarding } };
    const { resultType, requestState } = await post(args);
    expect(resultType).toBe('input_required');
    const answer = { requestState, inputResponses: { confirm: { action: 'accept', content: {} } } };
    const page = site.sandbox.world.page(ids.onboarding);
    expect(await post({ ...args, ...answer }, 'eve')).toMatchObject({ resultType: 'input_required' });
    const others = { arguments: { page_id: ids.paymentsRunbook }, ...answer };
    expect(await post(others)).toMatchObject({ resultType: 'input_required' });
    expect(await post({ ...args, ...answer, requestState: undefined })).toMatchObject({ resultType: 'input_required' });
    page.revisions.push({ ...page.version, number: page.version.number + 1 });
    expect(await post({ ...args, ...answer })).toMatchObject({ resultType: 'input_required' });
    expect(page.status).toBe('current');
    page.revisions.pop();
    expect(await post({ ...args, ...answer })).toMatchObject({ resultType: 'complete' });
    expect(page.status).toBe('trashed');
    page.status = 'current';
    expect(await post({ ...args, ...answer })).toMatchObject({ resultType: 'input_required' });
    expect(page.status).toBe('current');
  });
});
