import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { answerForms, catalogue, type AnswerForm } from '../../src/mcp/index.js';
import { optionNames } from '../../src/mcp/server/request-options.js';
import { narrowingParameters } from '../../src/auth/oauth/provider/paths.js';
import { startTestService, type TestService } from '../support/service.js';
import { isThorough } from '../support/thorough.js';
import { toolCalls } from './tool-calls.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ env: { TOOLSETS: 'all,examples' } });
});
afterAll(() => service.close());

interface Answer {
  content: { type: string; text?: string }[];
  structuredContent?: unknown;
  isError?: boolean;
}
interface Sdk {
  list(): Promise<{ name: string; outputSchema?: unknown }[]>;
  call(name: string, args: Record<string, unknown>): Promise<Answer>;
  close(): Promise<void>;
}

const info = { name: 'sdk', version: '1' };
async function initOf(form: AnswerForm): Promise<{ requestInit: RequestInit }> {
  return { requestInit: { headers: { authorization: `Bearer ${await service.token()}`, 'x-mcp-structured': form } } };
}

const sdks: [name: string, connect: (form: AnswerForm) => Promise<Sdk>][] = [
  [
    '2.x',
    async (form) => {
      const client = new Client(info, { versionNegotiation: { mode: 'auto' } });
      await client.connect(new StreamableHTTPClientTransport(new URL(service.url), await initOf(form)));
      return {
        list: async () => (await client.listTools()).tools,
        call: (name, args) => client.callTool({ name, arguments: args }) as Promise<Answer>,
        close: () => client.close(),
      };
    },
  ],
  [
    '1.x',
    async (form) => {
      const client = new OldClient(info);
      await client.connect(new OldHttp(new URL(service.url), await initOf(form)));
      return {
        list: async () => (await client.listTools()).tools,
        call: (name, args) => client.callTool({ name, arguments: args }) as Promise<Answer>,
        close: () => client.close(),
      };
    },
  ],
];

/** Readers as they are; writers as previews, so that the site stays what it is. */
const calls = catalogue.map(({ name, effect }) => {
  const args = toolCalls[name]?.args ?? {};
  return [name, effect === 'read' ? args : { ...args, dry_run: true }] as const;
});

describe.each(sdks)('the client of the %s SDK', (_version, connect) => {
  // Both check structured content against the schema of the list that they got, and refuse what does not fit.
  it.each(answerForms)('accepts every answer in the form %s against the list of the same form', async (form) => {
    const client = await connect(form);
    const listed = new Map((await client.list()).map((tool) => [tool.name, tool.outputSchema !== undefined]));
    // The form that always has structured content is tried with every tool, the others in turns unless all is tried.
    const turn = answerForms.indexOf(form);
    const tried = calls.filter((_call, at) => isThorough || form === 'always' || at % answerForms.length === turn);
    for (const [name, args] of tried) {
      const answer = await client.call(name, args);
      expect({ name, isError: answer.isError, text: answer.content[0]?.text }).toMatchObject({ isError: undefined });
      expect({ name, isStructured: answer.structuredContent !== undefined }).toEqual({
        name,
        isStructured: listed.get(name),
      });
    }
    await client.close();
  });
});

it('takes for part of its own address what narrows a request, and nothing else', () => {
  expect([...narrowingParameters].sort()).toEqual([...optionNames].sort());
});
