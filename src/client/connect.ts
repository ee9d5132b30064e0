import {
  Client,
  SSEClientTransport,
  StreamableHTTPClientTransport,
  UnauthorizedError,
  type CallToolResult,
  type FetchLike,
  type ProgressCallback,
  type Prompt,
  type Resource,
  type ResourceTemplateType,
  type Tool,
  type Transport,
} from '@modelcontextprotocol/client';
import type { BrowserLogin } from './browser-login.js';
import { retryingFetch, type RetryOptions } from './retrying-fetch.js';
import { noToken, TokenUnavailableError, type TokenSource } from './token-source.js';

/** Which server, over which transport, and as whom. */
export interface ConnectOptions {
  /** The MCP endpoint, e.g. `http://127.0.0.1:8080/mcp-server/mcp/`. */
  url: string;
  /** `auto` speaks streamable HTTP and falls back to the old HTTP+SSE transport where the server has nothing newer. */
  transport?: 'auto' | 'http' | 'sse';
  tokenSource?: TokenSource;
  /** Instead of a token: a person who logs in, in the browser when there is no kept login. */
  login?: BrowserLogin | undefined;
  /** How the server is reached; `globalThis.fetch` by default. */
  fetch?: FetchLike | undefined;
  /** What is tried again: only what was certainly not carried out. */
  retry?: RetryOptions | undefined;
  /** Name and version that the server sees. */
  clientInfo?: { name: string; version: string };
}

/** What goes with one call of a tool. */
export interface CallOptions {
  signal?: AbortSignal;
  /** Told how far the call is, where the server says so. */
  onProgress?: ProgressCallback;
}

/** A connected MCP client. Errors of the protocol are thrown; a tool's own failure is a result with `isError`. */
export interface McpClient {
  /** The protocol revision that both sides settled on, e.g. `2026-07-28`. */
  readonly protocolVersion: string;
  listTools(): Promise<Tool[]>;
  listResources(): Promise<Resource[]>;
  listResourceTemplates(): Promise<ResourceTemplateType[]>;
  listPrompts(): Promise<Prompt[]>;
  callTool(name: string, args: Record<string, unknown>, options?: CallOptions): Promise<CallToolResult>;
  close(): Promise<void>;
}

/** The server has no streamable HTTP at this URL (MCP specification, transports, backwards compatibility). */
const olderServerStatuses = new Set([400, 404, 405]);

/**
 * Connects, negotiating the newest protocol revision that both sides speak. With `login` a person is sent to the browser
 * when no kept token will do, or when a call needs more than they granted, and it goes on when they come back.
 */
export async function connect(options: ConnectOptions): Promise<McpClient> {
  const url = new URL(options.url);
  const { login, transport = 'auto' } = options;
  const retrying = retryingFetch(options.fetch ?? fetch, options.retry);
  const source = options.tokenSource ?? noToken();
  // Negotiation and transports wrap what is thrown while a request is prepared, some of them without its cause.
  let withoutToken: TokenUnavailableError | undefined;
  const headers = (): ReturnType<TokenSource['headers']> =>
    source.headers().catch((error: unknown) => {
      if (error instanceof TokenUnavailableError) withoutToken = error;
      throw error;
    });
  const fetchWithToken = withToken(url.origin, { headers }, retrying);
  const settings = { fetch: fetchWithToken, ...(login && { authProvider: login.provider }) };
  const open = async (make: () => LoginTransport): Promise<McpClient> => {
    const first = make();
    const begin = (transport: LoginTransport) =>
      openClient(transport, afterLogin(transport, login), options.clientInfo);
    return afterLogin(first, login)(
      () => begin(first),
      () => begin(make()),
    );
  };
  const overSse = (): Promise<McpClient> => open(() => new SSEClientTransport(url, settings));

  try {
    if (transport === 'sse') return await overSse();
    return await open(() => new StreamableHTTPClientTransport(url, settings)).catch((error: unknown) => {
      if (transport === 'http' || !olderServerStatuses.has(statusOf(error) ?? 0)) throw error;
      return overSse();
    });
  } catch (error) {
    throw withoutToken ?? error;
  }
}

type LoginTransport = Transport & { finishAuth(callback: URLSearchParams): Promise<void> };

/** Does something, and once more (`again`) when the person had to log in, or to grant more, in between. */
type Attempt = <T>(first: () => Promise<T>, again?: () => Promise<T>) => Promise<T>;

function afterLogin(transport: LoginTransport, login: BrowserLogin | undefined): Attempt {
  return async (first, again = first) => {
    try {
      return await first();
    } catch (error) {
      if (login === undefined || !isUnauthorized(error)) throw error;
      await transport.finishAuth(await login.answer());
      await login.provider.invalidateCredentials?.('discovery');
      return again();
    }
  };
}

/** The SDK has sent the person to the browser; negotiation may wrap what says so. */
function isUnauthorized(error: unknown): boolean {
  if (error instanceof UnauthorizedError) return true;
  return error instanceof Error && error.cause !== undefined && isUnauthorized(error.cause);
}

async function openClient(
  transport: Transport,
  attempt: Attempt,
  clientInfo = { name: 'confluence-mcp', version: '0.1.0' },
): Promise<McpClient> {
  const client = new Client(clientInfo, { versionNegotiation: { mode: 'auto' } });
  await client.connect(transport);
  return {
    protocolVersion: client.getNegotiatedProtocolVersion() ?? 'unknown',
    listTools: () =>
      everyPage(
        (at) => attempt(() => client.listTools(at)),
        ({ tools }) => tools,
      ),
    listResources: () =>
      everyPage(
        (at) => attempt(() => client.listResources(at)),
        ({ resources }) => resources,
      ),
    listResourceTemplates: () =>
      everyPage(
        (at) => attempt(() => client.listResourceTemplates(at)),
        ({ resourceTemplates }) => resourceTemplates,
      ),
    listPrompts: () =>
      everyPage(
        (at) => attempt(() => client.listPrompts(at)),
        ({ prompts }) => prompts,
      ),
    callTool: (name, args, { signal, onProgress } = {}) =>
      attempt(() =>
        client.callTool(
          { name, arguments: args },
          { ...(signal && { signal }), ...(onProgress && { onprogress: onProgress }) },
        ),
      ),
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
function withToken(origin: string, tokenSource: TokenSource, fetch: FetchLike): FetchLike {
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
