import { AppError } from '../../errors.js';

/** The Markdown (`line` of it, from 1; 0 when no line is to blame) has no form in storage. */
export function unconvertible(line: number, what: string, hint?: string): AppError {
  const where = line > 0 ? `Line ${line} of the Markdown` : 'The Markdown';
  return new AppError('UNCONVERTIBLE', `${where} cannot be converted: ${what}.`, {
    hint: hint ?? 'Correct that line, or send the content as storage.',
    details: { line },
  });
}

/** A placeholder that stands for nothing. */
export function invented(id: string, line = 0, label = ''): AppError {
  const what = label === '' ? `#${id}` : `[${label}]{#${id}}`;
  return unconvertible(
    line,
    `the placeholder ${what} does not exist on this page`,
    'Use only placeholders that the page has, exactly as shown, and give new blocks no id.',
  );
}
