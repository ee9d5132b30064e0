/**
 * The page id behind `/x/CODE`: the id's bytes, lowest first, in base64 with `+` and `/` written as `_` and `-`
 * (the other way round than base64url) and the zeros at the end left off. Undefined for what cannot be one.
 */
export function decodeTinyLink(code: string): string | undefined {
  if (!/^[\w-]{1,11}$/.test(code)) return undefined;
  const base64 = code.replaceAll('_', '+').replaceAll('-', '/').padEnd(12, 'A');
  const bytes = Buffer.from(base64, 'base64').subarray(0, 8);
  const id = bytes.readBigInt64LE();
  return id > 0n ? id.toString() : undefined;
}
