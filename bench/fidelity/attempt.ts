import { applyMarkdown } from '../../src/content/index.js';
import { isAppError } from '../../src/errors.js';

/** What became of an edit: the storage that would be sent, or why it was refused. */
export type Outcome =
  | { readonly storage: string; readonly refusal: null }
  | { readonly storage: null; readonly refusal: { readonly code: string; readonly message: string; readonly losses: readonly { kind: string; label: string }[] } };

/** Writes edited Markdown back as a caller would, without leave to lose anything. */
export function attempt(current: string, edited: string): Outcome {
  try {
    return { storage: applyMarkdown({ current, edited }).storage, refusal: null };
  } catch (error) {
    if (!isAppError(error)) return { storage: null, refusal: { code: 'DEFECT', message: String(error), losses: [] } };
    const losses = (error.details['losses'] ?? []) as { kind: string; label: string }[];
    return { storage: null, refusal: { code: error.code, message: error.message, losses } };
  }
}
