import type { z } from 'zod';
import { AppError } from '../../errors.js';
import { isRecord } from './read-text.js';
import { normalizeArguments } from './normalize-arguments.js';
import type { ArgumentUse } from './normalize-arguments.js';

type Issue = z.core.$ZodIssue;

/** Arguments that fit their schema, and what a caller should know of how they were taken. */
interface ParsedArguments {
  readonly args: Record<string, unknown>;
  readonly warnings: string[];
}

/** Keys, items and fields together; far more than any call needs. */
const mostValues = 50_000;
const mostKeysNamed = 10;
/** Each item of a long list can have one: nobody reads megabytes of them. */
const mostFaultsNamed = 20;
const longestKeyNamed = 60;

/** The key under which what the SDK would refuse or change comes along as it was sent; no parameter has it. */
export const keptWhole = '';

/**
 * Validates a tool's arguments, which are met half-way first. INVALID_INPUT names every field that is wrong and the
 * wanted shape, and never repeats a value.
 */
export function parseArguments(input: z.ZodObject, sent: unknown, use: ArgumentUse = 'read'): ParsedArguments {
  const given = asSent(sent);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new AppError('INVALID_INPUT', 'The arguments must be a JSON object.', { hint: describeInput(input) });
  }
  refuseTooMany(given);
  const { args, warnings } = normalizeArguments(input, given, use);
  // A list can come as the JSON of it.
  refuseTooMany(args);
  const parsed = input.safeParse(args);
  if (parsed.success) return { args: parsed.data, warnings };
  const known = Object.keys(input.shape);
  const { issues } = parsed.error;
  const faults = issues
    .slice(0, mostFaultsNamed)
    .flatMap(withoutUnions)
    .map((issue) => describeIssue(issue, known));
  const more = issues.length > mostFaultsNamed ? [`and ${issues.length - mostFaultsNamed} more`] : [];
  throw new AppError('INVALID_INPUT', `${[...faults, ...more].join('; ')}.`);
}

/** Each value is looked at, in the thread that answers everybody, before anything says how many there may be. */
function refuseTooMany(args: unknown): void {
  let left = mostValues;
  const rest: unknown[] = [args];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value !== 'object' || value === null) continue;
    const values: unknown[] = Array.isArray(value) ? value : Object.values(value);
    left -= values.length;
    if (left < 0) {
      throw new AppError('INVALID_INPUT', `The arguments contain more than ${mostValues} values.`, {
        hint: 'Send fewer values in one call.',
      });
    }
    for (const one of values) rest.push(one);
  }
}

/** What came along whole is refused in any case: an object is only where it has a key that is. */
function asSent(given: unknown): unknown {
  if (!isRecord(given) || !Object.hasOwn(given, keptWhole) || Object.keys(given).length !== 1) return given;
  const kept = (given as Record<string, unknown>)[keptWhole];
  return isRecord(kept) && Object.hasOwn(kept, '__proto__') ? kept : undefined;
}

function describeInput({ shape }: z.ZodObject): string {
  const names = Object.entries(shape).map(([name, field]) => {
    const isOptional = (field as z.ZodType).safeParse(undefined).success;
    return isOptional ? name : `${name} (required)`;
  });
  return names.length === 0 ? 'Send {}: this tool takes no parameters.' : `Its keys: ${names.join(', ')}.`;
}

function describeIssue(issue: Issue, known: readonly string[]): string {
  const field = issue.path.map((key) => String(key).slice(0, longestKeyNamed)).join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return field === '' ? describeUnknown(issue.keys, known) : `${field}: ${issue.message}`;
    case 'invalid_type':
      return isMissing(issue)
        ? `${field}: required (${issue.expected})`
        : `${field}: ${issue.message.replace('Invalid input: ', '')}`;
    case 'invalid_value':
      return `${field}: expected one of ${issue.values.map(String).join(', ')}`;
    default:
      return field === '' ? issue.message : `${field}: ${issue.message}`;
  }
}

/** Of a value that may be one of several, the branch that it came nearest to speaks; where none is nearest, all do. */
function withoutUnions(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const branches = issue.errors.map((branch) =>
    branch.flatMap((one) => withoutUnions({ ...one, path: [...issue.path, ...one.path] })),
  );
  const near = branches.filter((branch) => branch.every((one) => isWithin(one, issue)));
  const least = Math.min(...near.map(distanceOf));
  const [nearest, ...others] = near.filter((branch) => distanceOf(branch) === least);
  if (nearest !== undefined && others.length === 0) return nearest;
  if (nearest !== undefined) {
    const forms = [nearest, ...others].map((branch) => branch.map((one) => describeWithin(one, issue)).join(' and '));
    return [{ code: 'custom', path: issue.path, input: issue.input, message: [...new Set(forms)].join(', or ') }];
  }
  const wanted = [...new Set(branches.flatMap((branch) => branch.flatMap(wantedBy)))];
  const message = wanted.length === 0 ? 'matches more than one of the allowed forms' : `expected ${wanted.join(' or ')}`;
  return [{ code: 'custom', path: issue.path, input: issue.input, message }];
}

function isWithin({ path, code }: Issue, union: Issue): boolean {
  return path.length > union.path.length || code === 'unrecognized_keys';
}

/** A field that is missing, or that is always the same, is what tells one form from another. */
function distanceOf(branch: readonly Issue[]): number {
  const tells = (issue: Issue): boolean =>
    issue.code === 'invalid_type' ? isMissing(issue) : issue.code === 'invalid_value' && issue.values.length === 1;
  return branch.reduce((sum, issue) => sum + (tells(issue) ? 10 : 1), 0);
}

function describeWithin(issue: Issue, union: Issue): string {
  const path = issue.path.slice(union.path.length);
  return issue.code === 'unrecognized_keys'
    ? [path.join('.'), issue.message].filter(Boolean).join(': ')
    : describeIssue({ ...issue, path }, []);
}

function isMissing({ message }: Issue): boolean {
  return message.endsWith('received undefined');
}

function wantedBy(issue: Issue): string[] {
  if (issue.code === 'invalid_type') return [issue.expected];
  return issue.code === 'invalid_value' ? issue.values.map(String) : [issue.message.replace(/^.*?expected /, '')];
}

function describeUnknown(keys: readonly string[], known: readonly string[]): string {
  return known.length === 0
    ? 'this tool takes no parameters'
    : `unknown parameter ${quoteKeys(keys)}; known parameters are ${known.join(', ')}`;
}

/** Keys in a message: a few of them, each as JSON, and none longer than a name is. */
export function quoteKeys(keys: readonly string[]): string {
  const named = keys.slice(0, mostKeysNamed).map((key) => JSON.stringify(key.slice(0, longestKeyNamed)));
  return keys.length > named.length ? `${named.join(', ')} and ${keys.length - named.length} more` : named.join(', ');
}
