import type { z } from 'zod';
import { AppError } from '../../errors.js';

type Issue = z.core.$ZodIssue;

function describeIssue(issue: Issue, known: readonly string[]): string {
  const field = issue.path.join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return known.length === 0
        ? 'this tool takes no parameters'
        : `unknown parameter ${issue.keys.map((key) => JSON.stringify(key.slice(0, 60))).join(', ')}; known are ${known.join(', ')}`;
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? `${field}: required (${issue.expected})`
        : `${field}: ${issue.message.replace('Invalid input: ', '')}`;
    case 'invalid_value':
      return `${field}: expected one of ${issue.values.map(String).join(', ')}`;
    default:
      return field === '' ? issue.message : `${field}: ${issue.message}`;
  }
}

/** Some clients send null for what they leave out. */
function withoutNulls(args: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null));
}

/**
 * Validates a tool's arguments strictly. INVALID_INPUT names every field that is wrong and the wanted shape, and
 * never repeats a value.
 */
export function parseArguments(input: z.ZodObject, args: unknown): Record<string, unknown> {
  if (typeof args !== 'object' || args === null || Array.isArray(args)) {
    throw new AppError('INVALID_INPUT', 'The arguments must be a JSON object.');
  }
  const parsed = input.safeParse(withoutNulls(args));
  if (parsed.success) return parsed.data;
  const known = Object.keys(input.shape);
  const faults = parsed.error.issues.map((issue) => describeIssue(issue, known));
  throw new AppError('INVALID_INPUT', `${faults.join('; ')}.`);
}
