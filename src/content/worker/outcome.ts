import { AppError, isAppError } from '../../errors.js';
import type { ErrorCode } from '../../errors.js';
import type { Task } from './conversions.js';
import { convert } from './conversions.js';

/** What a thread answers. Errors lose their class on the way, so that they travel as their parts. */
export type Outcome =
  | { readonly value: unknown }
  | {
      readonly refusal: {
        readonly code: ErrorCode;
        readonly message: string;
        readonly hint: string | undefined;
        readonly details: AppError['details'];
      };
    }
  | { readonly defect: { readonly message: string; readonly stack: string | undefined } };

/** Makes a conversion, whatever comes of it. */
export function outcomeOf(task: Task): Outcome {
  try {
    return { value: convert(task) };
  } catch (error) {
    if (!isAppError(error)) return { defect: describe(error) };
    const { code, message, hint, details } = error;
    return { refusal: { code, message, hint, details } };
  }
}

function describe(error: unknown) {
  return error instanceof Error
    ? { message: error.message, stack: error.stack }
    : { message: String(error), stack: undefined };
}

/** The result of an outcome; throws what the conversion threw. */
export function unpack(outcome: Outcome): unknown {
  if ('value' in outcome) return outcome.value;
  if ('refusal' in outcome) {
    const { code, message, hint, details } = outcome.refusal;
    throw new AppError(code, message, { details, ...(hint === undefined ? {} : { hint }) });
  }
  const { message, stack } = outcome.defect;
  throw Object.assign(new Error(message), stack === undefined ? {} : { stack });
}
