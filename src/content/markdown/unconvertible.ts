import { AppError } from '../../errors.js';

export function unconvertible(line: number, what: string, hint?: string): AppError {
  const where = line > 0 ? `Line ${line} of the Markdown` : 'The Markdown';
  return new AppError('UNCONVERTIBLE', `${where} cannot be converted: ${what}.`, {
    hint: hint ?? 'Correct that line, or send the content as storage.',
    details: { line },
  });
}
