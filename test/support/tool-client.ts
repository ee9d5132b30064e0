import type { RecordedRequest, Sandbox } from '../../src/sandbox/index.js';
import type { ToolAnswer } from './clients.js';
import type { Deployment } from './deployments.js';
import { upstreamWrites } from './upstream-writes.js';
import { startTestService, type TestServiceOptions } from './service.js';

export interface CallOptions {
  signal?: AbortSignal;
  /** Called with the message of every progress notification. */
  onProgress?: (message: string) => void;
}

/** Every tool of a running service, called by its address alone: each call is one POST. */
export interface ToolClient {
  readonly deployment: Deployment;
  readonly sandbox: Sandbox;
  /** The answer of a tool; rejects with the message of a JSON-RPC error. */
  call(name: string, args: Record<string, unknown>, options?: CallOptions): Promise<ToolAnswer>;
  /** The readable text of a call, an error's included. */
  text(name: string, args: Record<string, unknown>, options?: CallOptions): Promise<string>;
  /** The structured content of a call that must succeed. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- results have the shape of each tool
  data(name: string, args: Record<string, unknown>): Promise<any>;
  listTools(): Promise<string[]>;
  /** The result of any other request; rejects like a call. */
  ask(method: string, params: object): Promise<unknown>;
  /** Requests that would have changed something upstream. */
  writes(): RecordedRequest[];
  /** What the log says of the tool calls, in order. */
  outcomes(): unknown[];
  close(): Promise<void>;
}

interface RpcMessage {
  id?: number;
  method?: string;
  params?: { message?: string };
  result?: unknown;
  error?: { code: number; message: string };
}

/** All services of a worker take tokens of one key, and to sign one takes a tenth of what it takes to open a service. */
let sharedToken: Promise<string> | undefined;

/** A whole service in front of a fresh site of the deployment, with every tool on. */
export async function openToolClient(deployment: Deployment, options: TestServiceOptions = {}): Promise<ToolClient> {
  const env = { TOOLSETS: 'all,examples', ...options.env };
  const service = await startTestService({ ...options, deployment, env });
  const token = await (sharedToken ??= service.token(undefined, { expiresIn: '1d' }));
  const { sandbox, url } = service;
  const ask = async (method: string, params: object, { signal, onProgress }: CallOptions = {}): Promise<unknown> => {
    const _meta = onProgress === undefined ? {} : { _meta: { progressToken: 'here' } };
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
        'mcp-protocol-version': '2025-06-18',
        'x-mcp-structured': 'always',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, ..._meta } }),
      ...(signal === undefined ? {} : { signal }),
    });
    const messages = readMessages(response.headers.get('content-type') ?? '', await response.text());
    for (const message of messages) {
      if (message.method === 'notifications/progress') onProgress?.(message.params?.message ?? '');
    }
    const answer = messages.find(({ id }) => id === 1);
    if (answer?.error !== undefined) throw new Error(answer.error.message);
    return answer?.result;
  };
  const call: ToolClient['call'] = async (name, args, callOptions) =>
    (await ask('tools/call', { name, arguments: args }, callOptions)) as ToolAnswer;
  return {
    deployment,
    sandbox,
    call,
    text: async (name, args, callOptions) => (await call(name, args, callOptions)).content[0]?.text ?? '',
    data: async (name, args) => {
      const result = await call(name, args);
      if (result.isError === true) throw new Error(result.content[0]?.text);
      return result.structuredContent;
    },
    ask,
    listTools: async () => {
      const { tools } = (await ask('tools/list', {})) as { tools: { name: string }[] };
      return tools.map(({ name }) => name);
    },
    writes: () => upstreamWrites(sandbox.requests),
    outcomes: () => service.logs().flatMap((line) => (line['event'] === 'tool_call' ? [line['outcome']] : [])),
    close: async () => {
      await service.close();
      await sandbox.close();
    },
  };
}

/** An answer comes as JSON, or as the last message of an event stream. */
function readMessages(contentType: string, text: string): RpcMessage[] {
  if (contentType.startsWith('application/json')) return [JSON.parse(text) as RpcMessage];
  return text
    .split('\n')
    .filter((line) => line.startsWith('data:') && line.length > 6)
    .map((line) => JSON.parse(line.slice(5)) as RpcMessage);
}
