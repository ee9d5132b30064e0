import { join } from 'node:path';
import {
  bearerToken,
  connect,
  googleIdToken,
  LoginFailedError,
  noToken,
  openBrowserLogin,
  openCredentialsFile,
  statusOf,
  TokenUnavailableError,
  type BrowserLogin,
  type McpClient,
  type TokenSource,
} from '../client/index.js';
import { findSetting, readUserSettings } from '../config/index.js';
import { version } from '../version.js';
import { UsageError, untilStopped, type Io } from './io.js';
import { openBrowser } from './open-browser.js';
import { shownAddress } from './shown.js';

/** The flags that every client command has. */
export interface ConnectionFlags {
  url: string;
  token?: string;
  google?: boolean;
  login?: boolean;
  clientId?: string;
  audience?: string;
  transport: 'auto' | 'http' | 'sse';
  output: 'text' | 'json';
}

/** Empty where the text is no address. What stands before the port of `localhost:8080` reads as one. */
function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}

/** Connects as the flags say, hands the client to `use`, and closes it whatever happens. */
export async function withConnection<T>(
  io: Io,
  flags: ConnectionFlags,
  use: (client: McpClient) => Promise<T>,
): Promise<T> {
  if (!/^https?:$/.test(protocolOf(flags.url)))
    throw new UsageError('--url needs a URL that starts with https:// or http://.');
  const { url, transport } = flags;
  const login = flags.login === true ? await openLogin(io, flags) : undefined;
  const connecting = connect({
    url,
    transport,
    tokenSource: tokenSourceOf(io, flags),
    login,
    clientInfo: { name: 'confluence-mcp', version },
  }).catch((error: unknown) => {
    throw new Error(connectionProblem(flags, error), { cause: error });
  });
  const client = await untilStopped(io, connecting).catch((error: unknown) => {
    login?.close();
    throw error;
  });
  try {
    return await untilStopped(io, use(client));
  } finally {
    await client.close();
    login?.close();
  }
}

/** The login of this person at this server, kept in their own folder. */
function openLogin(io: Io, { url, clientId: id }: ConnectionFlags): Promise<BrowserLogin> {
  const { folder, browser, clientSecret: secret } = readUserSettings(io.env);
  const credentials = openCredentialsFile(join(folder, 'credentials.json'));
  const client = id === undefined ? undefined : { id, secret };
  return openBrowserLogin({ url, credentials, client, openBrowser: (page) => openBrowser(io, browser, page) });
}

function tokenSourceOf(io: Io, flags: ConnectionFlags): TokenSource {
  if (flags.token !== undefined) return bearerToken(flags.token);
  if (flags.google !== true) return noToken();
  leaveOutMetadataWarning();
  return googleIdToken({ audience: flags.audience ?? new URL(flags.url).origin, keyFile: googleKeyFile(io) });
}

/** Google's library warns where there is no metadata server, as on every laptop; what to do is in our own message. */
function leaveOutMetadataWarning(): void {
  process.removeAllListeners('warning').on('warning', (warning) => {
    if (warning.name !== 'MetadataLookupWarning') process.stderr.write(`${String(warning)}\n`);
  });
}

/** The key file that the environment or `.env` names; without one Google's library looks where it always does. */
export function googleKeyFile({ env }: Io): string | undefined {
  return findSetting('GOOGLE_APPLICATION_CREDENTIALS', { mode: 'serve', ...(env && { env }) });
}

function connectionProblem({ url: given, token, google, login }: ConnectionFlags, error: unknown): string {
  const url = shownAddress(given);
  if (error instanceof TokenUnavailableError || error instanceof LoginFailedError) return error.message;
  const status = statusOf(error);
  if (status === 401 && (token !== undefined || google === true))
    return `${url} answered 401: it does not accept this token. The token may have expired, or be for another service.`;
  if (status === 401)
    return `${url} answered 401: it needs a token (--token T, --google on Cloud Run, or --login for a server with browser login).`;
  if (status === 403) return `${url} answered 403: the caller with this token is not allowed to use this server.`;
  if (status === 404 && login === true)
    return `${url} answered 404 to a login: it has no browser login (use --token T, or --google on Cloud Run), or it is not the MCP endpoint (…/mcp-server/mcp/).`;
  if (status !== undefined) return `${url} answered ${status}: is this the MCP endpoint (…/mcp-server/mcp/)?`;
  const isHere = /^(localhost|127\.|\[::1\])/.test(new URL(url).hostname);
  return isHere
    ? `Nothing answers at ${url}: start it with \`npm run demo\`, or give another URL with --url.`
    : `Nothing answers at ${url}: check the name, and that this machine can reach it.`;
}
