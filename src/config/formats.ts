import { z } from 'zod';
import { Secret } from './secret.js';

/** `true/1/yes/on` and `false/0/no/off`, in any case. */
export const boolean = z.stringbool({
  truthy: ['true', '1', 'yes', 'on'],
  falsy: ['false', '0', 'no', 'off'],
  error: 'must be true or false (also 1/0, yes/no, on/off)',
});

/** Any text that is not empty: an empty variable counts as one that is not set, so that none gets here. */
export const text = z.string();

/** Decimal digits alone, with both ends of the range allowed; no sign, exponent or separator. */
export function integer(range: { min: number; max: number }) {
  const message = `must be a whole number from ${range.min} to ${range.max}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((value) => value >= range.min && value <= range.max, message);
}

/** One of a few words, in any case. */
export function oneOf<const W extends readonly string[]>(words: W) {
  return z
    .string()
    .toLowerCase()
    .pipe(z.enum(words, `must be one of ${words.join(', ')}`));
}

/** Items between commas; spaces around them and repetitions do not count. */
export function listOf<T>(item: z.ZodType<T, string>) {
  return z
    .string()
    .transform((given) =>
      given
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .refine((parts) => parts.length > 0, 'has commas but no item')
    .pipe(z.array(item))
    .transform((items) => [...new Set(items)]);
}

/** A token or password: printable ASCII without spaces, because it travels in a header. */
export const secretText = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'has characters that no token has (spaces, line breaks or letters beyond ASCII)')
  .transform((value) => new Secret(value));

/** An http or https URL without credentials. */
export const httpUrl = z
  .string()
  .transform((given, context): URL => {
    if (/^https?:/i.test(given) && URL.canParse(given)) return new URL(given);
    context.addIssue('must be a URL that starts with https:// or http://');
    return z.NEVER;
  })
  .refine((url) => url.username === '' && url.password === '', {
    error: 'must not carry a user name or password in the URL',
  });

/** A URL that is compared or fetched as it was written. */
export const httpUrlText = z.string().superRefine((given, context) => {
  const problem = httpUrl.safeParse(given).error?.issues[0]?.message;
  if (problem !== undefined) context.addIssue(problem);
});

/** Where an API begins: without trailing slash, so that paths can be added. */
export const baseUrl = httpUrl.transform((url) => url.href.replace(/\/+$/, ''));

/** Scheme, host and port, and nothing after them; a single trailing slash is dropped. */
export const origin = httpUrl
  .refine(
    (url) => url.pathname === '/' && url.search === '' && url.hash === '',
    'must be an origin: scheme, host and port without a path, e.g. https://mcp.example.com',
  )
  .transform((url) => url.origin);

/** A host name or IP address as it stands in a Host header, without port; `*.suffix` and a lone `*` are possible. */
export const hostPattern = z
  .string()
  .toLowerCase()
  .regex(
    /^(?:\*|(?:\*\.)?[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\])$/,
    'takes host names without scheme, port or path, e.g. mcp.example.com or *.example.com',
  );

/**
 * Whether a host name or address is this machine's own: `localhost`, 127.0.0.0/8 (RFC 1122) or ::1 (RFC 4291), brackets
 * allowed.
 */
export function isLoopbackHost(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);
}

/** One address in lower case; a pattern would let in whom nobody meant. */
export const email = z
  .string()
  .toLowerCase()
  .regex(/^[^\s@*]+@[^\s@*]+$/, 'takes exact e-mail addresses, without wildcards');

/** What is behind the @ of addresses, in lower case; names below it do not count. */
export const domain = z
  .string()
  .toLowerCase()
  .regex(/^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/, 'takes domain names such as example.com, without @ or wildcards');
