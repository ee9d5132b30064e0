import {
  bearerToken,
  connect,
  googleIdToken,
  noToken,
  statusOf,
  TokenUnavailableError,
  type McpClient,
  type TokenSource,
} from '../client/index.js';
import { UsageError } from './io.js';
import { version } from '../version.js';

/** The flags that every client command has. */
export interface ConnectionFlags {
  url: string;
  token?: string;
  google?: boolean;
  audience?: string;
  transport: 'auto' | 'http' | 'sse';
  output: 'text' | 'json';
}

/** Connects as the flags say, hands the client to `use`, and closes it whatever happens. */
export async function withConnection<T>(flags: ConnectionFlags, use: (client: McpClient) => Promise<T>): Promise<T> {
  if (!URL.canParse(flags.url)) throw new UsageError(`--url is not a URL: ${flags.url}`);
  const { url, transport } = flags;
  const client = await connect({
    url,
    transport,
    tokenSource: tokenSourceOf(flags),
    clientInfo: { name: 'confluence-mcp', version },
  }).catch((error: unknown) => {
    throw new Error(connectionProblem(url, error), { cause: error });
  });
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

function tokenSourceOf(flags: ConnectionFlags): TokenSource {
  if (flags.token !== undefined) return bearerToken(flags.token);
  if (flags.google) return googleIdToken({ audience: flags.audience ?? new URL(flags.url).origin });
  return noToken();
}

function connectionProblem(url: string, error: unknown): string {
  const withoutToken = findTokenFailure(error);
  if (withoutToken !== undefined) return withoutToken.message;
  const status = statusOf(error);
  if (status === 401) return `${url} answered 401: it wants a token (--token T, or --google on Cloud Run).`;
  if (status === 403) return `${url} answered 403: this token may not come in here.`;
  if (status !== undefined) return `${url} answered ${status}: is this the MCP endpoint (…/mcp-server/mcp/)?`;
  return `Nothing answers at ${url}: start it with \`npm run demo\`, or name another with --url.`;
}

/** Transports wrap what was thrown while a request was prepared. */
function findTokenFailure(error: unknown): TokenUnavailableError | undefined {
  if (error instanceof TokenUnavailableError) return error;
  return error instanceof Error && error.cause !== undefined ? findTokenFailure(error.cause) : undefined;
}
