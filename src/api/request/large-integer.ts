/** A whole number that no double holds (beyond 2^53 - 1), by its digits. In `JSON.stringify` it is a text. */
export class LargeInteger {
  private constructor(readonly digits: string) {}

  /** Undefined for what is no whole number as JSON writes it, for one that a double holds, and for one beyond any use. */
  static from(text: unknown): LargeInteger | undefined {
    const digits = typeof text === 'string' ? text.trim() : '';
    return /^-?[1-9]\d{15,99}$/.test(digits) && !Number.isSafeInteger(Number(digits))
      ? new LargeInteger(digits)
      : undefined;
  }

  toJSON(): string {
    return this.digits;
  }
}

/** As `JSON.stringify`, with each large integer as the number that it is (RFC 8259, section 6, sets no limit). */
export function writeJson(value: unknown): string {
  if (value instanceof LargeInteger) return value.digits;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(writeJson).join()}]`;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${entries.map(([key, field]) => `${JSON.stringify(key)}:${writeJson(field)}`).join()}}`;
}
