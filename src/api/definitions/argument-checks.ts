import { z } from 'zod';
import { ExactNumber } from '../request/exact-number.js';

/**
 * Lets the checks of arguments take what zod alone would not: a number that no double holds with all of its digits,
 * as a text, which is how an answer tells it; and an absent property of a name that every object inherits, such as
 * `constructor`. `run` is what checks a value (https://zod.dev/packages/core#internals).
 */
export function meetArguments<Schema extends z.ZodType>(schema: Schema): Schema {
  visit(schema, new Set());
  return schema;
}

function visit(node: unknown, seen: Set<unknown>, isWithin = false): void {
  if (typeof node !== 'object' || node === null || node instanceof RegExp || seen.has(node)) return;
  seen.add(node);
  // What two schemas make of one value is put together, which takes no value that only one of them made.
  const isMerged = isWithin || node instanceof z.ZodIntersection;
  if (node instanceof z.ZodNumber) {
    if (!isMerged) takeDigits(node);
    return;
  }
  if (node instanceof z.ZodObject && Object.keys(node.shape).some((name) => name in {})) takeOwnAlone(node);
  const parts = node instanceof z.ZodUnion ? formsOf(node) : node instanceof z.ZodType ? node.def : node;
  for (const one of Object.values(parts)) visit(one, seen, isMerged);
}

/** Where a text is right as it stands, digits are a text. */
function formsOf({ options }: z.ZodUnion): readonly unknown[] {
  const takesText = options.some((form) => (form as z.ZodType).safeParse('9'.repeat(16)).success);
  return takesText ? options.filter((form) => !(form instanceof z.ZodNumber)) : options;
}

function takeOwnAlone({ _zod: internals }: z.ZodObject): void {
  const run = internals.run.bind(internals);
  internals.run = (payload, context) => {
    const value: unknown = payload.value;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const own: unknown = Object.assign(Object.create(null) as object, value);
      return run(Object.assign(payload, { value: own }), context);
    }
    return run(payload, context);
  };
}

function takeDigits(schema: z.ZodNumber): void {
  const { _zod: internals, def } = schema;
  const run = internals.run.bind(internals);
  const checks = def.checks ?? [];
  const isWhole = checks.some((check) => check._zod.def.check === 'number_format');
  internals.run = (payload, context) => {
    const given: unknown = payload.value;
    const isRounded = isWhole && Number.isInteger(given) && !Number.isSafeInteger(given);
    const large = ExactNumber.from(isRounded ? String(BigInt(given as number)) : given);
    if (large === undefined || (isWhole && !large.isWhole)) return run(payload, context);
    checkLarge(large, checks, payload);
    if (isRounded && payload.issues.length === 0) {
      const message = 'expected the digits as a string: a number beyond 2^53 loses some';
      payload.issues.push({ code: 'custom', message, input: given, inst: schema });
    }
    return payload;
  };
}

function checkLarge(
  large: ExactNumber,
  checks: readonly z.core.$ZodCheck<never>[],
  payload: z.core.ParsePayload,
): void {
  const value = large.isWhole ? BigInt(large.digits) : Number(large.digits);
  const exact = { value, issues: payload.issues } as z.core.ParsePayload<never>;
  for (const { _zod: check } of checks) {
    const { value: divisor } = check.def as { readonly value?: unknown };
    if (check.def.check === 'less_than' || check.def.check === 'greater_than') void check.check(exact);
    // Whether a fraction is a multiple is left to the API: that the nearest double is one says nothing.
    else if (check.def.check === 'multiple_of' && typeof value === 'bigint' && !isMultiple(value, Number(divisor))) {
      payload.issues.push({ code: 'not_multiple_of', divisor: Number(divisor), input: value, origin: 'number' });
    }
  }
  payload.value = large;
}

/** Of a fraction that divides one, every whole number is a multiple. */
function isMultiple(value: bigint, divisor: number): boolean {
  return Number.isInteger(divisor) ? value % BigInt(divisor) === 0n : Number.isInteger(1 / divisor);
}
