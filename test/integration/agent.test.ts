import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { bearerToken, connect, type McpClient } from '../../src/client/index.js';
import { nora, serveTickets, type TicketService } from '../support/tickets.js';

interface Message {
  readonly role: string;
  readonly content: string | null;
}
interface Asked {
  readonly model: string;
  readonly messages: Message[];
  readonly tools: { function: { name: string; description: string; parameters: object } }[];
}
type Agent = (options: {
  client: McpClient;
  endpoint: { url: string; model: string; key?: string };
  question: string;
}) => Promise<{ answer: string; tools_used: string[] }>;

/**
 * Stands in for a model: it knows no tool by name, and picks the one whose description shares the most words with the
 * question, once; then it answers with what the tool said. So what it picks says something about the descriptions.
 */
function answerAsModel({ messages, tools }: Asked): object {
  const last = messages.at(-1);
  if (last?.role === 'tool') return { role: 'assistant', content: last.content };
  const question = last?.content ?? '';
  if (/what tools/i.test(question)) {
    return { role: 'assistant', content: tools.map(({ function: { name } }) => name).join(', ') };
  }
  const words = (text: string): string[] => text.toLowerCase().match(/[a-z]{3,}/g) ?? [];
  const score = ({ function: { name, description } }: Asked['tools'][number]): number =>
    new Set(words(question).filter((word) => words(`${name.replaceAll('_', ' ')} ${description}`).includes(word))).size;
  const [best] = [...tools].sort((a, b) => score(b) - score(a));
  const quoted = /"([^"]+)"/.exec(question)?.[1];
  const properties = Object.keys((best?.function.parameters as { properties?: object }).properties ?? {});
  const args = quoted === undefined ? {} : { [properties[0] ?? 'q']: quoted };
  const call = {
    id: 'call_1',
    type: 'function',
    function: { name: best?.function.name, arguments: JSON.stringify(args) },
  };
  return { role: 'assistant', content: null, tool_calls: [call] };
}

const asked: (Asked & { path: string; authorization: string | undefined })[] = [];
const model = http.createServer((req, res) => {
  let text = '';
  req.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  req.on('end', () => {
    const body = JSON.parse(text) as Asked;
    asked.push({ ...body, path: req.url ?? '', authorization: req.headers.authorization });
    res.writeHead(200, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify({ choices: [{ message: answerAsModel(body) }] }));
  });
});

let service: TicketService;
let client: McpClient;
let ask: (question: string) => ReturnType<Agent>;
beforeAll(async () => {
  await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', resolve));
  service = await serveTickets();
  client = await connect({ url: service.url, tokenSource: bearerToken(nora) });
  const { runAgent } = (await import(new URL('../../examples/agent/agent.js', import.meta.url).href)) as {
    runAgent: Agent;
  };
  const url = `http://127.0.0.1:${String((model.address() as AddressInfo).port)}/v1/`;
  ask = (question) => runAgent({ client, endpoint: { url, model: 'scripted', key: 'k' }, question });
});
afterEach(() => void asked.splice(0));
afterAll(async () => {
  await client.close();
  await service.close();
  model.close();
  model.closeAllConnections();
});

describe('the agent', () => {
  it('says what tools it can call, without calling any', async () => {
    expect(await ask('What tools can you call?')).toEqual({
      answer: 'list_tickets, search_tickets, get_ticket, create_ticket',
      tools_used: [],
    });
    expect(asked[0]).toMatchObject({ path: '/v1/chat/completions', model: 'scripted', authorization: 'Bearer k' });
  });

  it.each([
    ['List the open and closed tickets of my organisation', 'list_tickets', /Printer on floor 2/],
    ['Find tickets whose title holds "VPN"', 'search_tickets', /VPN drops every hour/],
    ['Open a new ticket: "The door squeaks"', 'create_ticket', /The door squeaks/],
  ])('asked "%s" uses %s and answers from it', async (question, tool, answer) => {
    const result = await ask(question);
    expect(result.tools_used).toEqual([tool]);
    expect(result.answer).toMatch(answer);
    expect(asked[1]?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool']);
  });

  it('lets the model read why a call failed', async () => {
    const result = await ask('Read one ticket by its id: "N-404"');
    expect(result.tools_used).toEqual(['get_ticket']);
    expect(result.answer).toMatch(/NOT_FOUND: [^]*There is no ticket N-404/);
  });
});
