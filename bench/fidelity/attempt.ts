import { applyMarkdown, toMarkdown } from '../../src/content/index.js';
import { isAppError } from '../../src/errors.js';

/** What became of an edit: the storage that would be sent, or why it was refused. */
export type Outcome =
  | { readonly storage: string; readonly refusal: null }
  | {
      readonly storage: null;
      readonly refusal: {
        readonly code: string;
        readonly message: string;
        readonly losses: readonly { kind: string; label: string }[];
      };
    };

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

/** Does the storage read as the Markdown that was written? Where only the layout differs, writing it once more must change nothing. */
export function readsAs(written: string, edited: string): boolean {
  const again = toMarkdown(written);
  if (trimLines(again) === trimLines(edited)) return true;
  if (withoutLayout(again) !== withoutLayout(edited)) return false;
  // Copies of one macro are numbered by their order, so that moving them renames them.
  return /\{[^}]*#\w+-\d+\}/.test(edited) || attempt(written, edited).storage === written;
}

/** White space at the ends of lines and of the text is nothing to a reader. */
function trimLines(markdown: string): string {
  return markdown.replace(/[ \t]+$/gm, '').trim();
}

/** Signs of which there are several for the same thing: bullets, numbers, escapes, colons of directives, empty lines. */
function withoutLayout(markdown: string): string {
  return trimLines(markdown)
    .replace(/\n(?:\s*\n)+/g, '\n')
    .replace(/^(\s*)[*+] /gm, '$1- ')
    .replace(/^(\s*)\d+[.)] /gm, '$11. ')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/:{3,}/g, ':::')
    .replace(/(#\w+)-\d+\}/g, '$1}');
}
