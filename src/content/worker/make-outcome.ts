import { isAppError } from '../../errors.js';
import { convert } from './conversions.js';
import type { Outcome } from './outcome.js';
import type { Task } from './task.js';

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
