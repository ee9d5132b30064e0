/** What a JSON pointer in the fragment of a URI leads to (RFC 6901, section 6); undefined where that is nothing. */
export function find(root: unknown, fragment: string): unknown {
  if (fragment !== '' && !fragment.startsWith('/')) return undefined;
  let keys: string[];
  try {
    keys = decodeURIComponent(fragment).split('/').slice(1);
  } catch {
    return undefined;
  }
  return keys
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Readonly<Record<string, unknown>>)[key]
          : undefined,
      root,
    );
}
