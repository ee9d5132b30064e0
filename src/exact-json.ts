/** A JSON text, or what is left where it has no end, or a number. */
const stringsAndNumbers = /"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

/**
 * Parses JSON (RFC 8259) and keeps what a double cannot hold: a whole number beyond 2^53, such as the id of a record, a
 * fraction with more digits, and what is larger or smaller than any double become a string of what was written.
 * Undefined for what is not JSON.
 */
export function parseExactJson(text: string): unknown {
  try {
    return JSON.parse(
      /[\d.]{16}|e[+-]?\d{3}/i.test(text) ? text.replace(stringsAndNumbers, quotedWhenNotHeld) : text,
    ) as unknown;
  } catch {
    return undefined;
  }
}

function quotedWhenNotHeld(token: string): string {
  // Most numbers are short, a text begins with a quote, and what begins with two zeros is no number.
  const mayBeLost = (token.length > 15 || /e/i.test(token)) && !/^(?:"|-?0\d)/.test(token);
  return mayBeLost && !isHeld(token) ? `"${token}"` : token;
}

/** A double has about 17 digits, and what is written with no more than 15 always comes back from it. */
const surelyHeld = 15;
/** The most that `toPrecision` gives. */
const mostDigits = 100;

/**
 * Whether a double holds a number that is written like this: a whole one up to 2^53 - 1, and another where it is what
 * the double is when it is written with as many digits, as programs write theirs (52.520009000000002 for 52.520009).
 */
export function isHeld(written: string): boolean {
  const value = Number(written);
  if (!Number.isFinite(value)) return false;
  if (/^-?\d+$/.test(written)) return Number.isSafeInteger(value);
  const { digits } = partsOf(written);
  if (value === 0) return digits === '';
  if (digits.length <= surelyHeld) return true;
  return digits.length <= mostDigits && isSame(value.toPrecision(digits.length), written);
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [partsOf(a), partsOf(b)];
  return one.digits === other.digits && one.exponent === other.exponent;
}

/** The digits that count, and the power of ten of the last of them. */
function partsOf(written: string): { digits: string; exponent: number } {
  const [, whole = '', fraction = '', power = '0'] = /^-?(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(written) ?? [];
  const all = (whole + fraction).replace(/^0+/, '');
  const digits = all.replace(/0+$/, '');
  return { digits, exponent: Number(power) - fraction.length + (all.length - digits.length) };
}
