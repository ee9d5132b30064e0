import { describeError } from './describe-error.js';
import { createSecretHiding } from './hide-secrets.js';
import { redactText } from './redact-text.js';

/** Makes anything fit for a log: no secrets, no cycles, bounded. Never throws. */
export interface Redactor {
  value(given: unknown): unknown;
  text(given: string): string;
}

const hidden = '[redacted]';
const deepest = 6;
const mostEntries = 100;
const mostNodes = 1000;
const longestText = 8192;
/** Read for redaction before it is cut to `longestText`, so that no secret is cut in half and left standing. */
const longestInput = 4 * longestText;
/** Keys whose value is a credential; compared without case, `-` and `_`. */
const secretKey = /(?:authorization|cookie|token|password|passwd|secret|apikey|privatekey|credential|assertion)s?$/;

/** Keys whose value may be page text. */
const contentKey = /^(?:(?:request|response)?body|content|data|arguments)$/;

/** Texts and names that come again and again: what they were found to be is remembered, up to so many of so few characters. */
const mostRemembered = 2_000;
const longestRemembered = 200;

/** Each request has an id of its own, in every line: it looks like no credential, and would crowd out what comes again. */
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** `secrets`: exact texts that are replaced wherever they show up, also encoded. */
export function createRedactor(secrets: readonly string[]): Redactor {
  const withoutExact = createSecretHiding(secrets) ?? ((given: string): string => given);
  const harmless = new Set<string>();
  const text = (given: string): string => {
    if (harmless.has(given)) return given;
    if (given.length === 36 && uuid.test(given)) return withoutExact(given);
    const cleaned = clean(given);
    // Only what holds no secret is remembered.
    if (cleaned === given && given.length <= longestRemembered) {
      if (harmless.size >= mostRemembered) harmless.clear();
      harmless.add(given);
    }
    return cleaned;
  };
  const clean = (given: string): string => {
    const cleaned = redactText(withoutExact(given.slice(0, longestInput)));
    return cleaned.length > longestText ? `${cleaned.slice(0, longestText)}…` : cleaned;
  };
  return { text, value: (given) => flatValue(given, text) ?? new Walk(text).visit(given, 0) };
}

/** Nearly every line has texts and numbers alone in its fields: they need no walk. Undefined for whatever may hold more. */
function flatValue(given: unknown, text: (given: string) => string): Record<string, unknown> | undefined {
  if (typeof given !== 'object' || given === null || Object.getPrototypeOf(given) !== Object.prototype)
    return undefined;
  const names = Object.keys(given);
  if (names.length > mostEntries) return undefined;
  const cleaned: Record<string, unknown> = {};
  try {
    for (const name of names) {
      const value = (given as Record<string, unknown>)[name];
      if (name === '__proto__' || !isFlat(value)) return undefined;
      cleaned[text(name)] = isSecret(name, value) ? hidden : typeof value === 'string' ? text(value) : value;
    }
  } catch {
    return undefined;
  }
  return cleaned;
}

function isFlat(value: unknown): boolean {
  const type = typeof value;
  return value === null || type === 'string' || type === 'number' || type === 'boolean' || type === 'undefined';
}

/** One pass over one value, with its own budget. */
class Walk {
  readonly #ancestors = new Set<object>();
  readonly #text: (given: string) => string;
  #nodes = 0;

  constructor(text: (given: string) => string) {
    this.#text = text;
  }

  visit(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return this.#text(value);
    if (typeof value === 'bigint') return value.toString();
    if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
    if (typeof value !== 'object' || value === null) return value;
    if (this.#ancestors.has(value)) return '[circular]';
    this.#nodes += 1;
    if (depth > deepest || this.#nodes > mostNodes) return '[too deep]';
    this.#ancestors.add(value);
    try {
      return this.#visitObject(value, depth + 1);
    } catch {
      return '[unreadable]';
    } finally {
      this.#ancestors.delete(value);
    }
  }

  #visitObject(value: object, depth: number): unknown {
    if (value instanceof Error) return this.#visitEntries(Object.entries(describeError(value)), depth);
    if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
    if (Array.isArray(value) || value instanceof Set) {
      return [...(value as Iterable<unknown>)].slice(0, mostEntries).map((item) => this.visit(item, depth));
    }
    if (value instanceof Map || isHeaders(value)) {
      return this.#visitEntries([...(value as Iterable<[unknown, unknown]>)], depth);
    }
    if (hasToJson(value)) return this.visit(value.toJSON(), depth);
    return this.#visitEntries(Object.entries(value), depth);
  }

  #visitEntries(entries: readonly (readonly [unknown, unknown])[], depth: number): Record<string, unknown> {
    const cleaned = entries.slice(0, mostEntries).map(([key, value]) => {
      const name = String(key);
      return [this.#text(name), isSecret(name, value) ? hidden : this.visit(value, depth)];
    });
    return Object.fromEntries(cleaned) as Record<string, unknown>;
  }
}

/** By its tag: naming the class would load all that Node's fetch is made of, at the first line of a log. */
function isHeaders(value: object): value is Headers {
  return Object.prototype.toString.call(value) === '[object Headers]';
}

function hasToJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}

function isSecret(key: string, value: unknown): boolean {
  if (value === undefined || value === null || typeof value === 'boolean') return false;
  const known = secretNames.get(key);
  if (known !== undefined) return known;
  const plain = key.toLowerCase().replace(/[-_]/g, '');
  const isOne = secretKey.test(plain) || contentKey.test(plain);
  if (secretNames.size >= mostRemembered) secretNames.clear();
  if (key.length <= longestRemembered) secretNames.set(key, isOne);
  return isOne;
}

/** Names of fields, and whether their values are secret. */
const secretNames = new Map<string, boolean>();
