import { AppError } from '../../errors.js';
import type { ErrorCode } from '../../errors.js';

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
