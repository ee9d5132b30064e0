import type { AuthConfig } from './auth-config.js';
import type { Config } from './config.js';

/** The texts that must never be printed, in each form in which they travel. */
export function secretTexts(config: Pick<Config, 'confluence' | 'auth' | 'state' | 'outbound'>): readonly string[] {
  const { confluence, auth, state, outbound } = config;
  const urls = [outbound.proxy.https, outbound.proxy.http, state.kind === 'redis' ? state.url : undefined];
  const texts = [
    ...ofCredentials(confluence.credentials),
    ...Object.keys(auth.staticTokens?.reveal() ?? {}).filter((key) => !key.startsWith('sha256:')),
    ...ofOAuth(auth),
    ...urls.flatMap((url) => (url === undefined ? [] : ofUrl(url.reveal()))),
  ];
  return [...new Set(texts)];
}

function ofCredentials(credentials: Config['confluence']['credentials']): readonly string[] {
  if (credentials.kind === 'caller') return [];
  if (credentials.kind === 'bearer') return [credentials.token.reveal()];
  const apiToken = credentials.apiToken.reveal();
  return [apiToken, basic(credentials.username, apiToken)];
}

function ofOAuth({ oauth }: AuthConfig): readonly string[] {
  if (oauth === undefined) return [];
  const { clientId, clientSecret } = oauth.upstream;
  const secret = clientSecret?.reveal();
  const keys = oauth.signingKeys.reveal().map((key) => Buffer.from(key));
  return [
    ...keys.flatMap((key) => [key.toString('hex'), key.toString('base64url'), key.toString('base64')]),
    ...(secret === undefined ? [] : [secret, basic(clientId, secret)]),
  ];
}

/** Only what the URL hides: without a password it is an address that logs may show. */
function ofUrl(text: string): readonly string[] {
  const { username, password } = new URL(text);
  if (password === '') return [];
  return [password, decode(password), basic(decode(username), decode(password))];
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function basic(user: string, password: string): string {
  return Buffer.from(`${user}:${password}`).toString('base64');
}
