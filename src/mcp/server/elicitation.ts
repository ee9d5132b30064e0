import type { ToolResult } from './answer.js';
import { ConfirmationNeeded, type Elicitation } from './confirmation.js';

/** The key of our one question among the inputs that a call can require. */
export const confirmKey = 'confirm';

/** Asks for nothing but yes or no: what matters is whether the form is accepted. */
export const confirmForm = { type: 'object' as const, properties: {} };

/** The question can change while its answer is on the way; it is not put for ever. */
const mostQuestions = 3;

/** How long a person has for the answer, on a connection that waits for it. */
export const answerTimeoutMs = 10 * 60_000;

/** Whether a client with these capabilities shows forms: `elicitation: {}` has meant forms since before there was a choice. */
export function showsForms(capabilities: unknown): boolean {
  const { elicitation } = (capabilities ?? {}) as { elicitation?: { form?: unknown; url?: unknown } };
  if (typeof elicitation !== 'object' || elicitation === null) return false;
  return elicitation.form !== undefined || elicitation.url === undefined;
}

/** What came back of a question, from a request that is made again. */
export function readElicitation(state: unknown, responses: Readonly<Record<string, unknown>> | undefined): Elicitation {
  return { answer: toAnswer(responses?.[confirmKey]), state: typeof state === 'string' ? state : undefined };
}

/**
 * Makes a call, and again with the answer of a person where one has to be asked, for connections on which the server asks.
 * A question that fails, is given up or gets no answer in time is not agreed to, and the call says so.
 */
export async function callAndAsk(
  call: (elicitation: Elicitation) => Promise<ToolResult>,
  ask: (question: { message: string; requestedSchema: typeof confirmForm }) => Promise<{ action: string }>,
): Promise<ToolResult> {
  let elicitation: Elicitation = {};
  for (let asked = 0; ; asked += 1) {
    try {
      return await call(elicitation);
    } catch (error) {
      if (!(error instanceof ConfirmationNeeded)) throw error;
      const { question: message, state } = error;
      const answer =
        asked === mostQuestions
          ? undefined
          : await ask({ message, requestedSchema: confirmForm }).catch(() => undefined);
      elicitation = { state, answer: toAnswer(answer) ?? 'cancel' };
    }
  }
}

function toAnswer(response: unknown): Elicitation['answer'] {
  const { action } = (response ?? {}) as { action?: unknown };
  return (['accept', 'decline', 'cancel'] as const).find((known) => known === action);
}
