import { expect } from '@jest/globals';
import { applyEdits, applyMarkdown, applyStorage, toMarkdown, toStorage } from '../../../src/content/index.js';
import type { Deployment, Edit, References } from '../../../src/content/index.js';
import { isAppError, type AppError } from '../../../src/errors.js';

/** One call and what must come of it. Without a page it is a new one. */
export interface Attempt {
  readonly page?: string;
  /** The Markdown that is sent; a function gets what a read of the page gave. */
  readonly sent?: string | ((read: string) => string);
  readonly sentStorage?: string;
  readonly edits?: readonly Edit[];
  readonly deployment?: Deployment;
  readonly right: Right;
}

/** A kind of fault that was once seen, and texts that show it. */
export interface ReportedCase {
  /** What went wrong, in one line. */
  readonly broke: string;
  readonly attempts: Readonly<Record<string, Attempt>>;
}

interface Written {
  readonly storage: string;
  readonly warnings: readonly string[];
  /** What only Confluence knows to be there or not: the caller names what is not. */
  readonly references: References;
  readonly before: string | undefined;
  readonly refusal?: undefined;
}

export type Outcome = Written | { readonly refusal: AppError };

/** Asserts that the outcome is the right one. */
export type Right = (outcome: Outcome) => void;

export function outcomeOf({ page, sent, sentStorage, edits, deployment = 'cloud' }: Attempt): Outcome {
  try {
    if (page === undefined) return { ...toStorage(textOf(sent, ''), { deployment }), before: undefined };
    if (edits) return { ...applyEdits({ current: page, edits, deployment }), before: page };
    if (sentStorage !== undefined) return { ...applyStorage({ current: page, edited: sentStorage }), before: page };
    return { ...applyMarkdown({ current: page, edited: textOf(sent, toMarkdown(page)), deployment }), before: page };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { refusal: error };
  }
}

function textOf(sent: Attempt['sent'], read: string): string {
  return typeof sent === 'function' ? sent(read) : (sent ?? '');
}

function written(outcome: Outcome): Written {
  if (outcome.refusal) expect(`refused: ${outcome.refusal.message}`).toBe('written');
  return outcome as Written;
}

/** Exactly these bytes are on the page. */
export function stored(storage: string): Right {
  return (outcome) => {
    expect(written(outcome).storage).toBe(storage);
  };
}

/** These parts are on the page, in this order, and those are not; words in `warned` are named in a warning, or to the caller. */
export function storedWith(parts: {
  has?: readonly string[];
  lacks?: readonly (string | RegExp)[];
  warned?: RegExp;
}): Right {
  return (outcome) => {
    const { storage, warnings, references } = written(outcome);
    let at = 0;
    for (const part of parts.has ?? []) {
      const found = storage.indexOf(part, at);
      if (found < 0) expect(storage.slice(at)).toContain(part);
      at = found + part.length;
    }
    for (const part of parts.lacks ?? []) expect(storage).not.toMatch(part instanceof RegExp ? part : literal(part));
    if (parts.warned) expect([...warnings, JSON.stringify(references)].join('\n')).toMatch(parts.warned);
  };
}

function literal(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}

/** Nothing is written, and the refusal names what a writer must know. */
export function refused(code: string | RegExp, naming: RegExp = /(?:)/): Right {
  return (outcome) => {
    if (!outcome.refusal) expect(outcome.storage).toBe('refused');
    const refusal = outcome.refusal as AppError;
    expect(refusal.code).toMatch(code instanceof RegExp ? code : literal(code));
    expect(`${refusal.message} ${refusal.hint ?? ''}`).toMatch(naming);
  };
}

/** Not one byte differs. */
export const untouched: Right = (outcome) => {
  const { storage, before } = written(outcome);
  expect(storage).toBe(before);
};

/** Several outcomes are right. */
export function oneOf(...rights: readonly Right[]): Right {
  return (outcome) => {
    const failures = rights.map((right) => {
      try {
        right(outcome);
        return null;
      } catch (error) {
        return error;
      }
    });
    if (!failures.includes(null)) throw failures[0];
  };
}
