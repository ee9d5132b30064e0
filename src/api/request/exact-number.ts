import { isHeld } from '../../exact-json.js';

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d{1,6})?$/i;
const longest = 100;

/** A number that no double holds with all of its digits, as it was written. In `JSON.stringify` it is a text. */
export class ExactNumber {
  private constructor(readonly digits: string) {}

  /** Undefined for what is no number as JSON writes it, for one that a double holds, and for one beyond any use. */
  static from(text: unknown): ExactNumber | undefined {
    const digits = typeof text === 'string' && text.length <= 2 * longest ? text.trim() : '';
    const isOne = digits.length <= longest && jsonNumber.test(digits);
    return isOne && !isHeld(digits) ? new ExactNumber(digits) : undefined;
  }

  get isWhole(): boolean {
    return /^-?\d+$/.test(this.digits);
  }

  toJSON(): string {
    return this.digits;
  }
}

/** As `JSON.stringify`, with each exact number as the number that it is (RFC 8259, section 6, sets no limit). */
export function writeJson(value: unknown): string {
  if (value instanceof ExactNumber) return value.digits;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(writeJson).join()}]`;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${entries.map(([key, field]) => `${JSON.stringify(key)}:${writeJson(field)}`).join()}}`;
}
