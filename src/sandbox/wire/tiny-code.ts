/** The tiny link code: the id as little-endian bytes in base64 with a URL alphabet, padding cut. */
export function tinyCode(id: string): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(id));
  let end = 8;
  while (end > 1 && bytes[end - 1] === 0) end -= 1;
  return bytes
    .subarray(0, end)
    .toString('base64')
    .replace(/=+$/, '')
    .replace(/A+$/, '')
    .replaceAll('/', '-')
    .replaceAll('+', '_');
}
