/** Schemes that a browser would run or show instead of handing the code to an application. */
const unsafe = new Set(['javascript:', 'data:', 'vbscript:', 'file:', 'blob:', 'about:', 'ftp:', 'ws:', 'wss:']);
const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a URI is on this machine alone, so that any port is as good as the registered one (RFC 8252, 7.3). */
export function isLoopbackUri(uri: string): boolean {
  const { protocol, hostname } = new URL(uri);
  return protocol === 'http:' && loopbackHosts.has(hostname);
}

/** Whether a URI wakes an application by a scheme of its own (RFC 8252, 7.1). */
export function isPrivateSchemeUri(uri: string): boolean {
  return !['http:', 'https:'].includes(new URL(uri).protocol);
}

/**
 * Who may get codes. A pattern is a URI, exact or with `*` in place of the port or of the last segments of the path.
 * Whatever the patterns say, plain http is for loopback, and nothing that carries credentials or a fragment passes.
 */
export function createRedirectList(patterns: readonly string[]): (uri: string) => boolean {
  const allowed = patterns.map(toExpression);
  return (uri) => {
    const canonical = canonicalForm(uri);
    if (canonical === undefined) return false;
    const isPlain = hasPlainPath(uri);
    return allowed.some(({ form, hasTail }) => form.test(canonical) && (isPlain || !hasTail));
  };
}

function canonicalForm(uri: string): string | undefined {
  // URL parsers disagree about backslashes, blanks and control characters, so such a URI is nobody's.
  if (!/^[\x21-\x5b\x5d-\x7e]{1,2000}$/.test(uri) || !URL.canParse(uri)) return undefined;
  const { protocol, username, password, host, pathname, search } = new URL(uri);
  if (unsafe.has(protocol) || username !== '' || password !== '' || uri.includes('#')) return undefined;
  if (protocol === 'http:' && !isLoopbackUri(uri)) return undefined;
  return `${protocol}//${host}${pathname}${search}`;
}

/**
 * Whether no server reads another path in this one than a pattern with a `*` does. Some decode `%2f`, `%5c` and `%2e`,
 * even when encoded twice, or drop what follows a `;`, before they resolve dot segments.
 */
function hasPlainPath(uri: string): boolean {
  const [path = ''] = uri.replace(/^[^/?]*\/\/[^/?]*/, '').split('?');
  const isPlain = (segment: string): boolean =>
    !/^\.\.?$|%(?:2[5ef]|5c)/i.test(segment) && !(segment.includes('.') && /;|%3b/i.test(segment));
  return path.split('/').every(isPlain);
}

function toExpression(pattern: string): { form: RegExp; hasTail: boolean } {
  const [, origin = '', anyPort, rest = ''] = /^([^/]*\/\/(?:\[[^\]]*\]|[^/:]*))(:\*)?(.*)$/.exec(pattern) ?? [];
  const hasTail = rest.endsWith('*');
  const path = hasTail ? rest.slice(0, -1) : rest;
  const port = anyPort === undefined ? '' : String.raw`(?::\d{1,5})?`;
  const end = hasTail ? '[^?]*' : rest === '' ? '/?' : '';
  return { form: new RegExp(`^${escape(origin.toLowerCase())}${port}${escape(path)}${end}$`), hasTail };
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
