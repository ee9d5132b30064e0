import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport as OldHttpTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ReadBuffer, serializeMessage } from '@modelcontextprotocol/sdk/shared/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import type { ConfirmMode, Mcp } from '../../../src/mcp/index.js';
import { createMcp } from '../../../src/mcp/index.js';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { startCloudSite, type TestSite } from '../../contract/test-site.js';
import { caller, principal, recordingAudit, recordingLogger } from '../fixtures/callers.js';
import { serve, type Served } from '../fixtures/serve.js';

type Action = 'accept' | 'decline' | 'cancel';
interface Asked {
  call(name: string, args: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(
  confirm?: ConfirmMode,
): Promise<{ site: TestSite; mcp: Mcp; served: Served; audit: ReturnType<typeof recordingAudit> }> {
  const site = await startCloudSite();
  const audit = recordingAudit();
  const policy = { toolsets: ['all'], enabledTools: [], disabledTools: [], readOnly: false };
  const { confluenceClient } = site;
  const mcp = createMcp({ confluenceClient, audit, log: recordingLogger(), version: '1', policy, confirm });
  const served = await serve(mcp, (token) => caller(principal('confluence:delete', { id: token })));
  closing.push(
    () => site.stop(),
    () => served.close(),
  );
  return { site, mcp, served, audit };
}

const requestInit = { headers: { authorization: 'alice' } };
const capabilities = { elicitation: {} };
const name = { name: 'test', version: '1' };

/** Clients by how they are connected; each answers every question in the same way, and keeps what it was asked. */
const connections: Record<
  string,
  (at: Awaited<ReturnType<typeof open>>, action: Action, questions: string[]) => Promise<Asked>
> = {
  'HTTP of 2026-07-28': async ({ served }, action, questions) => {
    const client = new Client(name, { capabilities, versionNegotiation: { mode: 'auto' } });
    client.setRequestHandler('elicitation/create', ({ params }) => {
      questions.push(params.message);
      return { action, ...(action === 'accept' && { content: {} }) };
    });
    await client.connect(new StreamableHTTPClientTransport(served.mcpUrl, { requestInit }));
    return asked(client);
  },
  'HTTP+SSE': ({ served }, action, questions) => {
    const sse = (url: string | URL | Request, init?: RequestInit) =>
      fetch(url, { ...init, headers: { ...requestInit.headers, accept: 'text/event-stream' } });
    return oldClient(
      new SSEClientTransport(served.sseUrl, { requestInit, eventSourceInit: { fetch: sse } }),
      action,
      questions,
    );
  },
  'stdio of 2025': ({ mcp }, action, questions) => {
    const [stdin, stdout] = [new PassThrough(), new PassThrough()];
    const session = mcp.serveStdio(caller(), { stdin, stdout });
    closing.push(async () => {
      await session.close();
    });
    return oldClient(pipeTransport(stdin, stdout), action, questions);
  },
};

async function oldClient(transport: Transport, action: Action, questions: string[], declared: object = capabilities) {
  const client = new OldClient(name, { capabilities: declared });
  if ('elicitation' in declared) {
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      questions.push(params.message);
      return { action, ...(action === 'accept' && { content: {} }) };
    });
  }
  await client.connect(transport);
  return asked(client);
}

function asked(client: { callTool(params: object): Promise<unknown>; close(): Promise<void> }): Asked {
  closing.push(() => client.close());
  return {
    call: async (tool, args) => {
      const { content } = (await client.callTool({ name: tool, arguments: args })) as { content: { text: string }[] };
      return content[0]?.text ?? '';
    },
    close: () => client.close(),
  };
}

function pipeTransport(stdin: PassThrough, stdout: PassThrough): Transport {
  const buffer = new ReadBuffer();
  const transport: Transport = {
    start: () => {
      stdout.on('data', (chunk: Buffer) => {
        buffer.append(chunk);
        for (let message = buffer.readMessage(); message !== null; message = buffer.readMessage())
          transport.onmessage?.(message);
      });
      return Promise.resolve();
    },
    send: (message) => {
      stdin.write(serializeMessage(message));
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
  return transport;
}

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
    /^Change who may see or edit the page ".+" \(id 131076\)\?\nread: no longer open to all of the space, only to these\nread: \+ user /,
  ],
  [
    'confluence_update_page',
    { page_id: ids.checkoutArchitecture, content: 'Nothing is left.', expected_version: 1, allow_loss: true },
    /^Change the page ".+" \(id 131074, version \d+\) with losses allowed\? this goes:\n- /,
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
      /^POLICY_DENIED: .*cannot ask one\. Nothing was written/,
    );
    const auto = await connect(await open('auto'), []);
    expect(await auto.call('confluence_delete_page', args)).toMatch(/^Done/);
  });
});

describe('the state of a question', () => {
  it('holds for the same call by the same caller about the same version alone', async () => {
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
  });
});
