import { cleanText } from '../../content/index.js';
import { AppError } from '../../errors.js';
import type { Confirm } from '../tools/define-tool.js';
import type { Claims } from './claims.js';
import type { Seal } from './seal.js';

/**
 * Whether a person is asked before what cannot be taken back: where the client can ask (`auto`), always, so that other
 * clients are refused (`required`), or never.
 */
export const confirmModes = ['auto', 'required', 'never'] as const;
/** One of `confirmModes`. */
export type ConfirmMode = (typeof confirmModes)[number];

/** What a person can be asked through: there when the client offers elicitation on this very request or connection. */
export interface Elicitation {
  /** The state of the question that the answer belongs to. Whatever the client sends is possible here. */
  readonly state?: string | undefined;
  readonly answer?: 'accept' | 'decline' | 'cancel' | undefined;
}

/** What the question is about: an answer counts for nothing else. */
export interface ConfirmedCall {
  readonly principal: string;
  readonly tool: string;
  /** As they were read, with ids in place of URLs. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly elicitation: Elicitation | undefined;
  readonly claims: Pick<Claims, 'claim'>;
}

/** Thrown when a person has to be asked first: the transport asks, and makes the call again with `state` and the answer. */
export class ConfirmationNeeded extends Error {
  constructor(
    readonly question: string,
    readonly state: string,
  ) {
    super('A person has to confirm this first.');
  }
}

/** Makes the questions of one call. */
export type Confirmation = (call: ConfirmedCall) => Confirm;

/**
 * Asks a person before a write, through the client. Nothing is kept between question and answer: the state that comes
 * back is sealed over caller, tool, arguments and version, so that a question that has changed is asked again, as one is
 * whose yes was used before. Throws ConfirmationNeeded, or POLICY_DENIED when the person said no or cannot be asked. One
 * agreement is enough for a call, and for one call.
 */
export function createConfirmation({ mode, seal }: { mode: ConfirmMode; seal: Seal }): Confirmation {
  return ({ principal, tool, args, elicitation, claims }) => {
    let isAgreed = false;
    return async (ask, { isRequired = false } = {}) => {
      if (isAgreed || (mode === 'never' && !isRequired)) return;
      if (elicitation === undefined) {
        if (mode === 'required' || isRequired) throw cannotAsk();
        return;
      }
      if (elicitation.answer !== undefined && elicitation.answer !== 'accept') throw saidNo(elicitation.answer);
      const { message, version } = await ask();
      const facts = [principal, tool, args, message, version];
      const agreement = elicitation.answer === 'accept' ? seal.open(elicitation.state ?? '', facts) : undefined;
      isAgreed = agreement !== undefined && (await claims.claim(agreement));
      if (!isAgreed) throw new ConfirmationNeeded(cleanText(message), seal.make(facts));
    };
  };
}

function cannotAsk(): AppError {
  return new AppError('POLICY_DENIED', 'This needs confirmation by a person, and this client cannot ask for it.', {
    hint: 'Nothing was written. Use a client and a transport that support elicitation, or ask the operator.',
  });
}

function saidNo(answer: 'decline' | 'cancel'): AppError {
  const what = answer === 'decline' ? 'declined this' : 'did not answer the question';
  return new AppError('POLICY_DENIED', `The person ${what}. Nothing was written.`, {
    hint: 'Do not try again unless they ask for it.',
  });
}
