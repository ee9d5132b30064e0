import type { Elicitation } from './confirmation.js';

/** The key of our one question among the inputs that a call can require. */
export const confirmKey = 'confirm';

/** Asks for nothing but yes or no: what matters is whether the form is accepted. */
export const confirmForm = { type: 'object' as const, properties: {} };

/** How long a person has for the answer. */
export const answerTimeoutMs = 10 * 60_000;

/** Whether a client with these capabilities shows forms: `elicitation: {}` has meant forms since before there was a choice. */
export function showsForms(capabilities: unknown): boolean {
  const { elicitation } = (capabilities ?? {}) as { elicitation?: { form?: unknown; url?: unknown } };
  if (typeof elicitation !== 'object' || elicitation === null) return false;
  return elicitation.form !== undefined || elicitation.url === undefined;
}

/** What came back of a question, from a request that is made again. */
export function readElicitation(state: unknown, responses: Readonly<Record<string, unknown>> | undefined): Elicitation {
  const { action } = (responses?.[confirmKey] ?? {}) as { action?: unknown };
  const answer = (['accept', 'decline', 'cancel'] as const).find((known) => known === action);
  return { answer, state: typeof state === 'string' ? state : undefined };
}
