/** A JSON text, or what is left where it has no end, or a number that is whole and written out. */
const stringsAndNumbers = /"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

/**
 * Parses JSON (RFC 8259) and keeps what a double cannot hold: a whole number beyond 2^53, such as the id of a record,
 * becomes a string of its digits, and so does one that is larger than any double, such as 1e999. Undefined for what is not JSON.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(
      /\d{16}|e\+?\d{3}/i.test(text) ? text.replace(stringsAndNumbers, quotedWhenLarge) : text,
    ) as unknown;
  } catch {
    return undefined;
  }
}

function quotedWhenLarge(token: string): string {
  if (token.startsWith('"')) return token;
  const value = Number(token);
  const isHeld = Number.isFinite(value) && (Number.isSafeInteger(value) || !/^-?\d{16,}$/.test(token));
  return isHeld ? token : `"${token}"`;
}

const deepest = 200;

/** Whether values lie within values further than anything that goes through them by recursion should. */
export function isDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth < deepest && level.length > 0; depth += 1) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? (Object.values(one) as unknown[]) : []));
  }
  return level.length > 0;
}
