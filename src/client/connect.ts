import {
  Client,
  SSEClientTransport,
  StreamableHTTPClientTransport,
  type CallToolResult,
  type FetchLike,
  type Prompt,
  type Resource,
  type ResourceTemplateType,
  type Tool,
  type Transport,
} from '@modelcontextprotocol/client';
import { noToken, type TokenSource } from './token-source.js';

export interface ConnectOptions {
  /** The MCP endpoint, e.g. `http://127.0.0.1:8080/mcp-server/mcp/`. */
  url: string;
  /** `auto` speaks streamable HTTP and falls back to the old HTTP+SSE transport where the server has nothing newer. */
  transport?: 'auto' | 'http' | 'sse';
  tokenSource?: TokenSource;
  /** Name and version that the server sees. */
  clientInfo?: { name: string; version: string };
}

/** A connected MCP client. Errors of the protocol are thrown; a tool's own failure is a result with `isError`. */
export interface McpClient {
  /** The protocol revision that both sides settled on, e.g. `2026-07-28`. */
  readonly protocolVersion: string;
  listTools(): Promise<Tool[]>;
  listResources(): Promise<Resource[]>;
  listResourceTemplates(): Promise<ResourceTemplateType[]>;
  listPrompts(): Promise<Prompt[]>;
  callTool(name: string, args: Record<string, unknown>, options?: { signal?: AbortSignal }): Promise<CallToolResult>;
  close(): Promise<void>;
}

/** The server has no streamable HTTP at this URL (MCP specification, transports, backwards compatibility). */
const olderServerStatuses = new Set([400, 404, 405]);

/** Connects, negotiating the newest protocol revision that both sides speak. */
export async function connect(options: ConnectOptions): Promise<McpClient> {
  const url = new URL(options.url);
  const fetchWithToken = withToken(url.origin, options.tokenSource ?? noToken());
  const open = (transport: Transport): Promise<McpClient> => openClient(transport, options.clientInfo);
  const overSse = (): Promise<McpClient> => open(new SSEClientTransport(url, { fetch: fetchWithToken }));

  if (options.transport === 'sse') return overSse();
  try {
    return await open(new StreamableHTTPClientTransport(url, { fetch: fetchWithToken }));
  } catch (error) {
    if (options.transport === 'http' || !olderServerStatuses.has(statusOf(error) ?? 0)) throw error;
    return overSse();
  }
}

async function openClient(
  transport: Transport,
  clientInfo = { name: 'confluence-mcp', version: '0.1.0' },
): Promise<McpClient> {
  const client = new Client(clientInfo, { versionNegotiation: { mode: 'auto' } });
  await client.connect(transport);
  return {
    protocolVersion: client.getNegotiatedProtocolVersion() ?? 'unknown',
    listTools: () =>
      everyPage(
        (at) => client.listTools(at),
        ({ tools }) => tools,
      ),
    listResources: () =>
      everyPage(
        (at) => client.listResources(at),
        ({ resources }) => resources,
      ),
    listResourceTemplates: () =>
      everyPage(
        (at) => client.listResourceTemplates(at),
        ({ resourceTemplates }) => resourceTemplates,
      ),
    listPrompts: () =>
      everyPage(
        (at) => client.listPrompts(at),
        ({ prompts }) => prompts,
      ),
    callTool: (name, args, call = {}) => client.callTool({ name, arguments: args }, call),
    close: () => client.close(),
  };
}

/** A whole list of the server, however many answers it comes in. */
async function everyPage<Answer extends { nextCursor?: string | undefined }, Item>(
  ask: (at: { cursor?: string }) => Promise<Answer>,
  itemsOf: (answer: Answer) => Item[],
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const answer = await ask(cursor === undefined ? {} : { cursor });
    items.push(...itemsOf(answer));
    cursor = answer.nextCursor;
  } while (cursor !== undefined);
  return items;
}

/** Adds the caller's proof to every request to the server itself, whichever transport makes it. */
function withToken(origin: string, tokenSource: TokenSource): FetchLike {
  return async (input, init) => {
    if (new URL(input).origin !== origin) return fetch(input, init);
    const headers = new Headers(init?.headers);
    for (const [name, value] of Object.entries(await tokenSource.headers())) headers.set(name, value);
    return fetch(input, { ...init, headers });
  };
}

/** The HTTP status behind a client error, wherever the SDK keeps it. */
export function statusOf(error: unknown): number | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { status, code, data } = at as { status?: unknown; code?: unknown; data?: { status?: unknown } };
    const found = [status, data?.status, code].find(
      (value) => typeof value === 'number' && value >= 100 && value < 600,
    );
    if (found !== undefined) return found as number;
  }
  return undefined;
}
