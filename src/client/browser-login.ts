import { randomBytes } from 'node:crypto';
import type {
  OAuthClientMetadata,
  OAuthClientProvider,
  OAuthDiscoveryState,
  StoredOAuthClientInformation,
  StoredOAuthTokens,
} from '@modelcontextprotocol/client';
import type { CredentialsFile } from './credentials-file.js';
import { openLoopback, type Loopback } from './loopback.js';

/** Where a person logs in, by which page, and where the login is kept. */
export interface BrowserLoginOptions {
  /** The MCP endpoint. */
  readonly url: string;
  readonly credentials: CredentialsFile;
  /** Shows the page where the person logs in. Whoever has no browser shows the URL. */
  readonly openBrowser: (url: URL) => void | Promise<void>;
  /**
   * The id that was agreed on with the authorization server beforehand, where it registers nobody by itself, and its
   * secret where it has one. The callback is `http://127.0.0.1:PORT/callback` on any port (RFC 8252, section 7.3).
   */
  readonly client?: { readonly id: string; readonly secret?: string | undefined } | undefined;
  /** How long the person may take (300000). */
  readonly patienceMs?: number | undefined;
}

/** A person's login by OAuth: kept tokens, renewal, and the way through the browser where there are none. */
export interface BrowserLogin {
  /** For the transports of the MCP SDK, which discover, register, ask and renew. */
  readonly provider: OAuthClientProvider;
  /** The answer of the browser that the provider opened last. Throws LoginFailedError. */
  answer(): Promise<URLSearchParams>;
  close(): void;
}

/** The person did not log in: refused, or never came back. */
export class LoginFailedError extends Error {
  override readonly name = 'LoginFailedError';
}

/** A login in the browser (authorization code with PKCE, loopback callback); tokens are kept per endpoint. */
export async function openBrowserLogin(options: BrowserLoginOptions): Promise<BrowserLogin> {
  const { url, credentials, patienceMs = 300_000 } = options;
  const saved = await credentials.read(url);
  const loopback = await openLoopback(saved.port);
  // A registration names its callback; with another port the server would refuse it.
  if (loopback.port !== saved.port) await credentials.update(url, { port: loopback.port, client: undefined });
  const provider = new FileBackedProvider(options, loopback);
  return {
    provider,
    answer: async () => {
      const answer = await provider.answered(patienceMs);
      // The text of an error comes from whoever answered the browser; only its code is shown.
      if (!answer.has('code')) throw new LoginFailedError(`The login ended with ${codeOf(answer)}. Try again.`);
      return answer;
    },
    close: () => loopback.close(),
  };
}

function codeOf(answer: URLSearchParams): string {
  const code = answer.get('error') ?? '';
  return /^[a-z_]{1,40}$/.test(code) ? code : 'an error';
}

/** What the SDK asks of an application, with what must last in the file and the rest here. */
class FileBackedProvider implements OAuthClientProvider {
  readonly #state = randomBytes(16).toString('base64url');
  #verifier = '';
  #agreed: StoredOAuthClientInformation | undefined;
  /** Kept from the way to the browser until it is back, and no longer: a server may move to another issuer. */
  #discovery: OAuthDiscoveryState | undefined;
  #answer: Promise<URLSearchParams> | undefined;

  constructor(
    private readonly options: BrowserLoginOptions,
    private readonly loopback: Loopback,
  ) {}

  get redirectUrl(): string {
    return this.loopback.redirectUrl;
  }

  get clientMetadata(): OAuthClientMetadata {
    return {
      client_name: 'confluence-mcp',
      redirect_uris: [this.redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: this.options.client?.secret === undefined ? 'none' : 'client_secret_basic',
    };
  }

  state(): string {
    return this.#state;
  }

  async clientInformation(): Promise<StoredOAuthClientInformation | undefined> {
    const { client } = this.options;
    if (client === undefined) return (await this.#read()).client as StoredOAuthClientInformation | undefined;
    const secret = client.secret === undefined ? {} : { client_secret: client.secret };
    return this.#agreed ?? { client_id: client.id, ...secret };
  }

  /** What was agreed on is told on every run, its secret in no file of ours; here it is bound to its issuer. */
  async saveClientInformation(client: StoredOAuthClientInformation): Promise<void> {
    if (this.options.client !== undefined) this.#agreed = client;
    else await this.#save({ client });
  }

  async tokens(): Promise<StoredOAuthTokens | undefined> {
    return (await this.#read()).tokens as StoredOAuthTokens | undefined;
  }

  saveTokens(tokens: StoredOAuthTokens): Promise<void> {
    return this.#save({ tokens });
  }

  discoveryState(): OAuthDiscoveryState | undefined {
    return this.#discovery;
  }

  saveDiscoveryState(discovery: OAuthDiscoveryState): void {
    this.#discovery = discovery;
  }

  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier;
  }

  codeVerifier(): string {
    return this.#verifier;
  }

  async redirectToAuthorization(url: URL): Promise<void> {
    this.#answer = this.loopback.callback(this.#state);
    await this.options.openBrowser(url);
  }

  async invalidateCredentials(what: 'all' | 'client' | 'tokens' | 'verifier' | 'discovery'): Promise<void> {
    const all = what === 'all';
    await this.#save({
      ...((all || what === 'client') && { client: undefined }),
      ...((all || what === 'tokens') && { tokens: undefined }),
    });
    if (all || what === 'discovery') this.#discovery = undefined;
  }

  async answered(patienceMs: number): Promise<URLSearchParams> {
    if (this.#answer === undefined) throw new LoginFailedError('No login was started.');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_done, reject) => {
      const text = `Nobody logged in within ${String(Math.round(patienceMs / 1000))} seconds. Try again.`;
      // Until it is closed, the loopback keeps the program waiting; afterwards nothing should.
      timer = setTimeout(() => reject(new LoginFailedError(text)), patienceMs).unref();
    });
    return Promise.race([this.#answer, late]).finally(() => clearTimeout(timer));
  }

  #read() {
    return this.options.credentials.read(this.options.url);
  }

  #save(changes: Parameters<CredentialsFile['update']>[1]): Promise<void> {
    return this.options.credentials.update(this.options.url, changes);
  }
}
