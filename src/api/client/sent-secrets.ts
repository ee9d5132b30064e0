import { createSecretHiding, type HideSecrets } from '../../observability/index.js';
import type { Credentials } from '../model.js';
import type { ApiResponse } from './exchange.js';

/**
 * The secrets that one call sent, which nothing that comes back may show: they are for the API, and not for whoever
 * asked. Some APIs repeat the headers of a request in their answer.
 */
export class SentSecrets {
  readonly #secrets = new Set<string>();
  #hide: HideSecrets | undefined;
  #hasHidden = false;

  /** Takes note of the headers that say who asks, before they are sent. */
  add(credentials: Credentials, headers: Readonly<Record<string, string>>): void {
    for (const secret of secretsIn(credentials, headers)) this.#secrets.add(secret);
    this.#hide = createSecretHiding([...this.#secrets]);
  }

  text(given: string): string {
    const cleaned = this.#hide?.(given) ?? given;
    if (cleaned !== given) this.#hasHidden = true;
    return cleaned;
  }

  /** In every text, name and number of a JSON value. */
  value(given: unknown): unknown {
    return this.#hide === undefined ? given : this.#visit(given);
  }

  headers(given: ApiResponse['headers']): ApiResponse['headers'] {
    if (this.#hide === undefined) return given;
    const entries = Object.entries(given).map(([name, value]) => [name, value && this.text(value)] as const);
    return Object.fromEntries(entries);
  }

  get warnings(): readonly string[] {
    return this.#hasHidden ? ['The answer held the credentials of this server for the API: they are [redacted].'] : [];
  }

  #visit(given: unknown): unknown {
    if (typeof given === 'string') return this.text(given);
    if (typeof given === 'number') return this.text(String(given)) === String(given) ? given : this.text(String(given));
    if (Array.isArray(given)) return given.map((item) => this.#visit(item));
    if (typeof given !== 'object' || given === null) return given;
    return Object.fromEntries(Object.entries(given).map(([name, field]) => [this.text(name), this.#visit(field)]));
  }
}

/** Who calls is no secret to the caller. Of `Basic` the password alone is one as well. */
function secretsIn(credentials: Credentials, headers: Readonly<Record<string, string>>): string[] {
  if (credentials.kind === 'upstream-token')
    return Object.values(headers).map((value) => value.replace(/^Bearer /, ''));
  if (credentials.kind !== 'service') return [];
  const { scheme, secret } = credentials;
  if (scheme.toLowerCase() !== 'basic') return [secret];
  const pair = Buffer.from(secret, 'base64').toString();
  return [secret, pair, pair.slice(pair.indexOf(':') + 1)];
}
