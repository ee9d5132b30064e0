import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport as OldHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { seedIds, seedPeople } from '../../src/sandbox/index.js';
import { folderWith } from '../api/api-server.js';
import { textOf, type ToolAnswer } from '../support/clients.js';
import { startTestService, type TestService } from '../support/service.js';
import { upstreamWrites } from '../support/upstream-writes.js';

const strict = {
  spaces: ['ENG'],
  link_hosts: [],
  confirm: { spaces: 'person', links: 'person', delete: 'person', permissions: 'person' },
};

let service: TestService;
let token: string;
beforeAll(async () => {
  const folder = folderWith({ 'policy.json': JSON.stringify({ default: strict }) });
  const env = { WRITE_POLICY_FILE: `${folder}/policy.json`, TOOLSETS: 'all' };
  service = await startTestService({ env, transport: 'sse' });
  token = await service.token();
  service.sandbox.world.page(seedIds.paymentsRunbook).restrictions.read.users.push(seedPeople.service);
});
afterAll(() => service.close());
beforeEach(() => void (service.sandbox.requests.length = 0));

type Action = 'accept' | 'decline' | 'cancel';
interface Person {
  readonly action: Action;
  readonly questions: string[];
}
type Call = (name: string, args: object) => Promise<ToolAnswer>;

const name = { name: 'test', version: '1' };
const capabilities = { elicitation: {} };
const withToken = () => ({ requestInit: { headers: { authorization: `Bearer ${token}` } } });
const open: { close(): Promise<void> }[] = [];
afterAll(() => Promise.all(open.map((client) => client.close())));

function callOf(client: Client | OldClient): Call {
  open.push(client);
  return async (tool, args) => (await client.callTool({ name: tool, arguments: { ...args } })) as ToolAnswer;
}

async function modern(person?: Person): Promise<Call> {
  const client = new Client(name, { ...(person && { capabilities }), versionNegotiation: { mode: 'auto' } });
  if (person) {
    client.setRequestHandler('elicitation/create', ({ params }) => {
      person.questions.push(params.message);
      return { action: person.action, ...(person.action === 'accept' && { content: {} }) };
    });
  }
  await client.connect(new StreamableHTTPClientTransport(new URL(service.url), withToken()));
  return callOf(client);
}

async function old(transport: 'http' | 'sse', person?: Person): Promise<Call> {
  const client = new OldClient(name, { capabilities: person ? capabilities : {} });
  if (person) {
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      person.questions.push(params.message);
      return { action: person.action, ...(person.action === 'accept' && { content: {} }) };
    });
  }
  const streamed: typeof fetch = (input, init) =>
    fetch(input, { ...init, headers: { ...withToken().requestInit.headers, accept: 'text/event-stream' } });
  await client.connect(
    transport === 'http'
      ? new OldHttp(new URL(service.url), withToken())
      : new SSEClientTransport(new URL('/mcp-server/sse', service.origin), {
          ...withToken(),
          eventSourceInit: { fetch: streamed },
        }),
  );
  return callOf(client);
}

let hosts = 0;
/** What the strict policy asks a person about: the rule, the call, and what the question says. A host is new each time. */
const asked = (): [rule: string, tool: string, args: object, question: RegExp][] => [
  [
    'links',
    'confluence_edit_page',
    { page_id: seedIds.meetingNotes, edits: [{ op: 'append', content: `[x](https://out-${(hosts += 1)}.example/a)` }] },
    /new link or image to out-\d+\.example on the page "Team meeting notes" of space ENG\?\n- page_id: .*\n- edits: /,
  ],
  [
    'spaces',
    'confluence_add_comment',
    { page_id: seedIds.timeOff, body: 'Seen.\n- page_id: "1"' },
    /space HR on the page .+\?\n- page_id: .+\n- body: "Seen\.\\n- page_id: /,
  ],
  [
    'permissions',
    'confluence_set_page_restrictions',
    { page_id: seedIds.paymentsRunbook, read_users: [seedPeople.service, seedPeople.priya] },
    /more people could see page 131073 on the page "Payments/,
  ],
  [
    'delete',
    'confluence_delete_page',
    { page_id: seedIds.onboarding },
    /a delete on the page ".+" of space ENG\?\n- page_id: "131076"/,
  ],
];

const clients: [string, (person: Person) => Promise<Call>][] = [
  ['the 2.x SDK over HTTP', modern],
  ['the 1.x SDK over HTTP+SSE', (person) => old('sse', person)],
];
const sent = () => upstreamWrites(service.sandbox.requests).length;

describe.each(clients)('the strict policy over %s', (_client, connect) => {
  it.each(['decline', 'cancel'] as const)('writes nothing when the person says %s', async (action) => {
    const person: Person = { action, questions: [] };
    const call = await connect(person);
    for (const [rule, tool, args, question] of asked()) {
      expect(textOf(await call(tool, args))).toMatch(
        new RegExp(`^POLICY_DENIED: .*rule confirm\\.${rule}.*did not agree`),
      );
      expect(person.questions.at(-1)).toMatch(question);
    }
    expect(person.questions).toHaveLength(asked().length);
    expect(sent()).toBe(0);
  });

  it('writes each time what the person agreed to, and asks about nothing else', async () => {
    const person: Person = { action: 'accept', questions: [] };
    const call = await connect(person);
    const plain = { page_id: seedIds.meetingNotes, edits: [{ op: 'append', content: 'Words alone.' }] };
    expect(textOf(await call('confluence_edit_page', plain))).toMatch(/^Done/);
    expect(person.questions).toEqual([]);
    for (const [, tool, args] of asked().slice(0, 2)) expect(textOf(await call(tool, args))).toMatch(/^Done/);
    expect(person.questions).toHaveLength(2);
    expect(sent()).toBe(3);
  });
});

describe.each<[string, () => Promise<Call>]>([
  ['of the 2.x SDK without elicitation', () => modern()],
  ['of the 1.x SDK over HTTP+SSE without elicitation', () => old('sse')],
  ['of the 1.x SDK over HTTP, where nobody can be asked', () => old('http', { action: 'accept', questions: [] })],
])('a client %s', (_client, connect) => {
  it('is refused with the rule, and nothing is written', async () => {
    const call = await connect();
    for (const [rule, tool, args] of asked())
      expect(textOf(await call(tool, args))).toMatch(new RegExp(`^POLICY_DENIED: .*rule confirm\\.${rule}`));
    expect(sent()).toBe(0);
  });
});
