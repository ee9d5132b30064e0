import { AppError } from '../../errors.js';
import type { WriteRules } from './rules.js';

/** Names of rules, as refusals and the audit log give them. */
export type RuleName =
  | 'default'
  | 'tools'
  | 'spaces'
  | 'writes_per_hour'
  | 'link_hosts'
  | 'deletes'
  | 'widen_permissions'
  | `confirm.${string}`;

/** A rule of the operator's write policy refuses what `what` says; the audit log has the rule. */
export function denied({ entry }: Pick<WriteRules, 'entry'>, rule: RuleName, what: string, hint: string): AppError {
  return new AppError('POLICY_DENIED', `The write policy does not allow it (rule ${rule}): ${what}.`, {
    hint,
    details: { rule, entry },
  });
}

/** The hint of every refusal by a rule: an agent that looks for another way would only meet the next one. */
export const onlyTheOperator = 'Do not try another way; only the operator can change this.';

/** What an hour has left of writes, before the call that asks for more. */
interface WritesLeft {
  readonly limit: number;
  /** How many the call makes. */
  readonly writes: number;
  readonly left: number;
  /** When there are as many again as the limit allows, in ms since the epoch. */
  readonly resetsAtMs: number;
}

/** The rule `writes_per_hour` refuses a call, of which nothing was written. */
export function tooManyWrites(
  { entry }: Pick<WriteRules, 'entry'>,
  { limit, writes, left, resetsAtMs }: WritesLeft,
): AppError {
  const minutes = Math.max(1, Math.ceil((resetsAtMs - Date.now()) / 60_000));
  const when = `in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, when ${limit} are available again`;
  const call = writes === 1 ? '' : ` This call makes ${writes}.`;
  const fewer =
    left === 0 ? 'none is left.' : `${left} ${left === 1 ? 'is' : 'are'} left. Change at most ${left} in one call now.`;
  const later = writes > limit ? `Go on ${when}.` : `Try again ${when}.`;
  return new AppError(
    'RATE_LIMITED',
    `The write policy allows ${limit} writes an hour (rule writes_per_hour).${call}`,
    {
      hint: `Nothing was written, and ${fewer} ${later}`,
      details: { rule: 'writes_per_hour', entry, retry_after_seconds: minutes * 60 },
    },
  );
}
