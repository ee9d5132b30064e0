import type { Request } from 'express';
import { invalid } from '../world/refusal.js';

/** Typed reading of query parameters; a value of the wrong kind is a 400, as on the site. */
export class Query {
  constructor(readonly req: Request) {}

  text(name: string): string | undefined {
    return this.list(name)[0];
  }

  /** Repeated, comma-separated, or both. */
  list(name: string): string[] {
    const value = this.req.query[name];
    if (value === undefined) return [];
    return (Array.isArray(value) ? value : [value]).map(String);
  }

  values(name: string, max = 250): string[] {
    const values = this.list(name)
      .flatMap((item) => item.split(','))
      .filter((item) => item !== '');
    if (values.length > max) throw invalid(`Provided ${values.length} values for '${name}'. The maximum is ${max}`);
    return values;
  }

  ids(name: string, max = 250): string[] {
    return this.values(name, max).map((value) => int64(value, name));
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : member(value, allowed, name);
  }

  someOf<T extends string>(name: string, allowed: readonly T[], fallback: readonly T[]): readonly T[] {
    const values = this.values(name).map((value) => member(value, allowed, name));
    return values.length === 0 ? fallback : values;
  }

  flag(name: string): boolean {
    return this.oneOf(name, ['true', 'false'] as const) === 'true';
  }

  /** Within `1..max`, or a 400. */
  integer(name: string, fallback: number, max: number): number {
    const value = this.text(name);
    if (value === undefined) return fallback;
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < 1 || number > max) {
      throw invalid(`Provided value {${value}} for '${name}' is not a valid integer between 1 and ${max}`);
    }
    return number;
  }
}

/** An id in a path or query: digits up to 2^63 - 1, as a string. Anything else is a 400 that names the parameter. */
export function int64(value: string, name = 'id'): string {
  if (!/^\d{1,19}$/.test(value) || BigInt(value) > 9223372036854775807n) {
    throw invalid(`Provided value {${value}} for '${name}' is not the correct type. Expected type is long`);
  }
  return value;
}

function member<T extends string>(value: string, allowed: readonly T[], name: string): T {
  const known = allowed.find((one) => one === value);
  if (known === undefined) {
    throw invalid(`Provided value {${value}} for '${name}' is not one of the expected values: ${allowed.join(', ')}`);
  }
  return known;
}
