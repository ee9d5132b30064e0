import { GoogleAuth } from 'google-auth-library';

/** Where the headers that prove who calls come from. Asked before every request, so a token can be renewed in between. */
export interface TokenSource {
  headers(): Promise<Record<string, string>>;
}

/** Sends nothing: for a `gcloud run services proxy` on localhost, which adds the identity itself. */
export function noToken(): TokenSource {
  return { headers: () => Promise.resolve({}) };
}

/** Sends the same bearer token with every request. */
export function bearerToken(token: string): TokenSource {
  const headers = { authorization: `Bearer ${token}` };
  return { headers: () => Promise.resolve(headers) };
}

/** No token could be had, so nothing was sent. The message says why, and what to do about it. */
export class TokenUnavailableError extends Error {
  override readonly name = 'TokenUnavailableError';

  constructor(cause: unknown) {
    super(`Could not get a Google ID token: ${reasonOf(cause)}`, { cause });
  }
}

/** What google-auth-library says, in the words of somebody at a terminal. */
function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/Could not load the default credentials/i.test(message)) {
    return 'this machine has no Application Default Credentials. Set GOOGLE_APPLICATION_CREDENTIALS to the key file of a service account.';
  }
  if (/Cannot fetch ID token in this environment/i.test(message)) {
    return 'the credentials on this machine belong to a person, and cannot give ID tokens for a service. Use a service account: set GOOGLE_APPLICATION_CREDENTIALS to its key file, or impersonate one.';
  }
  // What the library trips over says nothing to anybody: it counts on keys that an answer did not have.
  const isUnreadable = cause instanceof TypeError || cause instanceof SyntaxError;
  if (isUnreadable)
    return 'the answer did not come from Google. Check GOOGLE_APPLICATION_CREDENTIALS and the connection to Google.';
  const [, path] = /^(?:ENOENT|EACCES|EISDIR)\b.*'(.*)'$/.exec(message) ?? [];
  if (path !== undefined) return `GOOGLE_APPLICATION_CREDENTIALS names ${path}, which cannot be read.`;
  const [line = message] = message.split('\n');
  return `${line.replace(/[^.!?]$/, '$&.')} Check GOOGLE_APPLICATION_CREDENTIALS and the connection to Google.`;
}

/** How long before its expiry a Google ID token is replaced. */
const renewBeforeExpiryMs = 5 * 60_000;

/** Which Google ID token is wanted, and with which credentials. */
export interface GoogleTokenOptions {
  /** `aud` of the token: the URL of the Cloud Run service. */
  audience: string;
  /** Mints a token; by default through Application Default Credentials. */
  fetchIdToken?: (audience: string) => Promise<string>;
  /** Key file of a service account, or credentials that impersonate one; Application Default Credentials without it. */
  keyFile?: string | undefined;
  /** How Google's token endpoints are reached: an outbound's fetch, so that its authorities and proxies count. */
  fetch?: typeof globalThis.fetch | undefined;
  now?: () => number;
}

/**
 * A Google ID token through Application Default Credentials, renewed five minutes before it expires.
 *
 * It goes into both headers: Cloud Run checks `X-Serverless-Authorization` and strips that one's signature, so the
 * service can verify only the untouched `Authorization`
 * (https://cloud.google.com/run/docs/authenticating/service-to-service).
 */
export function googleIdToken(options: GoogleTokenOptions): TokenSource {
  const { fetchIdToken = (audience: string) => applicationDefaultIdToken(audience, options) } = options;
  const now = options.now ?? Date.now;
  let current: { token: string; expiresAtMs: number } | undefined;
  let pending: Promise<{ token: string; expiresAtMs: number }> | undefined;

  const renew = async (): Promise<{ token: string; expiresAtMs: number }> => {
    try {
      const token = await fetchIdToken(options.audience);
      return { token, expiresAtMs: expiryOf(token) };
    } catch (cause) {
      throw cause instanceof TokenUnavailableError ? cause : new TokenUnavailableError(cause);
    }
  };

  return {
    async headers() {
      if (!current || now() >= current.expiresAtMs - renewBeforeExpiryMs) {
        pending ??= renew().finally(() => (pending = undefined));
        current = await pending;
      }
      const bearer = `Bearer ${current.token}`;
      return { authorization: bearer, 'x-serverless-authorization': bearer };
    },
  };
}

/**
 * A Google ID token for `audience`: from a key file, from credentials that impersonate a service account, or from the
 * metadata server of a Google machine. Token endpoints are asked through `fetch`; the metadata server by the library's
 * own means. Throws TokenUnavailableError.
 */
export async function applicationDefaultIdToken(
  audience: string,
  { keyFile, fetch }: Pick<GoogleTokenOptions, 'keyFile' | 'fetch'> = {},
): Promise<string> {
  const transporterOptions = fetch === undefined ? {} : { fetchImplementation: fetch };
  try {
    // No ID token depends on a project; without one at hand the library starts gcloud and asks the metadata server for it.
    const projectId = 'none';
    const key = keyFile !== undefined && { keyFile };
    const auth = new GoogleAuth({ projectId, clientOptions: { transporterOptions }, ...key });
    const client = await withoutLookUpWarnings(() => auth.getIdTokenClient(audience));
    if (fetch !== undefined) routeSource(client.idTokenProvider, fetch);
    return await client.idTokenProvider.fetchIdToken(audience);
  } catch (cause) {
    throw new TokenUnavailableError(cause);
  }
}

/** Where there is no metadata server, gcp-metadata warns of its own trouble, which our error tells in plain words. */
async function withoutLookUpWarnings<Result>(work: () => Promise<Result>): Promise<Result> {
  const emit = process.emitWarning.bind(process);
  process.emitWarning = (warning: string | Error, ...rest: never[]) => {
    if ((rest[0] as unknown) !== 'MetadataLookupWarning') emit(warning, ...rest);
  };
  try {
    return await work();
  } finally {
    process.emitWarning = emit;
  }
}

/** Credentials that impersonate ask with those of the person first, which do not get the options of the library's client. */
function routeSource(provider: object, fetch: typeof globalThis.fetch): void {
  const { sourceClient } = provider as { sourceClient?: { transporter: { defaults: object } } };
  if (sourceClient) Object.assign(sourceClient.transporter.defaults, { fetchImplementation: fetch });
}

/**
 * `exp` of a token in milliseconds. The server verifies the token; here the date only decides when to renew. An answer
 * that lacks the token comes here as whatever the library made of it.
 */
function expiryOf(token: unknown): number {
  const payload = payloadOf(token);
  if (payload === undefined) throw new Error('The answer has no ID token.');
  if (typeof payload.exp !== 'number') throw new Error('The identity token has no expiry.');
  return payload.exp * 1000;
}

function payloadOf(token: unknown): { exp?: unknown } | undefined {
  try {
    const text = Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString('utf8');
    return (JSON.parse(text) as { exp?: unknown } | null) ?? undefined;
  } catch {
    return undefined;
  }
}
